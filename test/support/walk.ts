import { env } from "cloudflare:test";
import { expect } from "vitest";
import { newId } from "#lib/ids";
import { manifest as ical } from "../../src/connectors/ical/manifest";
import { permits } from "#models";
import type { AnyBuilderEndpoint, AnyEndpoint } from "../../src/api/endpoint";
import { v1 } from "../../src/api/v1";
import { collectionOf } from "../../src/api/v1/records/paths";
import { v2 } from "../../src/api/v2";
import { type Client, eventually } from "./harness";
import { newApplication } from "./oauth";
import { allEntities, makeOfEach, type Refs } from "./records";
import { importLot, placeOnPicture } from "./surveys/import";
import { installWeather, WEATHER } from "./weather";
import { installSites } from "./sites";
import { SITE } from "./weather-service";

export type Walked<E extends AnyEndpoint = AnyEndpoint> = { name: string; version: "v1" | "v2"; endpoint: E };

const walked = <E extends AnyEndpoint>(version: "v1" | "v2", endpoints: readonly E[]): Walked<E>[] =>
  endpoints.map((endpoint) => ({ name: `${version} ${endpoint.operationId}`, version, endpoint }));

/** Whether people alone may call it: members of some roles, developers, or platform admins. */
export const isForPeople = (endpoint: AnyEndpoint): boolean => "caller" in endpoint || endpoint.roles !== undefined;
const takesKeys = (endpoint: AnyEndpoint): endpoint is AnyBuilderEndpoint => !isForPeople(endpoint);

/** Every operation that an API key may call, of every version. */
export const everyEndpoint: readonly Walked<AnyBuilderEndpoint>[] = [
  ...walked("v1", v1.endpoints.filter(takesKeys)),
  ...walked("v2", v2.endpoints.filter(takesKeys)),
];

/** Ways to another site and back: test/connectors/connections.test.ts goes them. */
const isElsewhere = ({ operationId }: AnyEndpoint): boolean => operationId === "connectInstall";

/** Every operation that takes a session and nothing else. */
export const peoplesEndpoints: readonly Walked[] = [
  ...walked(
    "v1",
    v1.endpoints.filter((item) => isForPeople(item) && !isElsewhere(item)),
  ),
  ...walked("v2", v2.endpoints.filter(isForPeople)),
];

/** One resource of every kind that the API has, with the values that its paths need. Needs `siteServices`. */
export async function makeEverything(client: Client, shard: number): Promise<Refs> {
  const refs = await makeOfEach(client);
  const { latitude, longitude, status } = SITE;
  const moved = await client.patch(`/v1/projects/${refs["project"] ?? ""}`, { latitude, longitude, status });
  expect(moved.status).toBe(200);
  const webhook = await client.post<{ id: string }>("/v1/webhooks", {
    url: "https://hooks.example.com/rossos",
    events: ["webhook.disabled"],
  });
  const apiKey = await client.post<{ id: string }>("/v1/api-keys", { name: "Other", scopes: ["read:projects"] });
  const event = await eventually(async () => (await client.get<{ data: { id: string }[] }>("/v1/events")).body.data[0]);
  const now = Date.now();
  const application = await newApplication();
  const made = {
    webhook: webhook.body.id,
    delivery: event.id,
    notification: newId(now),
    authorized_app: application.id,
  };
  await env.PLATFORM_DB.prepare(AUTHORIZATION)
    .bind(newId(now), client.builderId, application.id, application.developerId, now + 3_600_000, now)
    .run();
  const db = env[shard === 0 ? "TENANT_DB_0" : "TENANT_DB_1"];
  await db.batch([
    db.prepare(DELIVERY).bind(made.webhook, made.delivery, client.builderId, now),
    db.prepare(NOTIFICATION).bind(client.builderId, made.notification, now),
  ]);
  const { permissions } = ical;
  const calendars = await client.post("/v1/marketplace/integrations/ical/install", { permissions });
  const feed = await client.post(`/v1/projects/${refs["project"] ?? ""}/calendar-feed`);
  expect([calendars.status, feed.status]).toEqual([200, 201]);
  const survey = await importLot(client, refs["project"] ?? "");
  const sitePlan = await placeOnPicture(client, refs["project"] ?? "", survey.id);
  const setbacks = await client.put(`/v1/projects/${refs["project"] ?? ""}/setbacks`, { front_ft: 25 });
  expect(setbacks.status).toBe(200);
  const weather = { ...(await installWeather(client)), slug: WEATHER, model: "weather_forecast" };
  await installSites(client);
  const action = { action: "look_up_forecast", request: newId(now) };
  await db.prepare(ACTION_REQUEST).bind(client.builderId, weather.install, action.request, action.action, now).run();
  const conflict = await makeConflict(db, client, { install: weather.install, vendor: refs["vendor"] ?? "" });
  const jurisdiction = String(permits.fields.jurisdiction_id?.example);
  const known = { jurisdiction, event_type: "invoice.approved" };
  const own = {
    survey: survey.id,
    site_plan: sitePlan,
    conflict,
    link: conflict,
    api_key: apiKey.body.id,
    event: event.id,
    ...known,
  };
  return { ...refs, ...made, ...weather, ...action, ...own };
}

