import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { dayInWords } from "#lib/local-time";
import { remind as remindWith } from "#modules/reminders";
import { remind } from "../../src/cron/remind";
import { manifest } from "../../src/connectors/noaa-tides/manifest";
import { type Client, newClient } from "../support/harness";
import { forgetPredictions, inDays, Sea } from "../support/sea";
import { syncNow } from "../support/upstream";
import { installWeather } from "../support/weather";
import { SITE } from "../support/weather-service";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** The high water of a day. */
const highOn = (count: number): number => Date.parse(`${inDays(count)}T20:00:00Z`);

let sea: Sea;
beforeEach(() => {
  sea = new Sea();
});
afterEach(() => sea.upstream.end());

const titles = async (client: Client, kind: string) =>
  (await client.get<{ data: { kind: string; title: string }[] }>("/v1/notifications")).body.data
    .filter((notice) => notice.kind === kind)
    .map(({ title }) => title);
const changes = async (client: Client, type: string) =>
  (await client.get<{ data: { data: { change: string } }[] }>(`/v1/events?type=${type}`)).body.data
    .map(({ data }) => data.change)
    .toSorted();
const waiting = async (client: Client, shard: 0 | 1) => {
  const db = shard === 0 ? env.TENANT_DB_0 : env.TENANT_DB_1;
  const sql = "select due_at from reminders where builder_id = ? order by due_at";
  return (await db.prepare(sql).bind(client.builderId).all<{ due_at: number }>()).results.map(({ due_at: at }) => at);
};

async function tidesAt(shard: 0 | 1): Promise<{ client: Client; project: string; sync: () => Promise<unknown> }> {
  const client = await newClient({ shard });
  const site = { code: "R-1", name: "Pier house", status: "active", latitude: 47.61, longitude: -122.34 };
  const { body: project } = await client.post<{ id: string }>("/v1/projects", site);
  const path = "/v1/marketplace/integrations/noaa-tides/install";
  const asking = { permissions: manifest.permissions, config: {} };
  const { body: install } = await client.post<{ id: string }>(path, asking);
  const sync = async () => {
    await forgetPredictions();
    await syncNow(client, install.id, "tide_predictions", shard);
  };
  await sync();
  return { client, project: project.id, sync };
}

test.for([0, 1] as const)("a king tide is told of once more two days before, and no more; shard %i", async (shard) => {
  sea.kings = { [inDays(6)]: "13.500", [inDays(7)]: "13.700" };
  const { client } = await tidesAt(shard);
  const due = highOn(6) - 2 * DAY_MS;
  expect(await waiting(client, shard)).toEqual([due]);
  await remind(env, due - 1);
  expect(await titles(client, "king_tide")).toHaveLength(1);
  await Promise.all([remind(env, due), remind(env, due)]);
  await remind(env, due + HOUR_MS);
  const days = `from ${dayInWords(inDays(6))} to ${dayInWords(inDays(7))}`;
  expect((await titles(client, "king_tide")).toSorted()).toEqual([
    `King tide at Pier house ${days}`,
    `King tide at Pier house ${days}: it comes soon`,
  ]);
  expect(await changes(client, "project.king_tide")).toEqual(["near", "predicted"]);
  expect(await waiting(client, shard)).toEqual([]);
});

test("what was withdrawn, what begins at once, and what is no longer built there is not told of again", async () => {
  sea.kings = { [inDays(1)]: "13.500", [inDays(6)]: "13.500", [inDays(12)]: "13.500" };
  const { client, project, sync } = await tidesAt(0);
  expect(await waiting(client, 0)).toEqual([highOn(6), highOn(12)].map((at) => at - 2 * DAY_MS));
  delete sea.kings[inDays(6)];
  await sync();
  await remind(env, highOn(6) - 2 * DAY_MS);
  expect(await waiting(client, 0)).toEqual([highOn(12) - 2 * DAY_MS]);
  expect((await client.patch(`/v1/projects/${project}`, { status: "completed" })).status).toBe(200);
  await remind(env, highOn(12) - 2 * DAY_MS);
  expect(await changes(client, "project.king_tide")).toEqual(["predicted", "predicted", "predicted", "withdrawn"]);
  expect(await waiting(client, 0)).toEqual([]);
});

