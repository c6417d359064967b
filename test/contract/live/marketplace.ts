import { expect } from "vitest";
import { builtConnectors } from "../../../scripts/lib/built-connectors";
import { catalogue, seedStatements } from "../../../src/modules/listings/catalogue";
import { newId } from "../../../src/lib/ids";
import type { Api, Asked, Json } from "./api";
import { SLUG } from "./integrations";
import { list } from "./records";
import { until } from "./webhooks";
import type { World } from "./world";

type Page<T> = { data: T[] };
type Reviewed = { params: typeof SLUG & { id: string }; admin: string };

const idOf = ({ body }: { body: Json }): string => String(body["id"]);

/** The listings, as `npm start` puts them into the platform database. */
export async function seedListings({ worker }: World): Promise<void> {
  const { PLATFORM_DB: platform } = await worker.env();
  await platform.batch(seedStatements(catalogue, builtConnectors, Date.now()).map((sql) => platform.prepare(sql)));
}

/** What everybody may look at, with a key or without. */
async function look(api: Api, operationId: string, params: Record<string, string> = {}): Promise<void> {
  const { headers } = await api.does(operationId, 200, { params, key: null });
  const known = { "if-none-match": headers.get("etag") ?? "" };
  await api.does(operationId, 304, { params, key: null, headers: known });
  await api.does(operationId, 200, { params });
  await api.refuses(operationId, 401, { params, key: "ross_live_nothing" });
}

/** Needs the integration to be installed, and to have worked. */
export async function exerciseDirectory(api: Api, world: World): Promise<void> {
  await seedListings(world);
  await look(api, "listIntegrations");
  await list(api, "listIntegrations");
  await api.does("listIntegrations", 401, { query: { installed: "true" }, key: null });
  for (const id of ["getIntegration", "getIntegrationHealth", "listIntegrationReviews"]) await look(api, id, SLUG);
  const { body } = await api.does<{ versions: unknown[] }>("getIntegrationHealth", 200, { params: SLUG });
  expect(body.versions.length).toBeGreaterThan(0);

  const { session } = world.people.developer;
  const planned = { session, params: { slug: "quickbooks-online" } };
  expect((await api.does("followIntegration", 200, planned)).body).toMatchObject({ is_following: true });
  await api.does("followIntegration", 409, { session, params: SLUG });
  await api.does("unfollowIntegration", 204, planned);
}

const inAWeek = "update integration_installations set installed_at = installed_at - 691200000 where builder_id = ?";

/** A review from its writing to its end, and what others do with it. */
export async function exerciseReviews(api: Api, world: World): Promise<void> {
  const { owner, admin, stranger } = world.people;
  const as = (asked: Asked = {}): Asked => ({ session: owner.session, params: SLUG, ...asked });
  const body = api.routeOf("reviewIntegration").operation.requestBody?.content["application/json"]?.example as Json;
  const stateIs = (reason: string | null) =>
    until(async () =>
      (await api.does("getOwnIntegrationReview", 200, as())).body["reason"] === reason ? true : undefined,
    );
  await stateIs("too_early");
  await api.does("reviewIntegration", 409, as({ body }));
  const { PLATFORM_DB: platform } = await world.worker.env();
  await platform.prepare(inAWeek).bind(world.builderId).run();
  await stateIs(null);
  const once = { "idempotency-key": "one-review" };
  const written = await api.does("reviewIntegration", 201, as({ body, headers: once }));
  expect((await api.does("reviewIntegration", 201, as({ body, headers: once }))).body).toEqual(written.body);
  await api.does("reviewIntegration", 422, as({ body: { ...body, rating: 1 }, headers: once }));
  await api.does("reviewIntegration", 409, as({ body }));
  await api.does("changeIntegrationReview", 200, as({ body: { ...body, rating: 3 } }));
  await list(api, "listIntegrationReviews", SLUG);

  const params = { ...SLUG, id: idOf(written) };
  const answer = { session: admin.session, params, body: { body: "Thank you." } };
  await api.does("answerIntegrationReview", 403, { ...answer, session: stranger.session });
  expect((await api.does("answerIntegrationReview", 200, answer)).body).toMatchObject({ answer: "Thank you." });
  await api.does("withdrawIntegrationReviewAnswer", 204, { session: admin.session, params });
  await api.does("reportIntegrationReview", 204, { session: stranger.session, params, body: { reason: "spam" } });
  await moderate(api, { params, admin: admin.session });
  await readOwn(api, owner.session);
  await api.does("deleteIntegrationReview", 204, as());
  await api.does("deleteIntegrationReview", 404, as());
}

async function moderate(api: Api, { params: { id }, admin: session }: Reviewed): Promise<void> {
  const asked = { session, params: { id } };
  await list(api, "listModeratedIntegrationReviews", {}, { session });
  await api.does("dismissIntegrationReviewReports", 200, asked);
  await api.does("restoreIntegrationReview", 409, asked);
  const hide = { ...asked, body: { reason: "It names a private person." } };
  expect((await api.does("hideIntegrationReview", 200, hide)).body).toMatchObject({ is_hidden: true });
  await api.does("hideIntegrationReview", 409, hide);
  await api.does("restoreIntegrationReview", 200, asked);
}

/** Who wrote the review was told of its answer and of its being hidden. */
async function readOwn(api: Api, session: string): Promise<void> {
  await list(api, "listOwnNotifications", {}, { session });
  const { body } = await api.does<Page<{ id: string }>>("listOwnNotifications", 200, { session });
  expect(body.data).toHaveLength(2);
  const read = await api.does("readOwnNotification", 200, { session, params: { id: body.data[0]?.id ?? "" } });
  expect(read.body["is_read"]).toBe(true);
  await api.does("listNotificationPreferences", 200, { session });
  const { operation } = api.routeOf("changeNotificationPreferences");
  const choices = operation.requestBody?.content["application/json"]?.example;
  await api.does("changeNotificationPreferences", 200, { session, body: choices });
}

const ALERT = `insert into contract_alerts (id, slug, version, endpoint, day, differences, calls, installs, first_at, last_at)
 values (?1, 'noaa-weather', 'v1', 'getForecast', '2026-04-14', '[{"path":"/properties","expected":"object","received":"nothing"}]', 1, 1, ?2, ?2)`;

/** The switches of platform admins, and the incident that one of them makes. */
export async function exerciseSwitches(api: Api, world: World): Promise<void> {
  const { session } = world.people.admin;
  const asked = { session, params: SLUG };
  await api.does("listAdminIntegrations", 200, { session });
  const killed = await api.does("killIntegration", 200, { ...asked, body: { reason: "It sends wrong data." } });
  const incident = killed.body["incident"] as Json;
  await api.does("restoreIntegration", 200, asked);
  await api.does("resetIntegrationBreaker", 200, asked);
  await api.does("featureIntegration", 200, { ...asked, body: { is_featured: true } });
  const { PLATFORM_DB: platform } = await world.worker.env();
  const alert = { id: newId(Date.now()) };
  await platform.prepare(ALERT).bind(alert.id, Date.now()).run();
  await api.does("listContractAlerts", 200, { session });
  await list(api, "listContractAlerts", {}, { session });
  await api.does("resolveContractAlert", 200, { session, params: alert });
  await api.does("resolveContractAlert", 409, { session, params: alert });
  const params = { id: String(incident["id"]) };
  await api.does("addIncidentUpdate", 201, { session, params, body: { body: "The forecasts are right again." } });
  await list(api, "listAuditLog", {}, { session });
  await look(api, "getIncident", params);
  await look(api, "listIncidents");
  await list(api, "listIncidents");
}