const LINK = `insert into record_links (builder_id, install_id, id, model, external_id, entity, record_id, base, remote, remote_at, pushed,
 conflicts, revision, updated_at) values (?1, ?2, ?3, 'contact', 'theirs', 'vendor', ?4, '{}', '{"phone":"1"}', 1, '{}', 1, 1, ?5)`;
const CONFLICT = `insert into sync_conflicts (builder_id, install_id, id, link_id, model, external_id, entity, record_id, field, local, remote,
 status, created_at, updated_at) values (?1, ?2, ?3, ?3, 'contact', 'theirs', 'vendor', ?4, 'phone', '2', '1', 'open', ?5, ?5)`;

/** A field in which a vendor and what it is linked to disagree. @returns its id */
async function makeConflict(
  db: D1Database,
  { builderId }: Client,
  { install, vendor }: { install: string; vendor: string },
): Promise<string> {
  const now = Date.now();
  const id = newId(now);
  await db.batch([LINK, CONFLICT].map((sql) => db.prepare(sql).bind(builderId, install, id, vendor, now)));
  return id;
}

const DELIVERY = `insert into webhook_deliveries (subscription_id, event_id, builder_id, event_type, status, attempt_count, failure_count, created_at)
 values (?, ?, ?, 'project.created', 'failed', 6, 6, ?)`;
const ACTION_REQUEST = `insert into action_requests (builder_id, install_id, id, action, key, input_hash, input, status, attempts, expires_at, created_at, updated_at)
 values (?1, ?2, ?3, ?4, 'k', 'h', '{}', 'failed', 1, ?5, ?5, ?5)`;
const NOTIFICATION =
  "insert into notifications (builder_id, id, kind, title, body, created_at) values (?, ?, 'test', 'Title', 'Body', ?)";

const AUTHORIZATION = `insert into oauth_authorizations (id, builder_id, application_id, user_id, scopes_granted, access_scopes, access_token_hash,
 refresh_token_hash, access_expires_at, refresh_expires_at, created_at) values (?1, ?2, ?3, ?4, '["read:projects"]', '["read:projects"]', 'a' || ?1, 'r' || ?1, ?5, ?5, ?6)`;

const IDS = new Map([
  ...allEntities.map((entity) => [collectionOf(entity).path, entity.name] as const),
  ["/webhooks", "webhook"] as const,
  ["/events", "event"] as const,
  ["/notifications", "notification"] as const,
  ["/notifications/own", "own_notification"] as const,
  ["/installs", "install"] as const,
  ["/jurisdictions", "jurisdiction"] as const,
  ["/admin/jurisdiction-reports", "jurisdiction_report"] as const,
  ["/projects/{project_id}/surveys", "survey"] as const,
  ["/projects/{project_id}/surveys/{survey_id}/placements", "site_plan"] as const,
  ["/marketplace/integrations/{slug}/reviews", "integration_review"] as const,
  ["/marketplace/incidents", "incident"] as const,
  ["/api-keys", "api_key"] as const,
  ["/oauth/authorized-apps", "authorized_app"] as const,
  ["/builder/members", "membership"] as const,
  ["/builder/invitations", "invitation"] as const,
  ["/admin/builders", "builder"] as const,
  ["/admin/app-reviews", "review"] as const,
  ["/admin/integration-reviews", "integration_review"] as const,
  ["/admin/incidents", "incident"] as const,
  ["/admin/contract-alerts", "contract_alert"] as const,
  ["/developer/apps", "app"] as const,
  ["/app-assets", "screenshot"] as const,
]);

/** The operation's path, below `/api`, with the values of its parameters in it. */
export function pathTo(
  { version, endpoint }: Pick<Walked, "version"> & { endpoint: { path: string } },
  refs: Refs,
): string {
  const own = IDS.get(endpoint.path.split("/{id}")[0] ?? "") ?? "";
  const path = endpoint.path.replaceAll(/\{([a-z_]+)\}/gu, (_, name: string) => {
    const value = refs[name === "id" ? own : name.replace(/_id$/u, "")];
    if (value === undefined) throw new Error(`the walk has no ${name} for ${endpoint.path}`);
    return value;
  });
  return `/${version}${path}`;
}

/** What fits and yet names nothing. */
const STRANGE: Refs = {
  slug: "no-such-integration",
  model: "no_such_model",
  action: "no_such_action",
  event_type: "no_such.event",
};

/** Values that name nothing, for every name a path can hold. */
export const strangeRefs = (refs: Refs): Refs =>
  Object.fromEntries(Object.keys(refs).map((name) => [name, STRANGE[name] ?? newId(Date.now())]));

/** Values that cannot name anything: neither an id nor what any pattern allows. */
export const brokenRefs = (refs: Refs): Refs =>
  Object.fromEntries(Object.keys(refs).map((name) => [name, "NOT_A_NAME"]));
