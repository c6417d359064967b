import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sinks } from "../../queues/syncs";
import { expectProblem } from "../support/expect-problem";
import { type Client, eventually, newClient } from "../support/harness";
import { registerConnector } from "../support/test-connector";
import { dueSyncs, json, jobContext, type Sent, syncNow, Upstream } from "../support/upstream";
import { runSync } from "#modules/syncs";

type Item = { id: string; text: string };
type Run = {
  id: string;
  status: string;
  pages: number;
  records_read: number;
  created: number;
  updated: number;
  unchanged: number;
  deleted: number;
  pending_deletions: number | null;
  error_class: string | null;
};

const SYNC = "weather_alerts";
/** What the upstream holds, in pages of ten. */
let ledger: Item[];
let gone: string[];
let upstream: Upstream;
let broken: (sent: Sent) => boolean;

const items = (from: number, to: number, text = "first"): Item[] =>
  Array.from({ length: to - from }, (_, at) => ({ id: `i${String(from + at).padStart(4, "0")}`, text }));

beforeEach(() => {
  ledger = items(0, 50);
  gone = [];
  broken = () => false;
  upstream = new Upstream((sent) => {
    if (sent.url.pathname === "/me") return json({ ok: true });
    if (broken(sent)) return json({}, 404);
    const from = Number(sent.url.searchParams.get("after") ?? 0);
    const page = ledger.slice(from, from + 10);
    const next = from + 10 < ledger.length ? String(from + 10) : null;
    return json({ items: page, gone: next === null ? gone : [], next });
  });
});
afterEach(() => upstream.end());

async function install(
  mode: "incremental" | "snapshot",
  shard = 0,
): Promise<{ client: Client; id: string; slug: string }> {
  const slug = registerConnector({ mode });
  const client = await newClient({ shard });
  const { body } = await client.post<{ id: string }>(`/v1/marketplace/integrations/${slug}/install`, {
    permissions: ["Read your ledger"],
  });
  return { client, id: body.id, slug };
}

const runsOf = async (client: Client, id: string) =>
  (await client.get<{ data: Run[] }>(`/v1/installs/${id}/runs`)).body.data;
const lastRun = async (client: Client, id: string) => (await runsOf(client, id))[0];
async function idsOf(client: Client, id: string): Promise<string[]> {
  type Page = { data: { external_id: string; deleted_at: string | null }[]; next_cursor: string | null };
  const ids: string[] = [];
  let cursor = "";
  do {
    const { body } = await client.get<Page>(`/v1/installs/${id}/records/weather_alert?limit=100${cursor}`);
    ids.push(...body.data.flatMap(({ external_id: one, deleted_at: at }) => (at === null ? [one] : [])));
    cursor = body.next_cursor === null ? "" : `&cursor=${body.next_cursor}`;
  } while (cursor !== "");
  return ids;
}
const restart = (id: string) =>
  env.TENANT_DB_0.prepare("update install_syncs set cursor = null where install_id = ?").bind(id).run();

test("pages are committed with their cursor; what has not changed is not written", async () => {
  const { client, id } = await install("snapshot");
  await syncNow(client, id, SYNC);
  expect(await idsOf(client, id)).toEqual(ledger.map((item) => item.id));
  const at = await env.TENANT_DB_0.prepare("select max(updated_at) as at from synced_records where install_id = ?")
    .bind(id)
    .first<{ at: number }>();
  ledger[3] = { id: "i0003", text: "second" };
  ledger.push({ id: "i0050", text: "new" });
  await syncNow(client, id, SYNC);
  expect(await lastRun(client, id)).toMatchObject({
    status: "succeeded",
    pages: 6,
    records_read: 51,
    created: 1,
    updated: 1,
    unchanged: 49,
    deleted: 0,
  });
  const written = await env.TENANT_DB_0.prepare(
    "select external_id from synced_records where install_id = ? and updated_at > ? order by external_id",
  )
    .bind(id, at?.at ?? 0)
    .all();
  expect(written.results).toEqual([{ external_id: "i0003" }, { external_id: "i0050" }]);
});

