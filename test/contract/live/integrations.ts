import { expect } from "vitest";
import { manifest as floods } from "../../../src/connectors/fema-flood-maps/manifest";
import { manifest as geocoder } from "../../../src/connectors/us-census-geocoder/manifest";
import { manifest as tides } from "../../../src/connectors/noaa-tides/manifest";
import { SITE } from "../../support/weather-service";
import type { Api, Json } from "./api";
import { list } from "./records";
import { UNLUCKY } from "./weather";
import { until } from "./webhooks";
import type { World } from "./world";

export const SLUG = { slug: "noaa-weather" };

type Run = { id: string; status: string };
type Page<T> = { data: T[] };
type Conditions = Record<"tides" | "flood", { data: Json | null }>;

/** Everything a builder does with an integration. It stays installed. */
export async function exerciseInstalls(api: Api, world: World): Promise<void> {
  const body = api.routeOf("installIntegration").operation.requestBody?.content["application/json"]?.example as Json;
  const asked = { params: SLUG, body };
  const project = await api.does("createProject", 201, { body: SITE });
  await api.does("installIntegration", 400, { ...asked, body: { ...body, permissions: [] } });
  await api.does("installIntegration", 502, { ...asked, body: { ...body, config: { contact_email: UNLUCKY } } });
  await api.does("uninstallIntegration", 404, { params: SLUG });
  const once = { "idempotency-key": "one-install" };
  const installed = await api.does("installIntegration", 200, { ...asked, headers: once });
  const again = await api.does("installIntegration", 200, { ...asked, headers: once });
  expect(again.body).toEqual(installed.body);
  await api.does("installIntegration", 422, { ...asked, body: { permissions: [] }, headers: once });
  await list(api, "listInstalls");

  const params = { id: String(installed.body["id"]) };
  await exerciseSyncs(api, world, params);
  const projectId = String(project.body["id"]);
  await exerciseSite(api, projectId);
  await exerciseHistory(api, { params: { id: projectId } });
  await exerciseChanges(api, params);
  await api.does("uninstallIntegration", 204, { params: SLUG, query: { purge: "true" } });
  await api.does("uninstallIntegration", 204, { params: SLUG });
  for (const id of ["syncInstall", "pauseInstall", "resumeInstall"]) await api.does(id, 409, { params });
  await api.does("updateInstall", 409, { params, body: { every_minutes: { weather_forecasts: 120 } } });
  await api.does("installIntegration", 200, asked);
  await runsOf(api, params);
}

/** The place of an address, which needs a geocoder. */
export async function exerciseAddresses(api: Api): Promise<void> {
  const asked = { body: { address: "1600 Pennsylvania Avenue NW, Washington, DC 20500" } };
  await api.does("findAddress", 409, asked);
  const { slug, permissions } = geocoder;
  await api.does("installIntegration", 200, { params: { slug }, body: { permissions: [...permissions] } });
  const { body } = await api.does<{ matches: unknown[] }>("findAddress", 200, asked);
  expect(body.matches).toHaveLength(1);
  await api.refuses("findAddress", 400, { body: { address: "" } });
  await api.does("findAddress", 400, { body: { address: "x".repeat(101) } });
}

/** A project's address for calendars, from its first to its last day. */
export async function exerciseCalendars(api: Api, projectId: string): Promise<void> {
  const params = { id: projectId };
  await api.does("createCalendarFeed", 409, { params });
  const permissions = ["Show the tasks and dates of a project to whoever has its calendar address"];
  await api.does("installIntegration", 200, { params: { slug: "ical" }, body: { permissions } });
  await api.does("getCalendarFeed", 404, { params });
  const headers = { "idempotency-key": "one-calendar" };
  const made = await api.does("createCalendarFeed", 201, { params, headers });
  const again = await api.does("createCalendarFeed", 201, { params, headers });
  expect(again.body).toEqual(made.body);
  await api.does("createCalendarFeed", 422, { params: { id: await anotherProject(api) }, headers });
  await api.does("getCalendarFeed", 200, { params });
  const { body: page } = await api.does<Page<object>>("listCalendarFeeds", 200, { query: { project_id: projectId } });
  expect(page.data).toHaveLength(1);
  await api.does("deleteCalendarFeed", 204, { params });
  await api.does("deleteCalendarFeed", 404, { params });
}

const anotherProject = async (api: Api): Promise<string> =>
  String((await api.does("createProject", 201, { body: { ...SITE, code: "CAL-1" } })).body["id"]);

/** The runs of an install, once both of its syncs have succeeded and nothing runs. */
const runsOf = (api: Api, params: { id: string }): Promise<Run[]> =>
  until(async () => {
    const { body } = await api.does<Page<Run>>("listSyncRuns", 200, { params });
    const ended = body.data.filter(({ status }) => status === "succeeded");
    return ended.length > 1 && ended.length === body.data.length ? ended : undefined;
  });

