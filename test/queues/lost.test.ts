import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { fanOut, sweep } from "#modules/webhooks";
import type { DeliveryMessage, EventMessage } from "../../src/bindings";
import { claim } from "../../src/modules/webhooks/claim";
import { shardOf } from "../../src/context";
import { withMethods } from "../support/direct";
import { answer, ok } from "../support/receiver";
import { Rig, type RigClient, type Webhook } from "../support/webhooks";

const MINUTE = 60_000;
const QUEUES = ["events", "webhook-deliveries", "webhook-deliveries-slow"];

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.create();
});
afterEach(() => rig.end());

async function expectDelivered(client: RigClient, webhook: Webhook, count: number): Promise<void> {
  const deliveries = await client.deliveries(webhook.id);
  expect(deliveries.map(({ status }) => status)).toEqual(Array(count).fill("delivered"));
  expect(new Set(rig.received(webhook).map(({ id }) => id)).size).toBe(count);
}

test.for([0, 1])("no send to any queue succeeds, and the change on shard %i is still delivered", async (shard) => {
  const client = await rig.client({ shard });
  const webhook = await rig.subscribe(client);
  for (const queue of QUEUES) rig.broken.add(queue);
  await client.projects(5);
  await rig.drain();
  expect(rig.received(webhook)).toEqual([]);
  await rig.advanceWithSweeps(MINUTE);
  rig.broken.delete("events");
  await rig.advanceWithSweeps(MINUTE);
  expect(rig.received(webhook)).toEqual([]);
  expect(await client.deliveries(webhook.id)).toHaveLength(5);
  rig.broken.clear();
  await rig.advanceWithSweeps(2 * MINUTE);
  await expectDelivered(client, webhook, 5);
  expect(rig.received(webhook)).toHaveLength(5);
});

test("messages that vanish after they were sent are found within a minute", async () => {
  const client = await rig.client();
  const webhook = await rig.subscribe(client);
  await client.projects(3);
  rig.messages = [];
  await rig.advance(30_000);
  await sweep(rig.env, Date.now());
  expect(rig.messages.map(({ queue }) => queue)).toEqual(["events"]);
  const [message] = rig.messages;
  await fanOut(rig.env, [message?.body as EventMessage], Date.now());
  rig.messages = [];
  await rig.advance(30_000);
  await rig.sweep();
  await expectDelivered(client, webhook, 3);
});

test("a retry whose message was lost is made by the sweep", async () => {
  const client = await rig.client();
  const webhook = await rig.subscribe(client, ["*"], (received, count) =>
    (count === 1 ? answer(500) : ok)(received, count),
  );
  await client.projects();
  await rig.drain();
  expect(rig.messages).toHaveLength(1);
  rig.messages = [];
  await rig.advance(50_000);
  await rig.sweep();
  expect(rig.received(webhook)).toHaveLength(1);
  await rig.advance(40_000);
  await rig.sweep();
  await expectDelivered(client, webhook, 1);
});

test("a sweep leaves alone what is under way or waits in a queue for its turn", async () => {
  const client = await rig.client();
  const webhook = await rig.subscribe(client);
  await client.projects(3);
  await rig.advance(5000);
  const waiting = rig.messages.length;
  await sweep(rig.env, Date.now());
  expect(rig.messages).toHaveLength(waiting);
  await rig.drain();
  await expectDelivered(client, webhook, 3);
});

test("when a crash has taken the queues along, nobody waits 20 s for what they held", async () => {
  const client = await rig.client();
  const webhook = await rig.subscribe(client);
  await client.projects(3);
  rig.messages = [];
  await rig.advance(4000);
  await sweep(rig.env, Date.now());
  await fanOut(
    rig.env,
    rig.messages.map(({ body }) => body as EventMessage),
    Date.now(),
  );
  rig.messages = [];
  await rig.advance(4000);
  await rig.sweep();
  await expectDelivered(client, webhook, 3);
});

/** One delivery claimed by a worker that then dies. @returns the delivery's id */
async function dyingAttempt(client: RigClient, webhook: Webhook): Promise<string> {
  await client.projects();
  const [announced] = rig.messages;
  await fanOut(rig.env, [announced?.body as EventMessage], Date.now());
  rig.messages = rig.messages.slice(-1);
  const due = rig.takeDue();
  const { claimed } = await claim(rig.env, shardOf(rig.env, 0), 0, "slow", due, Date.now());
  expect(claimed).toHaveLength(1);
  expect(await client.deliveries(webhook.id)).toMatchObject([{ status: "pending", attempt_count: 1 }]);
  return due[0]?.eventId ?? "";
}

