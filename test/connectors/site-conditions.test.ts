import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { expectProblem } from "../support/expect-problem";
import { type Client, eventually, newClient } from "../support/harness";
import { siteServices } from "../support/site-services";
import { installSites } from "../support/sites";
import { AGREED, INSTALL_PATH } from "../support/weather";
import { importLot } from "../support/surveys/import";
import { syncNow, Upstream } from "../support/upstream";

let upstream: Upstream;
beforeEach(() => {
  upstream = new Upstream(siteServices);
});
afterEach(() => upstream.end());

type Part = {
  status: string;
  is_degraded: boolean;
  detail: string | null;
  source: string;
  checked_at: string | null;
  age_seconds: number | null;
  data: Record<string, unknown> | null;
};
type Conditions = {
  location: { latitude: number | null; source: string; detail: string | null; matched_address: string | null };
  degraded: string[];
} & Record<(typeof PARTS)[number], Part>;

const PARTS = ["flood", "weather", "tides", "parcel", "survey", "setbacks"] as const;
const HAMILTON = { latitude: 40.0456, longitude: -86.0231 };
const LONDON = { latitude: 51.5, longitude: -0.12 };
const WHITE_HOUSE = {
  address_line1: "1600 Pennsylvania Avenue NW",
  city: "Washington",
  state: "DC",
  postal_code: "20500",
};

const create = async (client: Client, code: string, more: object = {}) => {
  const { body, status } = await client.post<{ id: string }>("/v1/projects", { code, name: code, ...more });
  expect({ status, body }).toMatchObject({ status: 201 });
  return body.id;
};
const conditionsOf = async (client: Client, project: string) => {
  const { body, status } = await client.get<Conditions>(`/v1/projects/${project}/site-conditions`);
  expect(status).toBe(200);
  return body;
};
const until = (client: Client, project: string, isSo: (conditions: Conditions) => boolean) =>
  eventually(async () => {
    const found = await conditionsOf(client, project);
    return isSo(found) ? found : undefined;
  }, 20_000);
const statuses = (conditions: Conditions) => Object.fromEntries(PARTS.map((name) => [name, conditions[name].status]));

test("with nothing installed every part says so, and the project of another is not found", async () => {
  const client = await newClient();
  const project = await create(client, "S-1", HAMILTON);
  const conditions = await conditionsOf(client, project);
  expect(Object.values(statuses(conditions))).toEqual(PARTS.map(() => "not_installed"));
  expect(conditions).toMatchObject({ degraded: [], location: { ...HAMILTON, source: "project" } });
  const stranger = await newClient({ shard: 1 });
  expectProblem(await stranger.get(`/v1/projects/${project}/site-conditions`), "not_found");
});

test("the newest survey is one of the parts, with its drawing", async () => {
  const client = await newClient({ shard: 1 });
  const project = await create(client, "S-9");
  const { id } = await importLot(client, project);
  const { survey } = await conditionsOf(client, project);
  expect(survey).toMatchObject({
    status: "available",
    source: "The surveyor's file",
    data: { survey_id: id, lot_area_sq_ft: 12_000 },
  });
  expect(survey.age_seconds).toBeLessThan(60);
  const drawing = await client.get(String(survey.data?.["overlay_path"]).replace(/^\/api/u, ""));
  expect([drawing.status, drawing.headers.get("content-type")]).toEqual([200, "image/svg+xml"]);
});

test.for([0, 1])("a project that is made, moved or goes abroad is looked up at once, on shard %i", async (shard) => {
  const client = await newClient({ shard });
  await installSites(client);
  const project = await create(client, "S-2", HAMILTON);
  const made = await until(client, project, ({ flood }) => flood.status === "available");
  expect(made.flood.data).toMatchObject({
    status: "mapped",
    zone: "A",
    is_special_flood_hazard: true,
    requires_flood_insurance: true,
    requires_elevated_construction: true,
    base_flood_elevation_ft: null,
    panel: "18057C0233G",
    panel_effective_on: "2014-11-19",
  });
  expect(made.flood.data?.["map_url"]).toContain("marker=-86.0231;40.0456");
  expect(made.flood).toMatchObject({ source: "FEMA National Flood Hazard Layer", is_degraded: false });
  expect(made.flood.age_seconds).toBeLessThan(30);

  const path = `/v1/projects/${project}`;
  expect((await client.patch(path, { latitude: 44.2101, longitude: -110.5012 })).status).toBe(200);
  // What was found at the old place is not shown for the new one.
  expect((await conditionsOf(client, project)).flood.data?.["zone"] ?? null).toBeNull();
  const moved = await until(client, project, ({ flood }) => flood.status === "available");
  expect(moved.flood.data).toMatchObject({
    status: "undetermined",
    reason: "no_map",
    zone: null,
    is_special_flood_hazard: null,
    requires_flood_insurance: null,
  });

  expect((await client.patch(path, LONDON)).status).toBe(200);
  const abroad = await until(client, project, ({ flood, tides, parcel }) =>
    [flood, tides, parcel].every(({ status }) => status === "not_covered"),
  );
  expect(abroad.flood).toMatchObject({ data: null, detail: expect.stringContaining("outside the United States") });
  expect(abroad.parcel.detail).toMatch(/not known yet/u);
  expect(abroad.tides.data).toMatchObject({ status: "no_station" });
});