test("a run that fails at a page keeps the pages before, and the next one goes on from there", async () => {
  const { client, id } = await install("snapshot");
  await syncNow(client, id, SYNC);
  ledger = items(0, 50, "second");
  broken = ({ url }) => url.searchParams.get("after") === "30";
  await syncNow(client, id, SYNC);
  expect(await lastRun(client, id)).toMatchObject({
    status: "failed",
    error_class: "contract",
    pages: 3,
    updated: 30,
    deleted: 0,
  });
  broken = () => false;
  upstream.sent.length = 0;
  await syncNow(client, id, SYNC);
  expect(upstream.sent.map(({ url }) => url.searchParams.get("after"))).toEqual(["30", "40"]);
  expect(await lastRun(client, id)).toMatchObject({ status: "succeeded", pages: 2, updated: 20, deleted: 0 });
  expect(await idsOf(client, id)).toHaveLength(50);
});

test("what a snapshot no longer shows is deleted softly, and comes back", async () => {
  const { client, id } = await install("snapshot");
  await syncNow(client, id, SYNC);
  ledger = items(5, 50);
  await syncNow(client, id, SYNC);
  expect(await lastRun(client, id)).toMatchObject({ status: "succeeded", deleted: 5 });
  expect(await idsOf(client, id)).toHaveLength(45);
  ledger = items(0, 50);
  await syncNow(client, id, SYNC);
  expect(await lastRun(client, id)).toMatchObject({ updated: 5, unchanged: 45, deleted: 0 });
});

test("a run that would delete more than a fifth stops and asks; confirmed, it deletes so many and no more", async () => {
  const { client, id } = await install("snapshot");
  await syncNow(client, id, SYNC);
  ledger = items(11, 50);
  await syncNow(client, id, SYNC);
  const stopped = await lastRun(client, id);
  expect(stopped).toMatchObject({ status: "stopped", deleted: 0, pending_deletions: 11 });
  expect(await idsOf(client, id)).toHaveLength(50);
  expect((await dueSyncs(Date.now() + 86_400_000)).filter(({ installId }) => installId === id)).toEqual([]);
  const notices = await client.get<{ data: { kind: string; title: string }[] }>("/v1/notifications");
  expect(notices.body.data).toMatchObject([
    { kind: "sync_stopped", title: "Test Ledger would delete 11 of 50 records" },
  ]);

  ledger = items(12, 50);
  const confirm = `/v1/installs/${id}/runs/${stopped?.id}/confirm`;
  expect((await client.post(confirm)).body).toMatchObject({ status: "confirmed" });
  expectProblem(await client.post(confirm), "invalid_state");
  await syncNow(client, id, SYNC);
  // Meanwhile there is one more to delete than was agreed to.
  const again = await lastRun(client, id);
  expect(again).toMatchObject({ status: "stopped", pending_deletions: 12 });
  await client.post(`/v1/installs/${id}/runs/${again?.id}/confirm`);
  for (let tries = 0; tries < 100 && (await idsOf(client, id)).length === 50; tries += 1) await scheduler.wait(20);
  expect(await idsOf(client, id)).toHaveLength(38);
});

test("a fifth itself is let pass, also where the upstream names what is gone", async () => {
  const { client, id } = await install("incremental");
  await syncNow(client, id, SYNC);
  ledger = [];
  gone = items(0, 10).map((item) => item.id);
  await restart(id);
  await syncNow(client, id, SYNC);
  expect(await lastRun(client, id)).toMatchObject({ status: "succeeded", deleted: 10 });
  gone = [...items(10, 19).map((item) => item.id), "never-seen"];
  await restart(id);
  await syncNow(client, id, SYNC);
  expect(await lastRun(client, id)).toMatchObject({ status: "stopped", pending_deletions: 9 });
  expect(await idsOf(client, id)).toHaveLength(40);
});

