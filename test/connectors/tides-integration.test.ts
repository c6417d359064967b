import { afterEach, beforeEach, expect, test } from "vitest";
import { manifest } from "../../src/connectors/noaa-tides/manifest";
import { expectProblem } from "../support/expect-problem";
import { type Client, eventually, newClient } from "../support/harness";
import { siteServices } from "../support/site-services";
import { KING_DAY } from "../support/tide-service";
import { syncNow, Upstream } from "../support/upstream";

let upstream: Upstream;
beforeEach(() => {
  upstream = new Upstream(siteServices);
});
afterEach(() => upstream.end());

const DAY_MS = 86_400_000;
/** In the station's time, some days from now. */
const inDays = (count: number): string =>
  new Date(Date.now() - 8 * 3_600_000 + count * DAY_MS).toISOString().slice(0, 10);

const install = async (client: Client, config: object = {}) => {
  const path = "/v1/marketplace/integrations/noaa-tides/install";
  const { body, status } = await client.post<{ id: string }>(path, { permissions: manifest.permissions, config });
  expect(status).toBe(200);
  return body.id;
};
const projectAt = async (client: Client, code: string, latitude: number, longitude: number) =>
  (await client.post<{ id: string }>("/v1/projects", { code, name: code, status: "active", latitude, longitude })).body
    .id;

type Tides = {
  status: string;
  station: { number: string; name: string; distance_miles: number } | null;
  high_water_ft: number;
  minor_flood_ft: number;
  days: { date: string; tides: unknown[]; is_king_tide: boolean }[];
  king_tides: { at: string; reason: string }[];
  is_surge_watched: boolean;
  tasks: { name: string; flags: { kind: string; date: string; detail: string }[] }[];
};
const tidesOf = (client: Client, project: string) =>
  eventually(async () => {
    const { body, status } = await client.get<Tides>(`/v1/projects/${project}/tides`);
    return status === 200 ? body : undefined;
  }, 20_000);

test.for([0, 1])("from the install to the flag on a task, on shard %i", async (shard) => {
  const client = await newClient({ shard });
  const project = await projectAt(client, "T-1", 47.61, -122.34);
  const day = inDays(2);
  const task = (name: string, kind: string) => ({ name, kind, start_date: day, end_date: day });
  await client.post("/v1/schedules", {
    project_id: project,
    name: "Master",
    status: "active",
    tasks: [task("Pile caps", "concrete_pour"), task("Paint", "general")],
  });
  // Drafts that were made since do not hide the schedule in force.
  for (let draft = 0; draft < 20; draft += 1)
    await client.post("/v1/schedules", { project_id: project, name: `Draft ${draft}` });
  expectProblem(await client.get(`/v1/projects/${project}/tides`), "not_found", /NOAA tides/u);
  // 09:00 UTC is night at the Pacific, 21:00 UTC is 13:00 or 14:00.
  await install(client, { high_water_ft: 4 });
  const tides = await tidesOf(client, project);
  expect(tides).toMatchObject({
    status: "predicted",
    station: { number: "9447130", name: "Seattle", distance_miles: 0.5 },
    high_water_ft: 4,
    minor_flood_ft: 13.46,
    is_surge_watched: false,
  });
  expect(tides.days.length).toBeGreaterThan(25);
  expect(tides.king_tides.map(({ reason }) => reason)).toContain("minor_flood");
  expect(tides.king_tides.every(({ at }) => new Date(at).getUTCDate() === KING_DAY)).toBe(true);
  const flags = Object.fromEntries(tides.tasks.map(({ name, flags: found }) => [name, found]));
  expect(flags["Pile caps"]).toMatchObject([{ kind: "high_water", date: day }]);
  expect(flags["Pile caps"]?.[0]?.detail).toMatch(/4\.1 ft MLLW/u);
  expect(flags["Paint"]).toEqual([]);
  const stranger = await newClient({ shard });
  expectProblem(await stranger.get(`/v1/projects/${project}/tides`), "not_found");
});

test("inland and abroad there is no station, and a year is asked month by month, once", async () => {
  const client = await newClient();
  const [denver, london] = [
    await projectAt(client, "T-2", 39.74, -104.99),
    await projectAt(client, "T-3", 51.5, -0.12),
  ];
  const id = await install(client);
  for (const project of [denver, london])
    expect(await tidesOf(client, project)).toMatchObject({ status: "no_station", station: null, days: [], tasks: [] });
  const near = await projectAt(client, "T-4", 32.85, -117.27);
  upstream.sent.length = 0;
  await syncNow(client, id, "tide_predictions");
  const months = upstream.sent.map(({ url }) => url.searchParams).filter((query) => query.has("begin_date"));
  expect(await tidesOf(client, near)).toMatchObject({ status: "predicted", station: { number: "9410230" } });
  for (const query of months) {
    const [begin, end] = [query.get("begin_date") ?? "", query.get("end_date") ?? ""];
    expect(Number(end.slice(6)) - Number(begin.slice(6))).toBeLessThan(31);
    expect(begin.slice(0, 6)).toBe(end.slice(0, 6));
  }
  expect(new Set(months.map(String)).size).toBe(months.length);
  // What was kept is not asked for again.
  upstream.sent.length = 0;
  await syncNow(client, id, "tide_predictions");
  expect(upstream.sent.filter(({ url }) => url.searchParams.has("begin_date"))).toEqual([]);
});

test("a station that answers with an error is a failed run, and what is known stays", async () => {
  const client = await newClient();
  const project = await projectAt(client, "T-5", 24.56, -81.8);
  upstream.behave = (sent) =>
    sent.url.pathname.endsWith("/datagetter")
      ? Response.json({ error: { message: "The server is busy." } })
      : siteServices(sent);
  const id = await install(client);
  const run = await eventually(async () => {
    const { body } = await client.get<{ data: Record<string, unknown>[] }>(`/v1/installs/${id}/runs`);
    return body.data.find(({ status }) => status === "failed");
  }, 20_000);
  expect(run).toMatchObject({ error_class: "transient", error: "CO-OPS says: The server is busy." });
  expectProblem(await client.get(`/v1/projects/${project}/tides`), "not_found");
});