/** One that has forecast and alerts, and one that has tides. */
const [NORTON, LA_JOLLA] = [
  { latitude: 41.967, longitude: -71.189 },
  { latitude: 32.85, longitude: -117.27 },
];
/** Lets everybody wait for an answer until it is given. */
function keepWaiting(): () => void {
  let isHeld = true;
  upstream.behave = async (sent) => {
    while (isHeld) await scheduler.wait(20);
    return siteServices(sent);
  };
  return () => {
    isHeld = false;
  };
}

/** A task of today that both look at. */
const taskOf = (day: string) => ({ name: "Pile caps", kind: "concrete_pour", start_date: day, end_date: day });

test.for([0, 1])(
  "weather and tides of the place that a project has left are never shown, on shard %i",
  async (shard) => {
    const client = await newClient({ shard });
    await installSites(client);
    expect((await client.post(INSTALL_PATH, AGREED)).status).toBe(200);
    const project = await create(client, "S-10", { ...NORTON, status: "active" });
    const path = `/v1/projects/${project}`;
    const day = new Date().toISOString().slice(0, 10);
    await client.post("/v1/schedules", { project_id: project, name: "Main", status: "active", tasks: [taskOf(day)] });
    const before = await until(client, project, ({ weather, tides }) =>
      [weather, tides].every(({ status }) => status === "available"),
    );
    expect(before.tides.data).toMatchObject({ station: { name: "Providence" } });
    expect((await client.get(`${path}/weather`)).status).toBe(200);

    const answer = keepWaiting();
    expect((await client.patch(path, LA_JOLLA)).status).toBe(200);
    const moved = await conditionsOf(client, project);
    for (const part of [moved.weather, moved.tides]) expect(part).toMatchObject({ status: "pending", data: null });
    for (const name of ["weather", "tides"])
      expectProblem(await client.get(`${path}/${name}`), "not_found", /has another place now/u);
    // Back again, what is kept is of this place.
    expect((await client.patch(path, NORTON)).status).toBe(200);
    expect((await conditionsOf(client, project)).weather).toMatchObject({ status: "available" });
    expect((await client.get(`${path}/tides`)).status).toBe(200);
    expect((await client.patch(path, LA_JOLLA)).status).toBe(200);
    answer();
    const there = await until(
      client,
      project,
      ({ weather, tides }) => weather.status === "not_covered" && tides.status === "available",
    );
    expect(there.tides.data).toMatchObject({ station: { number: "9410230" } });
  },
);

test("alerts of the place that a project has left are not told of the new one, nor held against its tasks", async () => {
  const client = await newClient();
  expect((await client.post(INSTALL_PATH, AGREED)).status).toBe(200);
  const project = await create(client, "S-11", { ...NORTON, status: "active" });
  const path = `/v1/projects/${project}`;
  const day = new Date().toISOString().slice(0, 10);
  await client.post("/v1/schedules", { project_id: project, name: "Main", status: "active", tasks: [taskOf(day)] });
  await until(client, project, ({ weather }) => weather.status === "available");
  const data = {
    site_id: project,
    ...NORTON,
    alert_id: "a",
    replaces: [],
    event: "Flood Warning",
    severity: "severe",
    urgency: "Expected",
    headline: "Flood Warning",
    description: "",
    instruction: null,
    sender: "NWS",
    starts_at: `${day}T00:00:00.000Z`,
    ends_at: "2999-01-01T00:00:00.000Z",
  };
  await env.TENANT_DB_0.prepare(
    `insert into synced_records (builder_id, install_id, model, external_id, content_hash, data, created_at, updated_at)
     select builder_id, install_id, 'weather_alert', ?1 || ' a', 'h', ?2, 1, 1 from synced_records
     where external_id = ?1 and model = 'weather_forecast'`,
  )
    .bind(project, JSON.stringify(data))
    .run();
  type Weather = { alerts: unknown[]; tasks: { flags: { kind: string }[] }[] };
  const { body: here } = await client.get<Weather>(`${path}/weather`);
  expect(here.alerts).toHaveLength(1);
  expect(here.alerts[0]).not.toHaveProperty("latitude");
  expect(here.tasks[0]?.flags.map(({ kind }) => kind)).toContain("alert");
  // A forecast of the new place, while the alerts are not asked for yet.
  await env.TENANT_DB_0.prepare(
    "update synced_records set data = json_set(data, '$.latitude', 42.0, '$.longitude', -71.2) where external_id = ? and model = 'weather_forecast'",
  )
    .bind(project)
    .run();
  const answer = keepWaiting();
  expect((await client.patch(path, { latitude: 42, longitude: -71.2 })).status).toBe(200);
  const { body: there } = await client.get<Weather>(`${path}/weather`);
  expect([there.alerts, there.tasks[0]?.flags.map(({ kind }) => kind).includes("alert")]).toEqual([[], false]);
  answer();
});

