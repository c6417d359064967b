import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { schedule } from "../../src/cron";
import { expectProblem } from "../support/expect-problem";
import { type Client, eventually, newClient } from "../support/harness";
import { Upstream } from "../support/upstream";
import { AGREED, INSTALL_PATH } from "../support/weather";
import { SITE, weatherService } from "../support/weather-service";

let upstream: Upstream;
beforeEach(() => {
  upstream = new Upstream(weatherService);
});
afterEach(() => upstream.end());

async function recordsOf(client: Client, id: string, model: string) {
  return await eventually(async () => {
    const { body } = await client.get<{ data: { external_id: string; data: Record<string, unknown> }[] }>(
      `/v1/installs/${id}/records/${model}`,
    );
    return body.data.length > 0 ? body.data : undefined;
  }, 20_000);
}

test.for([0, 1])("from the install to the forecast, on shard %i, over the queue itself", async (shard) => {
  const client = await newClient({ shard });
  const project = await client.post<{ id: string }>("/v1/projects", SITE);
  expect(project.status).toBe(201);
  const installed = await client.post<{ id: string; status: string; slug: string }>(INSTALL_PATH, AGREED);
  expect(installed.body).toMatchObject({ slug: "noaa-weather", status: "active", version: "v1" });
  const { id } = installed.body;

  const [forecast] = await recordsOf(client, id, "weather_forecast");
  expect(forecast?.external_id).toBe(project.body.id);
  expect(forecast?.data["time_zone"]).toBe("America/New_York");
  expect(await recordsOf(client, id, "weather_alert")).toHaveLength(3);

  const runs = await eventually(async () => {
    const { body } = await client.get<{ data: { status: string; sync: string }[] }>(`/v1/installs/${id}/runs`);
    return body.data.every(({ status }) => status === "succeeded") ? body.data : undefined;
  });
  // That the project was made may be heard after the install, and has the forecast asked for once more.
  expect(new Set(runs.map(({ sync }) => sync))).toEqual(new Set(["weather_alerts", "weather_forecasts"]));
  const calls = await client.get<{ data: { endpoint: string; status: number }[] }>(`/v1/installs/${id}/calls`);
  // Which square a place is in was kept, when it has been asked before.
  const asked = new Set(calls.body.data.map(({ endpoint }) => endpoint));
  expect([...asked].filter((name) => name !== "getPoint").toSorted()).toEqual([
    "getActiveAlerts",
    "getForecast",
    "getGrid",
  ]);
  const sent = upstream.sent.find(({ url }) => url.pathname.endsWith("/forecast"));
  expect(sent?.headers.get("user-agent")).toBe("(RossOS Marketplace, office@example.com)");
});

test("a project that is made later has its forecast at once", async () => {
  const client = await newClient();
  const { id } = (await client.post<{ id: string }>(INSTALL_PATH, AGREED)).body;
  await eventually(async () => {
    const { body } = await client.get<{ data: { sync: string; status: string }[] }>(`/v1/installs/${id}/runs`);
    return body.data.filter(({ status }) => status === "succeeded").length === 2 ? true : undefined;
  }, 20_000);
  const project = await client.post<{ id: string }>("/v1/projects", SITE);
  const [forecast] = await recordsOf(client, id, "weather_forecast");
  expect(forecast?.external_id).toBe(project.body.id);
});

test("the cron runs what is due, and an unchanged forecast writes nothing", async () => {
  const client = await newClient();
  await client.post("/v1/projects", SITE);
  const { id } = (await client.post<{ id: string }>(INSTALL_PATH, AGREED)).body;
  await recordsOf(client, id, "weather_forecast");
  await recordsOf(client, id, "weather_alert");
  await eventually(async () => {
    const { results } = await env.TENANT_DB_0.prepare(
      "select 1 from install_syncs where install_id = ? and lease_until is null and last_success_at is not null",
    )
      .bind(id)
      .all();
    return results.length === 2 ? true : undefined;
  });
  const runsOf = async () =>
    (await client.get<{ data: Record<string, unknown>[] }>(`/v1/installs/${id}/runs`)).body.data;
  const before = new Set((await runsOf()).map((run) => run["id"]));
  await env.TENANT_DB_0.prepare("update install_syncs set next_due_at = 1 where install_id = ?").bind(id).run();
  await schedule["* * * * *"]?.["runDueSyncs"]?.(env, Date.now());
  const runs = await eventually(async () => {
    const scheduled = (await runsOf()).filter(({ id: run, status }) => !before.has(run) && status === "succeeded");
    return scheduled.length === 2 ? scheduled : undefined;
  }, 20_000);
  for (const run of runs) expect(run).toMatchObject({ created: 0, updated: 0, deleted: 0 });
  const changes = await client.get<{ data: { type: string }[] }>("/v1/events?type=integration.records_changed");
  expect(changes.body.data).toHaveLength(2);
  const kinds = await client.get<{ data: { type: string }[] }>("/v1/events?limit=100");
  expect(kinds.body.data.filter(({ type }) => type === "integration.installed")).toHaveLength(1);
  expect(kinds.body.data.filter(({ type }) => type === "integration.first_synced")).toHaveLength(1);
});