async function exerciseSyncs(api: Api, world: World, params: { id: string }): Promise<void> {
  const [run] = await runsOf(api, params);
  await list(api, "listSyncRuns", params);
  await list(api, "listUpstreamCalls", params);
  for (const model of ["weather_forecast", "weather_alert"]) {
    const { body } = await api.does<Page<Json>>("listSyncedRecords", 200, { params: { ...params, model } });
    expect(body.data.length).toBeGreaterThan(0);
    await list(api, "listSyncedRecords", { ...params, model });
  }
  await exerciseConflicts(api, world, params);
  await api.does("syncInstall", 202, { params });
  await api.does("syncInstall", 202, { params, body: { sync: "weather_alerts" } });
  await api.does("syncInstall", 400, { params, body: { sync: "nothing" } });

  const which = { ...params, run_id: run?.id ?? "" };
  await api.does("confirmSyncRun", 409, { params: which });
  // A forecast may go without asking, so no run of this integration stops to ask: this one is said to have.
  const { TENANT_DB_0: tenant } = await world.worker.env();
  const stop = "update sync_runs set status = 'stopped', pending_deletions = 3 where builder_id = ? and id = ?";
  await tenant.prepare(stop).bind(world.builderId, which.run_id).run();
  const confirmed = await api.does("confirmSyncRun", 200, { params: which });
  expect(confirmed.body).toMatchObject({ status: "confirmed", pending_deletions: 3 });
}

const LINK = `insert into record_links (builder_id, install_id, id, model, external_id, entity, record_id, base, remote, remote_at, pushed,
 conflicts, revision, updated_at) values (?1, ?2, ?3, 'contact', 'theirs', 'vendor', ?4, '{}', '{"phone":"1"}', 1, '{}', 1, 1, 1)`;
const CONFLICT = `insert into sync_conflicts (builder_id, install_id, id, link_id, model, external_id, entity, record_id, field, local, remote,
 status, created_at, updated_at) values (?1, ?2, ?3, ?3, 'contact', 'theirs', 'vendor', ?4, 'phone', '2', '1', 'open', 1, 1)`;

/** This integration has no contacts: a vendor is said to be one, and to disagree with it. */
async function exerciseConflicts(api: Api, world: World, params: { id: string }): Promise<void> {
  const { body: vendor } = await api.does("createVendor", 201, { body: { name: "Two numbers", phone: "2" } });
  const { TENANT_DB_0: tenant } = await world.worker.env();
  const which = { ...params, conflict_id: String(vendor["id"]) };
  const values = [world.builderId, params.id, which.conflict_id, vendor["id"]];
  for (const sql of [LINK, CONFLICT])
    await tenant
      .prepare(sql)
      .bind(...values)
      .run();
  await list(api, "listRecordLinks", params);
  await list(api, "listSyncConflicts", params);
  const link = await api.does("getRecordLink", 200, { params: { ...params, link_id: which.conflict_id } });
  expect(link.body).toMatchObject({ state: "conflict", local: { phone: "2" }, remote: { phone: "1" } });
  await api.does("getSyncConflict", 200, { params: which });
  const keep = { params: which, body: { keep: "remote" } };
  expect((await api.does("resolveSyncConflict", 200, keep)).body).toMatchObject({ kept: "remote" });
  await api.does("resolveSyncConflict", 409, keep);
  const { body } = await api.does("getVendor", 200, { params: { id: which.conflict_id } });
  expect(body).toMatchObject({ phone: "1" });
}

/** What integrations know of a project's site. */
async function exerciseSite(api: Api, project: string): Promise<void> {
  const params = { id: project };
  await api.does("getProjectWeather", 200, { params });
  await api.does("getSiteConditions", 200, { params });
  for (const { slug, permissions } of [floods, tides])
    await api.does("installIntegration", 200, { params: { slug }, body: { permissions: [...permissions] } });
  await until(async () => {
    const { body } = await api.does<Conditions>("getSiteConditions", 200, { params });
    return body.tides.data && body.flood.data ? true : undefined;
  });
  await api.does("getProjectTides", 200, { params });
}

async function exerciseChanges(api: Api, params: { id: string }): Promise<void> {
  const { headers } = await api.does("getInstall", 200, { params });
  const body = { config: { contact_email: "site@example.com" }, every_minutes: { weather_forecasts: 120 } };
  const etag = headers.get("etag") ?? "";
  await api.does("updateInstall", 412, { params, body, headers: { "if-match": '"999"' } });
  await api.does("updateInstall", 400, { params, body: { every_minutes: { weather_forecasts: 1 } } });
  const changed = await api.does("updateInstall", 200, {
    params,
    body,
    headers: { "if-match": etag, "content-type": "application/merge-patch+json" },
  });
  expect(changed.body).toMatchObject({ config: body.config });
  const once = { "idempotency-key": "one-pause" };
  await api.does("pauseInstall", 200, { params, headers: once });
  await api.does("pauseInstall", 200, { params, headers: once });
  await api.does("syncInstall", 409, { params });
  await api.does("resumeInstall", 200, { params });
}

async function exerciseHistory(api: Api, where: { params: { id: string } }): Promise<void> {
  await api.does("getProjectWeatherHistory", 200, { ...where, query: { from: "2026-04-11", to: "2026-04-14" } });
  await api.does("getProjectWeatherHistory", 200, { ...where, query: { format: "csv" } });
  await api.does("getProjectWeatherHistory", 400, { ...where, query: { from: "2024-01-01", to: "2026-01-01" } });
}
