import { env } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { actions } from "../../queues/actions";
import { enqueueDueActions } from "#modules/actions";
import { submitPermit } from "#modules/permits";
import type { ActionMessage, Bindings } from "../../src/bindings";
import type { Context } from "../../src/context";
import { newId } from "#lib/ids";
import { type Client, newClient } from "../support/harness";
import { insertRows } from "../support/lists";
import { installPermits, newJurisdiction, newSite, registerPermits } from "../support/permits";
import { breakerNamed, json, jobContext, noWaiting, type Sent, Upstream } from "../support/upstream";

const COUNT = 1000;
const A_BATCH = 25;
/** Of those that are refused alike, while the authority is gone, so many are handed over again. */
const A_SAMPLE = 100;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** A system that takes applications. `silent`: it does, and does not say so. */
class Authority {
  mood: "well" | "down" | "silent" = "well";
  /** How often each was taken, by its reference. */
  readonly taken = new Map<string, number>();
  hits = 0;
  atOnce = 0;
  mostAtOnce = 0;

  async answer(sent: Sent): Promise<Response> {
    if (sent.url.pathname === "/me") return json({ ok: true });
    this.hits += 1;
    this.atOnce += 1;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    await scheduler.wait(1);
    this.atOnce -= 1;
    if (this.mood === "down") return json({}, 503);
    const reference = sent.method === "GET" ? sent.url.pathname.split("/").at(-1) : undefined;
    if (reference !== undefined) return this.taken.has(reference) ? this.shown(reference) : json({}, 404);
    const { reference: filed } = JSON.parse(sent.body) as { reference: string };
    this.taken.set(filed, (this.taken.get(filed) ?? 0) + 1);
    return this.mood === "silent" ? json({}, 504) : this.shown(filed);
  }

  private readonly shown = (reference: string): Response =>
    json({ id: `A-${reference}`, number: `N-${reference.slice(-12)}`, status: "Received" });
}

let upstream: Upstream;
afterEach(() => {
  upstream.end();
  vi.useRealTimers();
});

/** What is sent to a queue is dropped: the test hands messages over itself, and nobody listens to events here. */
const silent = { send: async () => undefined, sendBatch: async () => undefined };
const bindings = { ...env, ACTIONS: silent, EVENTS: silent } as unknown as Bindings;

/** What the cron asks of the queue now. */
async function dueNow(builderId: string): Promise<ActionMessage[]> {
  const messages: ActionMessage[] = [];
  const ACTIONS = {
    sendBatch: async (batch: { body: ActionMessage }[]) => void messages.push(...batch.map(({ body }) => body)),
  } as unknown as Queue<ActionMessage>;
  await enqueueDueActions({ ...bindings, ACTIONS }, Date.now());
  return messages.filter((message) => message.builderId === builderId);
}

const deliver = (messages: readonly ActionMessage[]): Promise<void> =>
  actions({ messages: messages.map((body) => ({ body })) } as unknown as MessageBatch<ActionMessage>, bindings, {
    ...noWaiting,
  } as ExecutionContext);

async function inBatches(messages: readonly ActionMessage[], size = A_BATCH): Promise<void> {
  for (let at = 0; at < messages.length; at += size) await deliver(messages.slice(at, at + size));
}

type Row = Record<string, string | number | null>;
const db = env.TENANT_DB_0;
const rowOf = async (table: string, id: string): Promise<Row> =>
  (await db.prepare(`select * from ${table} where id = ?`).bind(id).first<Row>()) ?? {};

/**
 * An application that is submitted, and as many more with it as wait in all: its rows again, under ids of their own.
 * @returns the permits' ids
 */
