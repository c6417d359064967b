import { afterEach, beforeEach, expect, test } from "vitest";
import { manifest as tides } from "../../src/connectors/noaa-tides/manifest";
import { type Client, eventually, newClient } from "../support/harness";
import { siteServices } from "../support/site-services";
import { Upstream } from "../support/upstream";
import { AGREED, INSTALL_PATH } from "../support/weather";

let upstream: Upstream;
beforeEach(() => {
  upstream = new Upstream(siteServices);
});
afterEach(() => upstream.end());

const DAY_MS = 86_400_000;
const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);
/** The next third day of a month, from tomorrow on. */
const nextThird = (): string =>
  Array.from({ length: 31 }, (_, days) => dayOf(Date.now() + (days + 1) * DAY_MS)).find((day) => day.endsWith("-03")) ??
  "";

type Task = { flags: { kind: string; date: string }[] };
const PLACE = { latitude: 32.85, longitude: -117.27 };

async function projectIn(client: Client, kind: string, day: string): Promise<string> {
  const made = await client.post<{ id: string }>("/v1/projects", {
    code: "D-1",
    name: "D",
    status: "active",
    ...PLACE,
  });
  const task = { name: "Pile caps", kind, start_date: day, end_date: day };
  await client.post("/v1/schedules", { project_id: made.body.id, name: "Main", status: "active", tasks: [task] });
  return made.body.id;
}
const whenThere = <T>(client: Client, path: string) =>
  eventually(async () => {
    const { body, status } = await client.get<T>(path);
    return status === 200 ? body : undefined;
  }, 20_000);

test("a sandbox has tides on each of the days ahead, and a king tide on the third of each month", async () => {
  const client = await newClient({ environment: "sandbox" });
  const third = nextThird();
  const project = await projectIn(client, "waterfront", third);
  const path = "/v1/marketplace/integrations/noaa-tides/install";
  expect((await client.post(path, { permissions: tides.permissions })).status).toBe(200);
  type Tides = { days: { date: string }[]; king_tides: { at: string; height_ft: number }[]; tasks: Task[] };
  const found = await whenThere<Tides>(client, `/v1/projects/${project}/tides`);
  expect(found.days.length).toBeGreaterThanOrEqual(30);
  expect(found.king_tides.map(({ height_ft: feet }) => feet)).toEqual(found.king_tides.map(() => 7.012));
  expect(found.king_tides.map(({ at }) => at.slice(8, 10))).toContain("03");
  expect(found.king_tides.length).toBeLessThanOrEqual(2);
  // At 16:21 UTC it is morning there.
  expect(found.tasks[0]?.flags.map(({ kind, date }) => [kind, date])).toEqual(
    expect.arrayContaining([
      ["king_tide", third],
      ["high_water", third],
    ]),
  );
  expect(upstream.sent).toEqual([]);
});

test("a sandbox has the weather of today, and what was measured on the days that are asked about", async () => {
  const client = await newClient({ environment: "sandbox" });
  const today = dayOf(Date.now());
  const project = await projectIn(client, "concrete_pour", today);
  const config = { ...AGREED.config, evaporation_above: 0.05, precipitation_day_in: 0.03 };
  expect((await client.post(INSTALL_PATH, { ...AGREED, config })).status).toBe(200);
  type Weather = { days: { date: string }[]; tasks: Task[] };
  const weather = await whenThere<Weather>(client, `/v1/projects/${project}/weather`);
  expect(weather.days[0]?.date).toBe(today);
  expect(weather.tasks[0]?.flags).toEqual(
    expect.arrayContaining([expect.objectContaining({ kind: "hot_concrete", date: today })]),
  );
  type History = { days: { date: string; precipitation_in: number | null }[]; days_without_data: number };
  const span = "from=2026-02-26&to=2026-03-05";
  const { body } = await client.get<History>(`/v1/projects/${project}/weather-history?${span}`);
  const inches = body.days.map(({ precipitation_in: of }) => of);
  expect(inches).toEqual([0, 0.42, 0.09, 0.09, 0.09, 0.09, 0.09, 0.09]);
  expect([body.days[3]?.date, body.days_without_data]).toEqual(["2026-03-01", 0]);
  expect(upstream.sent).toEqual([]);
});

test("what a sandbox is told is kept for nobody else", async () => {
  const sandbox = await newClient({ environment: "sandbox" });
  const place = { code: "D-2", name: "D", status: "active", latitude: 45.1, longitude: -93.2 };
  const made = await sandbox.post<{ id: string }>("/v1/projects", place);
  expect((await sandbox.post(INSTALL_PATH, AGREED)).status).toBe(200);
  await whenThere(sandbox, `/v1/projects/${made.body.id}/weather`);
  const client = await newClient();
  await client.post("/v1/projects", place);
  expect((await client.post(INSTALL_PATH, AGREED)).status).toBe(200);
  await eventually(async () =>
    upstream.sent.some(({ url }) => url.pathname === "/points/45.1,-93.2") ? true : undefined,
  );
});