test("an attempt whose worker died is made again after its lease, and the log says it was interrupted", async () => {
  const client = await rig.client();
  const webhook = await rig.subscribe(client);
  const id = await dyingAttempt(client, webhook);
  await rig.advance(25_000);
  await rig.sweep();
  expect(rig.received(webhook)).toEqual([]);
  await rig.advance(6000);
  await rig.sweep();
  await expectDelivered(client, webhook, 1);
  const { attempts, attempt_count: count } = await client.delivery(webhook.id, id);
  expect(count).toBe(2);
  expect(attempts).toMatchObject([
    { number: 2, error: null, response_status: 200 },
    { number: 1, error: expect.stringContaining("interrupted") as unknown, response_status: null, duration_ms: null },
  ]);
});

test("an interrupted attempt of a subscription switched off meanwhile becomes held", async () => {
  const client = await rig.client();
  const webhook = await rig.subscribe(client);
  await dyingAttempt(client, webhook);
  await client.patch(`/v1/webhooks/${webhook.id}`, { is_active: false });
  await rig.advanceWithSweeps(2 * MINUTE);
  expect(await client.deliveries(webhook.id)).toMatchObject([{ status: "held" }]);
  expect(rig.received(webhook)).toEqual([]);
});

test("a copy of a message that comes while its attempt is under way does not hold what is about to be delivered", async () => {
  const client = await rig.client();
  let copies: typeof rig.messages = [];
  const webhook = await rig.subscribe(client, ["*"], async () => {
    await client.patch(`/v1/webhooks/${webhook.id}`, { is_active: false });
    rig.messages = copies;
    await rig.drain();
    return new Response("in time");
  });
  await client.projects();
  const [announced] = rig.messages;
  await fanOut(rig.env, [announced?.body as EventMessage], Date.now());
  copies = rig.messages.filter(({ queue }) => queue !== "events");
  rig.messages = [...copies];
  await rig.drain();
  await expectDelivered(client, webhook, 1);
});

test("a worker that dies between switching off and writing down leaves the delivery held, and is not forgotten", async () => {
  const real = env.TENANT_DB_0;
  let dying = false;
  const prepare = (sql: string) =>
    real.prepare(
      dying && sql.startsWith("update webhook_deliveries set status = r.status") ? "select no_such_column" : sql,
    );
  rig.end();
  rig = await Rig.create({ TENANT_DB_0: withMethods(real, { prepare }) });
  const client = await rig.client();
  const webhook = await rig.subscribe(client, ["project.*"], answer(410));
  await client.projects();
  dying = true;
  await rig.drain();
  dying = false;
  expect(await client.webhook(webhook.id)).toMatchObject({ is_active: false });
  await rig.advanceWithSweeps(5 * MINUTE);
  expect(rig.received(webhook)).toHaveLength(1);
  expect(await client.deliveries(webhook.id)).toMatchObject([{ status: "held", attempt_count: 1 }]);
  expect(await real.prepare("select count(*) as n from notifications").first("n")).toBe(1);
});

test("an attempt that outlives its lease still says how it went", async () => {
  const client = await rig.client();
  const webhook = await rig.subscribe(client, ["*"], async () => {
    vi.setSystemTime(Date.now() + 40_000);
    await sweep(rig.env, Date.now());
    return new Response("late");
  });
  await client.projects();
  await rig.drain();
  await rig.advanceWithSweeps(2 * MINUTE);
  expect(rig.received(webhook)).toHaveLength(1);
  await expectDelivered(client, webhook, 1);
  const { attempts } = await client.delivery(webhook.id, rig.received(webhook)[0]?.id ?? "");
  expect(attempts).toMatchObject([{ number: 1, error: null, response_body: "late" }]);
});

test("attempts that wait for their turn behind a silent receiver keep their claim, and none is made twice", async () => {
  const client = await rig.client();
  // Five go at a time; the first five take 25 s of the 30 s that a lease lasts.
  const webhook = await rig.subscribe(client, ["*"], async (_, count) => {
    if (count === 5) vi.setSystemTime(Date.now() + 25_000);
    if (count === 6) {
      vi.setSystemTime(Date.now() + 10_000);
      await sweep(rig.env, Date.now());
    }
    return new Response("at last");
  });
  await client.projects(10);
  await rig.drain();
  await rig.advanceWithSweeps(2 * MINUTE);
  await expectDelivered(client, webhook, 10);
  expect(rig.received(webhook)).toHaveLength(10);
  for (const { attempt_count: count } of await client.deliveries(webhook.id)) expect(count).toBe(1);
});