test("a project's weather says what it may do to each task", async () => {
  const client = await newClient();
  const project = (await client.post<{ id: string }>("/v1/projects", SITE)).body.id;
  expectProblem(await client.get(`/v1/projects/${project}/weather`), "not_found", /NOAA Weather/u);
  const task = (name: string, kind: string, day: string) => ({ name, kind, start_date: day, end_date: day });
  await client.post("/v1/schedules", {
    project_id: project,
    name: "Master",
    status: "active",
    tasks: [task("Slab", "concrete_pour", "2026-07-15"), task("Paint", "general", "2026-07-15")],
  });
  const config = { ...AGREED.config, evaporation_above: 0.05, precipitation_day_in: 0.03 };
  const { id } = (await client.post<{ id: string }>(INSTALL_PATH, { ...AGREED, config })).body;
  await recordsOf(client, id, "weather_forecast");
  type Weather = {
    time_zone: string;
    days: { date: string; high_f: number; precipitation_in: number }[];
    tasks: { name: string; flags: { kind: string; date: string }[] }[];
  };
  const { body, status } = await client.get<Weather>(`/v1/projects/${project}/weather`);
  expect(status).toBe(200);
  expect(body.days[0]).toMatchObject({ date: "2026-07-15", high_f: 87, precipitation_in: 0.04 });
  const flags = Object.fromEntries(body.tasks.map(({ name, flags: of }) => [name, of.map(({ kind }) => kind)]));
  expect(flags["Slab"]).toEqual(expect.arrayContaining(["hot_concrete", "precipitation"]));
  expect(flags["Paint"]).toEqual([]);
  const stranger = await newClient({ shard: 1 });
  expectProblem(await stranger.get(`/v1/projects/${project}/weather`), "not_found");
});

test("what was measured is told day by day, as JSON and CSV; what was not is not called dry", async () => {
  const client = await newClient({ shard: 1 });
  const project = (await client.post<{ id: string }>("/v1/projects", SITE)).body.id;
  const path = `/v1/projects/${project}/weather-history`;
  const span = "from=2026-04-11&to=2026-04-14";
  expectProblem(await client.get(`${path}?${span}`), "not_found", /NOAA Weather/u);
  const config = { ...AGREED.config, precipitation_day_in: 0.09 };
  await client.post(INSTALL_PATH, { ...AGREED, config });
  const { body } = await client.get(`${path}?${span}`);
  expect(body).toMatchObject({
    station: { id: "USW00054777", distance_miles: 10.7 },
    precipitation_day_in: 0.09,
    precipitation_days: 2,
    days_without_data: 1,
  });
  expect((body["days"] as { precipitation_in: unknown }[]).map((day) => day.precipitation_in)).toEqual([
    0,
    0.42,
    null,
    0.09,
  ]);
  const csv = await client.get<string>(`${path}?${span}&format=csv`);
  expect(csv.headers.get("content-type")).toBe("text/csv; charset=utf-8");
  expect(csv.body).toContain("2026-04-13,,,,,USW00054777");
  for (const bad of ["from=2026-02-30", "from=2024-01-01&to=2026-01-01", "to=2999-01-01"])
    expectProblem(await client.get(`${path}?${bad}`), "invalid_request");
  const { behave } = upstream;
  upstream.behave = (sent, count) =>
    sent.url.host === "www.ncei.noaa.gov" ? new Response("down", { status: 503 }) : behave(sent, count);
  expectProblem(await client.get(`${path}?from=2026-03-01&to=2026-03-02`), "upstream_failed");
  const bare = (await client.post<{ id: string }>("/v1/projects", { code: "W-2", name: "Nowhere" })).body.id;
  expectProblem(await client.get(`/v1/projects/${bare}/weather-history`), "not_found", /coordinates/u);
});