test("an address without coordinates is located, and what cannot be located says why", async () => {
  const client = await newClient();
  await installSites(client);
  const project = await create(client, "S-3", WHITE_HOUSE);
  const located = await until(client, project, ({ flood }) => flood.status === "available");
  expect(located.location).toMatchObject({
    latitude: 38.898754,
    source: "census_geocoder",
    matched_address: "1600 PENNSYLVANIA AVE NW, WASHINGTON, DC, 20502",
  });
  const twice = { address_line1: "100 Main St", city: "Springfield", state: "IL", postal_code: "62701" };
  expect((await client.patch(`/v1/projects/${project}`, twice)).status).toBe(200);
  expect((await conditionsOf(client, project)).location.source).toBe("none");
  const several = await until(client, project, ({ location }) => location.detail?.startsWith("Several") ?? false);
  expect(several.flood).toMatchObject({ status: "no_location", data: null });
  const bare = await create(client, "S-4");
  expect((await conditionsOf(client, bare)).location.detail).toMatch(/neither coordinates nor a street address/u);
  const done = await create(client, "S-5", { ...HAMILTON, status: "completed" });
  expect((await conditionsOf(client, done)).flood.status).toBe("not_watched");
});

test("an upstream that is down takes no other part with it: what is known stays, and is named as old", async () => {
  const client = await newClient();
  await installSites(client);
  const project = await create(client, "S-6", { latitude: 47.6215, longitude: -122.3211 });
  const well = await until(client, project, ({ parcel, tides }) =>
    [parcel, tides].every(({ status }) => status === "available"),
  );
  expect(well.parcel).toMatchObject({
    source: "King County, WA",
    data: { number: "9831200275", lot_sqft: 6534, zoning: "NC3P-75 (M)", setbacks: null },
  });
  expect(JSON.stringify(well.parcel)).not.toMatch(/owner/iu);
  expect(well.degraded).toEqual([]);

  upstream.behave = (sent) =>
    sent.url.hostname === "api.tidesandcurrents.noaa.gov"
      ? new Response("<html>", { status: 503 })
      : siteServices(sent);
  // What is kept of answers would be asked for again only tomorrow.
  const cache = await caches.open("upstream");
  for (const sent of upstream.sent) await cache.delete(sent.url.href);
  const installs = await client.get<{ data: { id: string; slug: string }[] }>("/v1/installs");
  const id = installs.body.data.find(({ slug }) => slug === "noaa-tides")?.id ?? "";
  await syncNow(client, id, "tide_predictions");
  const down = await conditionsOf(client, project);
  expect(down.degraded).toEqual(["tides"]);
  expect(down.tides).toMatchObject({ status: "available", is_degraded: true, data: { status: "predicted" } });
  expect(down.tides.detail).toMatch(/NOAA tides could not be asked: The upstream failed \(503\)/u);
  expect(down.parcel).toMatchObject({ status: "available", is_degraded: false });
});

test("a part that cannot be read on our side is a failed part", async () => {
  const client = await newClient();
  await installSites(client);
  const project = await create(client, "S-7", HAMILTON);
  await until(client, project, ({ flood }) => flood.status === "available");
  await env.TENANT_DB_0.prepare("update synced_records set data = '{}' where external_id = ? and model = 'flood_zone'")
    .bind(project)
    .run();
  const conditions = await until(client, project, ({ parcel }) => parcel.status !== "pending");
  expect(conditions.flood).toMatchObject({ status: "failed", is_degraded: true, data: null });
  expect(conditions.degraded).toEqual(["flood"]);
  expect(conditions.parcel.status).toBe("not_covered");
});

test("a project's other changes ask for nothing", async () => {
  const client = await newClient();
  await installSites(client);
  const project = await create(client, "S-8", HAMILTON);
  await until(client, project, (found) =>
    [found.flood, found.tides, found.parcel].every(({ status }) => status !== "pending"),
  );
  const runs = async () =>
    (await env.TENANT_DB_0.prepare("select count(*) as n from sync_runs where builder_id = ?")
      .bind(client.builderId)
      .first<number>("n")) ?? 0;
  await scheduler.wait(300);
  const before = await runs();
  expect((await client.patch(`/v1/projects/${project}`, { name: "Renamed" })).status).toBe(200);
  await eventually(async () => {
    const { body } = await client.get<{ data: { type: string }[] }>("/v1/events?type=project.updated");
    return body.data.length > 0 ? true : undefined;
  });
  await scheduler.wait(500);
  expect(await runs()).toBe(before);
});