test("writing a fan-out twice changes nothing", async () => {
  const client = await rig.client();
  const webhook = await rig.subscribe(client);
  await client.projects(2);
  const messages = rig.messages.map(({ body }) => body as EventMessage);
  rig.messages = [];
  await fanOut(rig.env, messages, Date.now());
  const enqueued = rig.messages.map(({ body }) => body as DeliveryMessage);
  await rig.drain();
  await rig.env.TENANT_DB_0.prepare("update events set pending_since = 1 where builder_id = ?")
    .bind(client.builderId)
    .run();
  await fanOut(rig.env, messages, Date.now());
  await rig.drain();
  expect(enqueued).toMatchObject([{ due: [{}, {}] }]);
  expect(rig.received(webhook)).toHaveLength(2);
  await expectDelivered(client, webhook, 2);
});

test("a fan-out of more events than one statement takes reaches everybody once", async () => {
  const client = await rig.client();
  const webhooks = [await rig.subscribe(client), await rig.subscribe(client)];
  for (let batch = 0; batch < 5; batch += 1) {
    const data = Array.from({ length: 100 }, (_, index) => ({ code: `B${batch}-${index}`, name: "Bulk" }));
    expect((await client.post("/v1/projects/bulk", { data })).status).toBeLessThan(300);
  }
  await rig.drain();
  for (const webhook of webhooks) {
    const ids = rig.received(webhook).map(({ id }) => id);
    expect(ids).toHaveLength(500);
    expect(new Set(ids).size).toBe(500);
  }
});

test("deliveries that are due together share messages of ten, each lane its own", async () => {
  const client = await rig.client();
  const [quick] = [await rig.subscribe(client), await rig.subscribe(client)];
  await rig.env.TENANT_DB_0.prepare("update webhook_subscriptions set lane = 'fast' where id = ?").bind(quick.id).run();
  const data = Array.from({ length: 25 }, (_, index) => ({ code: `T-${index}`, name: "Together" }));
  expect((await client.post("/v1/projects/bulk", { data })).status).toBeLessThan(300);
  const announced = rig.messages.splice(0).map(({ body }) => body as EventMessage);
  await fanOut(rig.env, announced, Date.now());
  const sizes = rig.messages.map(({ queue, body }) => `${queue} ${(body as DeliveryMessage).due.length}`);
  expect(sizes).toEqual([
    ...[10, 10, 5].map((size) => `webhook-deliveries ${size}`),
    ...[10, 10, 5].map((size) => `webhook-deliveries-slow ${size}`),
  ]);
  await rig.drain();
  await expectDelivered(client, quick, 25);
});

test("deliveries of a deleted subscription that are too many to delete at once are left alone by the sweep", async () => {
  const client = await rig.client();
  const webhook = await rig.subscribe(client);
  await client.projects();
  await fanOut(rig.env, [rig.messages[0]?.body as EventMessage], Date.now());
  const db = rig.env.TENANT_DB_0;
  await db.prepare("delete from webhook_subscriptions where id = ?").bind(webhook.id).run();
  rig.messages = [];
  await rig.advance(MINUTE);
  await sweep(rig.env, Date.now());
  expect(rig.messages).toEqual([]);
  const due = "select count(*) as n from webhook_deliveries where next_retry_at is not null";
  expect(await db.prepare(due).first("n")).toBe(0);
});

test("one shard's failure does not keep the sweep from the other", async () => {
  const client = await rig.client({ shard: 1 });
  const webhook = await rig.subscribe(client);
  rig.broken.add("webhook-deliveries-slow");
  await client.projects();
  await rig.drain();
  rig.broken.clear();
  await rig.advance(MINUTE);
  const prepare = rig.env.TENANT_DB_0.prepare.bind(rig.env.TENANT_DB_0);
  const silent = new Proxy(rig.env.TENANT_DB_0, {
    get: (target, name) =>
      name === "prepare"
        ? prepare
        : name === "batch"
          ? () => Promise.reject(new Error("D1_ERROR: D1 DB is overloaded."))
          : (Reflect.get(target, name) as unknown),
  });
  await sweep({ ...rig.env, TENANT_DB_0: silent }, Date.now());
  await rig.drain();
  await expectDelivered(client, webhook, 1);
});
