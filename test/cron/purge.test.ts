import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { purgeEvents } from "#modules/events";
import { purgeKeys } from "#modules/idempotency";
import { KEPT_DAYS, purgeUsage } from "#modules/usage";
import { purgeDeliveries } from "#modules/webhooks";
import { openDb } from "#db/client";
import { purge } from "../../src/cron/purge";
import { schedule } from "../../src/cron";
import { withMethods } from "../support/direct";
import { newClient } from "../support/harness";
import { idAt, insertRows } from "../support/lists";

const DAY_MS = 86_400_000;
const NOW = Date.parse("2026-06-01T00:00:00.000Z");
const databases = [env.TENANT_DB_0, env.TENANT_DB_1];

beforeEach(() => {
  vi.spyOn(console, "info").mockImplementation(() => undefined);
});
afterEach(async () => {
  vi.restoreAllMocks();
  for (const db of databases)
    for (const table of [
      "events",
      "idempotency_keys",
      "webhook_deliveries",
      "webhook_attempts",
      "webhook_subscriptions",
    ])
      await db.prepare(`delete from ${table}`).run();
  await env.PLATFORM_DB.prepare("delete from idempotency_keys").run();
});

const countOf = async (db: D1Database, table: string) =>
  (await db.prepare(`select count(*) as n from ${table}`).first<{ n: number }>())?.n;

const eventRow = (builder: string, time: number) => ({
  builder_id: builder,
  id: idAt(time),
  type: "client.created",
  object_id: "o",
  data: "{}",
  created_at: time,
});
const keyRow = (time: number) => ({
  id: crypto.randomUUID(),
  fingerprint: "f",
  claim: "c",
  created_at: time,
  result: "r",
});
const deliveryRow = (subscription: string, builder: string, time: number, status: string) => ({
  subscription_id: subscription,
  event_id: idAt(time),
  builder_id: builder,
  event_type: "client.created",
  status,
  attempt_count: 1,
  failure_count: 0,
  created_at: time,
});
const subscriptionRow = (id: string, builder: string) => ({
  builder_id: builder,
  id,
  url: "https://a.example/",
  events: "[]",
  is_active: 0,
  failure_count: 0,
  environment: "live",
  lane: "slow",
  fast_streak: 0,
  version: 1,
  created_at: 1,
  updated_at: 1,
});

test("events older than 30 days go, of every builder and shard, and no younger one", async () => {
  for (const db of databases) {
    const times = [0, 29, 30, 31, 90, 400].map((days) => NOW - days * DAY_MS);
    await insertRows(
      db,
      "events",
      ["a", "b", "c"].flatMap((builder) => times.map((time) => eventRow(builder, time))),
    );
  }
  await purge(env, NOW);
  for (const db of databases) {
    const { results } = await db
      .prepare("select distinct created_at from events order by 1")
      .all<{ created_at: number }>();
    expect(results.map(({ created_at: time }) => (NOW - time) / DAY_MS)).toEqual([30, 29, 0]);
    expect(await countOf(db, "events")).toBe(9);
  }
});

test("idempotency keys older than 24 hours go, in every database", async () => {
  const rows = [0, 23, 25, 1000].map((hours) => NOW - hours * 3_600_000);
  const all = [env.PLATFORM_DB, ...databases];
  for (const db of all) await insertRows(db, "idempotency_keys", rows.map(keyRow));
  await purge(env, NOW);
  for (const db of all) {
    const { results } = await db
      .prepare("select created_at from idempotency_keys order by 1")
      .all<{ created_at: number }>();
    expect(results.map(({ created_at: time }) => (NOW - time) / 3_600_000)).toEqual([23, 0]);
  }
});

test("deliveries go after 30 days, held ones after 14, and those of a deleted subscription at once, with their attempts", async () => {
  for (const db of databases) {
    await insertRows(db, "webhook_subscriptions", [subscriptionRow("kept", "a")]);
    const rows = [
      ...[1, 13, 15, 29, 31].map((days) => deliveryRow("kept", "a", NOW - days * DAY_MS, "delivered")),
      ...[1, 13, 15, 29, 31].map((days) => deliveryRow("kept", "a", NOW - days * DAY_MS, "held")),
      ...[1, 13].map((days) => deliveryRow("gone", "b", NOW - days * DAY_MS, "failed")),
    ];
    await insertRows(db, "webhook_deliveries", rows);
    await insertRows(
      db,
      "webhook_attempts",
      rows.map(({ subscription_id, event_id }) => ({ subscription_id, event_id, number: 1, started_at: 1 })),
    );
  }
  await purge(env, NOW);
  for (const db of databases) {
    const { results } = await db
      .prepare("select status, created_at from webhook_deliveries order by status, created_at desc")
      .all<{ status: string; created_at: number }>();
    expect(results.map(({ status, created_at: time }) => [status, (NOW - time) / DAY_MS])).toEqual([
      ["delivered", 1],
      ["delivered", 13],
      ["delivered", 15],
      ["delivered", 29],
      ["held", 1],
      ["held", 13],
    ]);
    expect(await countOf(db, "webhook_attempts")).toBe(results.length);
  }
});