const at = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();
const flood = (id: string, onset: string, more: object = {}) => ({
  geometry: null,
  properties: {
    id,
    messageType: "Alert",
    references: [],
    event: "Coastal Flood Watch",
    severity: "Moderate",
    urgency: "Future",
    headline: "Coastal Flood Watch",
    instruction: null,
    senderName: "NWS Boston/Norton MA",
    effective: at(0),
    onset,
    expires: at(70),
    ends: at(70),
    ...more,
  },
});

test("a watch of the sea is told of once more a day before it begins, as it is by then", async () => {
  const client = await newClient();
  const { install } = await installWeather(client);
  sea.alerts = [flood("a", at(48)), flood("wind", at(48), { event: "High Wind Watch", severity: "Severe" })];
  await syncNow(client, install, "weather_alerts");
  const [due, ...more] = await waiting(client, 0);
  expect(more).toEqual([]);
  // Renewed meanwhile without news but that it begins later: it is told of then.
  sea.alerts = [flood("b", at(50), { messageType: "Update", references: [{ identifier: "a" }] })];
  await syncNow(client, install, "weather_alerts");
  await remind(env, (due ?? 0) + 1);
  expect(await changes(client, "project.weather_alert")).not.toContain("near");
  const [later] = await waiting(client, 0);
  await remind(env, later ?? 0);
  await remind(env, (later ?? 0) + HOUR_MS);
  expect((await titles(client, "weather_alert")).filter((title) => title.endsWith("it begins soon"))).toEqual([
    `Coastal Flood Watch at ${SITE.name}: it begins soon`,
  ]);
  expect(await waiting(client, 0)).toEqual([]);
});

test("a warning that was called off is not told of again", async () => {
  const client = await newClient();
  const { install } = await installWeather(client);
  sea.alerts = [flood("a", at(48))];
  await syncNow(client, install, "weather_alerts");
  sea.alerts = [];
  await syncNow(client, install, "weather_alerts");
  await remind(env, Date.now() + 30 * HOUR_MS);
  expect(await changes(client, "project.weather_alert")).toEqual(["cancelled", "issued"]);
  expect(await waiting(client, 0)).toEqual([]);
});

test("reminders that always fail hold up no other, and are tried again later", async () => {
  const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
  const client = await newClient({ shard: 1 });
  const { body: project } = await client.post<{ id: string }>("/v1/projects", { code: "R-2", name: "Dock" });
  const now = Date.now();
  const put = env.TENANT_DB_1.prepare(
    "insert into reminders (builder_id, project_id, environment, kind, subject, due_at) values (?, ?, 'live', ?, ?, ?)",
  );
  const failing = Array.from({ length: 200 }, (_, at) =>
    put.bind(client.builderId, project.id, "storm_surge", `surge ${at}`, now - 1000),
  );
  await env.TENANT_DB_1.batch([...failing, put.bind(client.builderId, project.id, "king_tide", "2026-12-01", now)]);
  const told: string[] = [];
  let tried = 0;
  const tellers: Parameters<typeof remindWith>[2] = {
    storm_surge: () => {
      tried += 1;
      return Promise.reject(new Error("cannot be told"));
    },
    king_tide: (_, { name }) => {
      told.push(name);
      return Promise.resolve({ writes: [], events: [] });
    },
  };
  await remindWith(env, now, tellers);
  await remindWith(env, now + 60_000, tellers);
  expect([told, tried]).toEqual([["Dock"], 200]);
  expect(await waiting(client, 1)).toEqual(failing.map(() => now + 900_000));
  await remindWith(env, now + 900_000, tellers);
  expect([tried, said.mock.calls.length]).toEqual([400, 400]);
  said.mockRestore();
});