async function submitMany(client: Client, ctx: Context, jurisdictionId: string): Promise<string[]> {
  const draft = {
    project_id: await newSite(client),
    jurisdiction_id: jurisdictionId,
    title: "Deck",
    record_type: "BLD",
  };
  const { body } = await client.post<{ id: string }>("/v1/permits", draft);
  await submitPermit(ctx, body.id, {});
  const permit = await rowOf("permits", body.id);
  const request = await rowOf("action_requests", String(permit["request_id"]));
  const more = Array.from({ length: COUNT - 1 }, () => ({ id: newId(ctx.now), request_id: newId(ctx.now) }));
  const inputOf = (reference: string) => JSON.stringify({ ...JSON.parse(String(request["input"])), reference });
  const requests = more.map(({ id, request_id: requestId }) => ({
    ...request,
    id: requestId,
    key: id,
    input: inputOf(id),
  }));
  for (let at = 0; at < more.length; at += 250) {
    const some = more.slice(at, at + 250);
    await insertRows(
      db,
      "permits",
      some.map((ids) => ({ ...permit, ...ids })),
    );
    await insertRows(db, "action_requests", requests.slice(at, at + 250));
  }
  return [body.id, ...more.map(({ id }) => id)];
}

const tally = async (sql: string, builderId: string): Promise<Record<string, number>> => {
  const { results } = await db.prepare(sql).bind(builderId).all<{ name: string; n: number }>();
  return Object.fromEntries(results.map(({ name, n }) => [name, n]));
};
const statuses = (id: string) =>
  tally("select status as name, count(*) as n from permits where builder_id = ? group by 1", id);
const requests = (id: string) =>
  tally("select status as name, count(*) as n from action_requests where builder_id = ? group by 1", id);
const notices = (id: string) =>
  tally("select kind as name, count(*) as n from notifications where builder_id = ? group by 1", id);

test(
  "a day without the authority loses none of 1,000 applications and files each once",
  { timeout: 240_000 },
  async () => {
    const authority = new Authority();
    upstream = new Upstream((sent) => authority.answer(sent));
    const slug = registerPermits();
    const client = await newClient({ rateLimit: 100_000 });
    const { builderId } = client;
    const install = await installPermits(client, slug);
    const start = Date.now();
    vi.useFakeTimers({ toFake: ["Date"], now: start });
    const ctx = { ...(await jobContext(client, install)), env: bindings };
    const ids = await submitMany(client, ctx, await newJurisdiction(slug));
    expect(await statuses(builderId)).toEqual({ submitting: COUNT });

    // The first two are taken, and nobody hears of it; then the authority is gone.
    vi.setSystemTime(start + 20_000);
    const first = await dueNow(builderId);
    expect(first).toHaveLength(COUNT);
    for (const [index, message] of first.slice(0, 7).entries()) {
      authority.mood = index < 2 ? "silent" : "down";
      await deliver([message]);
      expect(authority.hits).toBe(Math.min(index + 1, 5));
    }
    const breaker = await breakerNamed(`listing:${slug}:v1`).ask.peek();
    expect([breaker.failures, breaker.openedAt]).toEqual([5, start + 20_000]);
    await inBatches(first.slice(7));
    expect(authority.hits).toBe(5);
    expect(await notices(builderId)).toMatchObject({ action_delayed: COUNT });

    for (const hours of [6, 23]) {
      vi.setSystemTime(start + hours * HOUR);
      const before = authority.hits;
      const due = await dueNow(builderId);
      expect(due).toHaveLength(COUNT);
      await inBatches(due.slice(0, A_SAMPLE));
      expect(authority.hits - before).toBe(1);
    }
    expect(authority.mostAtOnce).toBe(1);
    expect(authority.taken.size).toBe(2);
    expect(await statuses(builderId)).toEqual({ submitting: COUNT });
    expect(await requests(builderId)).toEqual({ pending: COUNT });

    authority.mood = "well";
    for (let round = 0; round < 10 && (await requests(builderId))["pending"]; round += 1) {
      vi.setSystemTime(start + 24 * HOUR + (1 + round) * 2 * MINUTE);
      await inBatches(await dueNow(builderId));
    }
    expect(await requests(builderId)).toEqual({ succeeded: COUNT });
    expect(await statuses(builderId)).toEqual({ application_accepted: COUNT });
    expect([...authority.taken.keys()].toSorted()).toEqual(ids.toSorted());
    expect(new Set(authority.taken.values())).toEqual(new Set([1]));
    expect(await notices(builderId)).not.toHaveProperty("action_failed");
    expect((await notices(builderId))["action_delayed"]).toBe(COUNT);
  },
);
