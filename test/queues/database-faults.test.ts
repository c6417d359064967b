import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Reply } from "../support/harness";
import { Rig, type RigClient, type Webhook } from "../support/webhooks";
import { type FaultyD1, faultsOf, faultyD1 } from "../support/webhooks-faults";

const CREATES = 1200;
const AT_ONCE = 10;
/** Tries of one write; a claim that a lost connection left behind is free again after a minute. */
const MOST_TRIES = 100;

let rig: Rig;
let shards: [FaultyD1, FaultyD1];
beforeEach(async () => {
  const next = faultsOf(1, 20_261_122);
  shards = [faultyD1(env.TENANT_DB_0, next), faultyD1(env.TENANT_DB_1, next)];
  const platform = faultyD1(env.PLATFORM_DB, next);
  rig = await Rig.create({
    TENANT_DB_0: shards[0].database,
    TENANT_DB_1: shards[1].database,
    PLATFORM_DB: platform.database,
  });
});
afterEach(() => rig.end());

const refusals: Reply[] = [];

/** Tries until it is acknowledged, as a client should: when told to wait, it waits, and tries the same again. */
async function insist(ask: () => Promise<Reply>): Promise<Reply> {
  for (let tries = 0; tries < MOST_TRIES; tries += 1) {
    const reply = await ask();
    if (reply.status < 300) return reply;
    refusals.push(reply);
    if (reply.status !== 503 && reply.body["code"] !== "idempotency_in_progress") {
      throw new Error(`a write was answered ${reply.status}: ${JSON.stringify(reply.body)}`);
    }
    vi.setSystemTime(Date.now() + Number(reply.headers.get("retry-after")) * 1000);
  }
  throw new Error(`a write was not acknowledged in ${MOST_TRIES} tries`);
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.pop(); item !== undefined; item = left.pop()) await work(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

type Project = { id: string; code: string; name: string };

/** Creates, renames every second, and deletes every third of what was not renamed. @returns what is acknowledged to exist */
async function work(client: RigClient): Promise<Map<string, Project>> {
  const kept = new Map<string, Project>();
  await inParallel(
    Array.from({ length: CREATES / 2 }, (_, index) => index),
    async (index) => {
      const body = { code: `F-${index}`, name: "Before" };
      const created = await insist(() => client.post("/v1/projects", body, { "idempotency-key": `create-${index}` }));
      const project = created.body as Project;
      kept.set(project.id, project);
      if (index % 2 === 0) {
        const renamed = await insist(() => client.patch(`/v1/projects/${project.id}`, { name: `After ${index}` }));
        kept.set(project.id, renamed.body as Project);
      } else if (index % 3 === 0) {
        // What a lost connection hid may have been done: then it is gone already, and that is an acknowledgement too.
        const gone = async () => {
          const reply = await client.delete(`/v1/projects/${project.id}`);
          return reply.status === 404 ? { ...reply, status: 204 } : reply;
        };
        await insist(gone);
        kept.delete(project.id);
      }
    },
  );
  return kept;
}

const eventsOf = async (db: D1Database, builderId: string) =>
  (
    await db
      .prepare("select id, type, object_id, pending_since from events where builder_id = ? order by id")
      .bind(builderId)
      .all<{ id: string; type: string; object_id: string; pending_since: number | null }>()
  ).results;

async function expectExactly(db: D1Database, client: RigClient, kept: Map<string, Project>): Promise<void> {
  const { results } = await db
    .prepare("select id, code, name from projects where builder_id = ?")
    .bind(client.builderId)
    .all<Project>();
  const stored = new Map(results.map((row) => [row.id, row]));
  expect(stored.size).toBe(kept.size);
  for (const [id, { code, name }] of kept) expect(stored.get(id)).toEqual({ id, code, name });
  const events = await eventsOf(db, client.builderId);
  const count = (type: string) => events.filter((event) => event.type === type).length;
  expect(count("project.created")).toBe(CREATES / 2);
  expect(new Set(events.filter(({ type }) => type === "project.created").map((event) => event.object_id)).size).toBe(
    CREATES / 2,
  );
  expect(count("project.updated")).toBe(CREATES / 4);
  expect(count("project.deleted")).toBe(CREATES / 2 - kept.size);
}

async function expectAllDelivered(db: D1Database, client: RigClient, webhook: Webhook): Promise<void> {
  const events = await eventsOf(db, client.builderId);
  expect(events.filter((event) => event.pending_since !== null)).toEqual([]);
  const received = rig.received(webhook).map(({ id }) => id);
  expect(new Set(received)).toEqual(new Set(events.map(({ id }) => id)));
  // A batch of answers that could not be written down in three tries is made again: at least once is what is promised.
  expect(received.length - events.length).toBeLessThanOrEqual(10);
  const open = "select count(*) as n from webhook_deliveries where builder_id = ? and status <> 'delivered'";
  expect(await db.prepare(open).bind(client.builderId).first("n")).toBe(0);
  const log = `select (select count(*) from webhook_attempts where subscription_id = ?1)
    + (select count(*) - sum(attempt_count) from webhook_deliveries where subscription_id = ?1 and started_at is not null) as n`;
  expect(await db.prepare(log).bind(webhook.id).first("n")).toBe(0);
}

test(
  "a database that fails now and then loses no acknowledged write, doubles none, and every event arrives",
  { timeout: 180_000 },
  async () => {
    const [first, second] = [await rig.client({ shard: 0 }), await rig.client({ shard: 1 })];
    const subscribe = async (client: RigClient): Promise<Webhook> => {
      const url = `https://faults-${client.builderId}.example.com/in`;
      const input = { url, events: ["*"] };
      const { body } = await insist(() => client.post("/v1/webhooks", input, { "idempotency-key": "subscribe" }));
      rig.farEnd.listen(url, body["secret"] as string);
      return body as Webhook;
    };
    const webhooks = [await subscribe(first), await subscribe(second)] as const;
    const kept = [await work(first), await work(second)] as const;
    await rig.advanceWithSweeps(600_000);

    const unavailable = refusals.filter(({ status }) => status === 503);
    expect(unavailable.length).toBeGreaterThan(20);
    for (const { headers, body } of refusals) {
      expect(headers.get("content-type")).toBe("application/problem+json");
      expect(Number(headers.get("retry-after"))).toBeGreaterThanOrEqual(1);
      expect(JSON.stringify(body)).not.toMatch(/D1|overloaded|connection/u);
    }
    for (const { seen } of shards) {
      expect(seen.overloaded).toBeGreaterThan(10);
      expect(seen.lost).toBeGreaterThan(10);
    }
    await expectExactly(env.TENANT_DB_0, first, kept[0]);
    await expectExactly(env.TENANT_DB_1, second, kept[1]);
    await expectAllDelivered(env.TENANT_DB_0, first, webhooks[0]);
    await expectAllDelivered(env.TENANT_DB_1, second, webhooks[1]);
  },
);
