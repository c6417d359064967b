import { env } from "cloudflare:test";
import { expect, test } from "vitest";
import { newId } from "#lib/ids";
import { purge } from "../../src/cron/purge";
import { planOf } from "../support/record-sql";
import { deleteOldest } from "#db/delete-oldest";

const DAY_MS = 86_400_000;
const db = env.TENANT_DB_1;
const [one, two] = ["0190a1b2-0000-7000-8000-000000000001", "0190a1b2-0000-7000-8000-000000000002"];

test("calls go after 14 days, runs after 90, what came in after 30; of every install", async () => {
  const now = Date.now();
  const at = (days: number) => now - days * DAY_MS;
  const call = (builder: string, install: string, days: number) =>
    db
      .prepare(
        "insert into upstream_calls (builder_id, install_id, id, connector_version, endpoint, method, url, duration_ms, bytes) values (?, ?, ?, 'v1', 'e', 'GET', 'u', 1, 1)",
      )
      .bind(builder, install, newId(at(days)));
  const run = (install: string, days: number, status: string) =>
    db
      .prepare(
        `insert into sync_runs (builder_id, install_id, id, sync, connector_version, trigger, status, pages, records_read, created_count,
         updated_count, unchanged_count, deleted_count, started_at) values (?, ?, ?, 's', 'v1', 'manual', ?, 0, 0, 0, 0, 0, 0, ?)`,
      )
      .bind(one, install, newId(at(days)), status, at(days));
  const hook = (install: string, days: number) =>
    db
      .prepare(
        "insert into inbound_webhooks (builder_id, install_id, id, syncs, body, received_at) values (?, ?, ?, '[]', '', ?)",
      )
      .bind(two, install, `event-${days}`, at(days));
  await db.batch([
    ...[13, 15, 40].flatMap((days) => [call(one, one, days), call(one, two, days), call(two, one, days)]),
    run(one, 89, "succeeded"),
    run(one, 91, "succeeded"),
    run(two, 91, "stopped"),
    hook(one, 29),
    hook(one, 31),
  ]);
  await purge(env, now);
  const count = async (table: string) =>
    await db.prepare(`select count(*) as n from ${table} where builder_id in (?, ?)`).bind(one, two).first<number>("n");
  expect(await count("upstream_calls")).toBe(3);
  expect(await count("sync_runs")).toBe(2);
  expect(await count("inbound_webhooks")).toBe(1);
});

test("the purge steps over keys and scans no table", async () => {
  for (const table of ["upstream_calls", "sync_runs", "action_requests"]) {
    const plan = await planOf(db, { sql: deleteOldest(table), params: ["x"] });
    expect(plan.filter((step) => /^SCAN (?!builder$|gone$)/u.test(step))).toEqual([]);
  }
});