test("of many at once one runs", async () => {
  const { client, id } = await install("snapshot");
  await syncNow(client, id, SYNC);
  const before = (await runsOf(client, id)).length;
  await env.TENANT_DB_0.prepare("update install_syncs set next_due_at = 1 where install_id = ?").bind(id).run();
  const ctx = await jobContext(client, id);
  await Promise.all(
    Array.from({ length: 10 }, () => runSync(ctx, { installId: id, sync: SYNC, trigger: "schedule" }, sinks)),
  );
  expect(await runsOf(client, id)).toHaveLength(before + 1);
  await runSync(ctx, { installId: id, sync: SYNC, trigger: "schedule" }, sinks);
  expect(await runsOf(client, id)).toHaveLength(before + 1);
});

test("a run that is asked for while another is under way follows it at once", async () => {
  const { client, id } = await install("snapshot");
  await syncNow(client, id, SYNC);
  const before = (await runsOf(client, id)).length;
  const { behave } = upstream;
  let asked = 0;
  upstream.behave = async (sent, count) => {
    if (sent.url.searchParams.get("after") === "20" && asked === 0) {
      asked += 1;
      await client.post(`/v1/installs/${id}/sync`);
      // Its message comes, and finds this run in its way.
      await scheduler.wait(1000);
    }
    return await behave(sent, count);
  };
  await syncNow(client, id, SYNC);
  const runs = await eventually(async () => {
    const all = await runsOf(client, id);
    return all.length === before + 2 && all.every(({ status }) => status === "succeeded") ? all : undefined;
  });
  expect(runs[0]).toMatchObject({ status: "succeeded", unchanged: 50 });
});

test("a run whose worker died is written off when its lease has run out", async () => {
  const { client, id } = await install("snapshot");
  await syncNow(client, id, SYNC);
  const dead = "0190a1b2-0000-7000-8000-00000000dead";
  await env.TENANT_DB_0.batch([
    env.TENANT_DB_0.prepare(
      "update install_syncs set run_id = ?2, lease_until = ?3, next_due_at = 1 where install_id = ?1",
    ).bind(id, dead, Date.now() - 1),
    env.TENANT_DB_0.prepare(
      `insert into sync_runs (builder_id, install_id, id, sync, connector_version, trigger, status, pages, records_read, created_count,
       updated_count, unchanged_count, deleted_count, started_at) values (?, ?, ?, ?, 'v1', 'schedule', 'running', 0, 0, 0, 0, 0, 0, 1)`,
    ).bind(client.builderId, id, dead, SYNC),
  ]);
  await syncNow(client, id, SYNC);
  const runs = await runsOf(client, id);
  expect(runs.find((run) => run.id === dead)).toMatchObject({ status: "failed", error_class: "system" });
  expect(runs[0]).toMatchObject({ status: "succeeded" });
});

test("an install that is paused while its sync runs keeps what is committed and gets no more", async () => {
  const { client, id } = await install("snapshot");
  await syncNow(client, id, SYNC);
  ledger = items(0, 50, "second");
  const { behave } = upstream;
  upstream.behave = async (sent, count) => {
    if (sent.url.searchParams.get("after") === "20") await client.post(`/v1/installs/${id}/pause`);
    return await behave(sent, count);
  };
  await syncNow(client, id, SYNC);
  expect(await lastRun(client, id)).toMatchObject({ status: "failed", pages: 2, updated: 20 });
  expect((await client.get(`/v1/installs/${id}`)).body).toMatchObject({ status: "paused" });
});

test("what failed for a while is tried again soon and then less often, within its rhythm", async () => {
  const { client, id } = await install("snapshot");
  await syncNow(client, id, SYNC);
  upstream.behave = () => json({}, 500);
  const waits: number[] = [];
  for (let run = 0; run < 3; run += 1) {
    const now = Date.now();
    await syncNow(client, id, SYNC);
    const row = await env.TENANT_DB_0.prepare("select next_due_at as at from install_syncs where install_id = ?")
      .bind(id)
      .first<{ at: number }>();
    waits.push(Math.round(((row?.at ?? 0) - now) / 60_000));
  }
  expect(waits).toEqual([1, 2, 4]);
});