test("what was told more than a year ago goes, with who has read it", async () => {
  const [old, young] = [NOW - 366 * DAY_MS, NOW - 364 * DAY_MS];
  const notice = { kind: "permit_mail", title: "Mail", body: "Text" };
  for (const db of databases)
    for (const time of [old, young]) {
      const [builder_id, id] = ["told", idAt(time)];
      await insertRows(db, "notifications", [{ builder_id, id, ...notice, created_at: time }]);
      await insertRows(db, "notification_reads", [{ builder_id, user_id: "u", notification_id: id, read_at: time }]);
    }
  const own = [old, young].map((time) => ({ user_id: "told", id: idAt(time), ...notice, created_at: time }));
  await insertRows(env.PLATFORM_DB, "user_notifications", own);
  await purge(env, NOW);
  for (const db of databases) {
    const of = (column: string, table: string) =>
      db.prepare(`select ${column} as at from ${table} where builder_id = 'told'`).all();
    expect((await of("created_at", "notifications")).results).toEqual([{ at: young }]);
    expect((await of("read_at", "notification_reads")).results).toEqual([{ at: young }]);
  }
  const left = "select created_at as at from user_notifications where user_id = 'told'";
  expect((await env.PLATFORM_DB.prepare(left).all()).results).toEqual([{ at: young }]);
});

test("a kind that cannot be deleted keeps no other, and is said", async () => {
  await insertRows(env.TENANT_DB_1, "events", [eventRow("a", NOW - 40 * DAY_MS)]);
  const prepare = (sql: string) => {
    if (sql.includes("contract_alerts")) throw new Error("no such table");
    return env.PLATFORM_DB.prepare(sql);
  };
  const broken = { ...env, PLATFORM_DB: withMethods(env.PLATFORM_DB, { prepare }) };
  const logged = vi.spyOn(console, "error").mockImplementation(() => undefined);
  await expect(purge(broken, NOW)).rejects.toThrow("1 kinds were not purged");
  expect(await countOf(env.TENANT_DB_1, "events")).toBe(0);
  expect(String(logged.mock.calls[0]?.[0])).toContain("contract alerts");
});

test("one batch is bounded, and a run takes as many as it needs", async () => {
  const old = NOW - 60 * DAY_MS;
  const db = env.TENANT_DB_1;
  for (let at = 0; at < 3; at += 1) {
    await insertRows(
      db,
      "events",
      Array.from({ length: 400 }, () => eventRow(`builder-${at}`, old)),
    );
    await insertRows(
      db,
      "idempotency_keys",
      Array.from({ length: 400 }, () => keyRow(old)),
    );
    await insertRows(
      db,
      "webhook_deliveries",
      Array.from({ length: 400 }, () => deliveryRow("gone", "a", old, "delivered")),
    );
  }
  const opened = openDb(db);
  expect(await purgeEvents(opened, NOW)).toBe(500);
  expect(await purgeKeys(opened, NOW)).toBe(500);
  const deliveries = await purgeDeliveries(opened, NOW);
  expect(deliveries).toBeGreaterThanOrEqual(500);
  expect(deliveries).toBeLessThanOrEqual(1500);
  await purge(env, NOW);
  for (const table of ["events", "idempotency_keys", "webhook_deliveries"]) expect(await countOf(db, table)).toBe(0);
});

test("what a builder has just done stays", async () => {
  const client = await newClient({ shard: 0 });
  await client.post("/v1/clients", { name: "Kept" }, { "idempotency-key": "k" });
  await purge(env, Date.now());
  expect((await client.get<{ data: unknown[] }>("/v1/events")).body.data).toHaveLength(1);
  const again = await client.post("/v1/clients", { name: "Kept" }, { "idempotency-key": "k" });
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  await purge(env, Date.now() + 31 * DAY_MS);
  expect((await client.get<{ data: unknown[] }>("/v1/events")).body.data).toEqual([]);
  const anew = await client.post("/v1/clients", { name: "Kept" }, { "idempotency-key": "k" });
  expect([anew.status, anew.headers.get("idempotent-replayed")]).toEqual([201, null]);
});

test("each hour purges", () => {
  expect(Object.entries(schedule).find(([, jobs]) => Object.values(jobs).includes(purge))?.[0]).toBe("17 * * * *");
});

const usageRow = (builder: string, daysAgo: number, operation = "listProjects") => ({
  builder_id: builder,
  day: new Date(NOW - daysAgo * DAY_MS).toISOString().slice(0, 10),
  principal_id: "k",
  operation,
  status: 200,
  calls: 1,
});

test("counts of calls go after the days that the API promises, of every builder, in batches", async () => {
  const db = env.PLATFORM_DB;
  await db.prepare("delete from api_usage").run();
  const days = [0, KEPT_DAYS - 1, KEPT_DAYS, KEPT_DAYS + 1, 2 * KEPT_DAYS];
  await insertRows(
    db,
    "api_usage",
    ["a", "b"].flatMap((builder) => days.map((day) => usageRow(builder, day))),
  );
  await insertRows(
    db,
    "api_usage",
    Array.from({ length: 600 }, (_, at) => usageRow("c", 500, `op${at}`)),
  );
  expect(await purgeUsage(openDb(db), NOW)).toBe(500);
  await purge(env, NOW);
  expect(await countOf(db, "api_usage")).toBe(6);
  expect(await db.prepare("select min(day) as day from api_usage").first("day")).toBe(usageRow("a", KEPT_DAYS).day);
  const document = await (
    await newClient()
  ).get<{ paths: Record<string, { get: { description: string } }> }>("/v1/openapi.json");
  expect(document.body.paths["/usage"]?.get.description).toContain(`kept ${KEPT_DAYS} days`);
});
