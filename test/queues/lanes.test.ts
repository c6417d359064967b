import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { answer, type Behaviour } from "../support/receiver";
import { Rig, type RigClient, type Webhook } from "../support/webhooks";

const FAST = "webhook-deliveries";
const SLOW = "webhook-deliveries-slow";

let rig: Rig;
let client: RigClient;
beforeEach(async () => {
  rig = await Rig.create();
  client = await rig.client();
});
afterEach(() => rig.end());

/** Answers so many ms of the rig's clock later. */
const after =
  (ms: number): Behaviour =>
  () => {
    vi.setSystemTime(Date.now() + ms);
    return new Response("ok");
  };

async function laneOf({ id }: Webhook): Promise<string | null> {
  return await rig.env.TENANT_DB_0.prepare("select lane from webhook_subscriptions where id = ?")
    .bind(id)
    .first<string>("lane");
}

/** Makes an event, fans it out, and tells which queues its deliveries are on. */
async function queuesOfNext(): Promise<string[]> {
  await client.projects();
  const announced = rig.messages.filter(({ queue }) => queue === "events");
  rig.messages = rig.messages.filter(({ queue }) => queue !== "events");
  const { fanOut } = await import("#modules/webhooks");
  await fanOut(rig.env, announced.map(({ body }) => body) as never, Date.now());
  return rig.messages.map(({ queue }) => queue);
}

async function promoted(events = ["*"]): Promise<Webhook> {
  const webhook = await rig.subscribe(client, events, after(10));
  for (let count = 0; count < 5; count += 1) {
    await client.projects();
    await rig.drain();
  }
  expect(await laneOf(webhook)).toBe("fast");
  return webhook;
}

test("a new endpoint is in the slow lane, and five quick answers move it to the fast one", async () => {
  const webhook = await rig.subscribe(client, ["*"], after(500));
  for (let count = 1; count <= 5; count += 1) {
    expect(await laneOf(webhook)).toBe("slow");
    expect(await queuesOfNext()).toEqual([SLOW]);
    await rig.drain();
  }
  expect(await laneOf(webhook)).toBe("fast");
  expect(await queuesOfNext()).toEqual([FAST]);
  await rig.drain();
  expect(rig.received(webhook)).toHaveLength(6);
});

test("a quick failure is as quick as a success", async () => {
  const webhook = await rig.subscribe(client, ["*"], answer(500));
  await client.projects(5);
  await rig.drain();
  expect(await laneOf(webhook)).toBe("fast");
  expect(new Set(rig.messages.map(({ queue }) => queue))).toContain(FAST);
});

test("one slow answer starts the run of quick ones anew", async () => {
  const webhook = await rig.subscribe(client, ["*"], (received, count) =>
    after(count === 5 ? 501 : 10)(received, count),
  );
  for (let count = 0; count < 9; count += 1) {
    await client.projects();
    await rig.drain();
    expect(await laneOf(webhook)).toBe("slow");
  }
  await client.projects();
  await rig.drain();
  expect(await laneOf(webhook)).toBe("fast");
});

test("one slow answer demotes, and what waits in the fast queue is forwarded to the slow one", async () => {
  const webhook = await promoted();
  await queuesOfNext();
  await queuesOfNext();
  expect(await queuesOfNext()).toEqual([FAST, FAST, FAST]);
  const [first, ...waiting] = rig.messages;
  if (!first) throw new Error("nothing waits");
  rig.farEnd.behave(webhook.url, after(501));
  rig.messages = [first];
  await rig.drain();
  expect(await laneOf(webhook)).toBe("slow");

  const served = rig.received(webhook).length;
  rig.messages = waiting;
  const { deliver } = await import("#modules/webhooks");
  const due = rig.takeDue();
  await deliver(rig.env, { waitUntil: () => undefined }, "fast", due);
  expect(rig.received(webhook)).toHaveLength(served);
  expect(rig.messages).toMatchObject([{ queue: SLOW, body: { due } }]);
  await rig.drain();
  expect(rig.received(webhook)).toHaveLength(served + 2);
  for (const { attempt_count: count } of await client.deliveries(webhook.id)) expect(count).toBe(1);
});

test("what waits in the slow queue of an endpoint promoted meanwhile is delivered once", async () => {
  const webhook = await rig.subscribe(client, ["*"], after(10));
  for (let count = 0; count < 30; count += 1) await queuesOfNext();
  expect(new Set(rig.messages.map(({ queue }) => queue))).toEqual(new Set([SLOW]));
  await rig.drain();
  expect(await laneOf(webhook)).toBe("fast");
  const ids = rig.received(webhook).map(({ id }) => id);
  expect(ids).toHaveLength(30);
  expect(new Set(ids).size).toBe(30);
});

test("a new address starts in the slow lane again", async () => {
  const webhook = await promoted();
  const url = "https://moved.example.com/in";
  rig.farEnd.listen(url, webhook.secret);
  await client.patch(`/v1/webhooks/${webhook.id}`, { url });
  expect(await laneOf(webhook)).toBe("slow");
  expect(await queuesOfNext()).toEqual([SLOW]);
  await rig.drain();
  expect(rig.farEnd.received(url)).toHaveLength(1);
});

/** Runs one batch of a lane. @returns how long the lane was kept busy by it, in real ms */
async function busyWith(lane: "fast" | "slow", settled: Promise<unknown>[]): Promise<number> {
  const { deliver } = await import("#modules/webhooks");
  const begun = performance.now();
  await deliver(rig.env, { waitUntil: (work) => settled.push(work) }, lane, rig.takeDue());
  return performance.now() - begun;
}

/** Answers after longer than a lane waits. */
function silence(webhook: { url: string }): () => number {
  let answered = 0;
  rig.farEnd.behave(webhook.url, async () => {
    await scheduler.wait(1500);
    answered += 1;
    return new Response("at last");
  });
  return () => answered;
}

test.for([
  { lane: "fast", messages: 6 },
  { lane: "slow", messages: 1 },
] as const)(
  "what is silent holds the $lane lane for half a second, and its request goes on",
  async ({ lane, messages }) => {
    vi.useRealTimers();
    const silent = lane === "fast" ? await promoted() : await rig.subscribe(client, ["*"]);
    const answered = silence(silent);
    for (let count = 0; count < messages; count += 1) await queuesOfNext();
    const settled: Promise<unknown>[] = [];
    const busy = await busyWith(lane, settled);
    expect(busy).toBeGreaterThanOrEqual(450);
    expect(busy).toBeLessThan(1400);
    expect(answered()).toBe(0);
    expect(await laneOf(silent)).toBe("slow");
    await Promise.all(settled);
    expect(answered()).toBe(messages);
    const deliveries = (await client.deliveries(silent.id)).slice(-messages);
    for (const delivery of deliveries) expect(delivery).toMatchObject({ status: "delivered", attempt_count: 1 });
  },
);

test("the fast lane goes on while a few are on their way, and whoever is silent leaves it", async () => {
  vi.useRealTimers();
  const silent = await promoted();
  const answered = silence(silent);
  await queuesOfNext();
  const settled: Promise<unknown>[] = [];
  expect(await busyWith("fast", settled)).toBeLessThan(450);
  await vi.waitFor(async () => expect(await laneOf(silent)).toBe("slow"), 1400);
  expect(answered()).toBe(0);
  await Promise.all(settled);
  expect(answered()).toBe(1);
});

test("a silent receiver gets five requests at a time, waits for the rest, and costs the slow lane nothing more", async () => {
  vi.useRealTimers();
  let open = 0;
  let peak = 0;
  const { promise: released, resolve: release } = Promise.withResolvers<void>();
  const silent = await rig.subscribe(client, ["project.*"], async () => {
    open += 1;
    peak = Math.max(peak, open);
    await released;
    open -= 1;
    return new Response("at last");
  });
  for (let count = 0; count < 20; count += 1) await queuesOfNext();
  const waiting = rig.messages;
  const settled: Promise<unknown>[] = [];
  const begun = performance.now();
  const putOff: typeof waiting = [];
  for (const message of [...waiting, ...waiting]) {
    rig.messages = [message];
    await busyWith("slow", settled);
    putOff.push(...rig.messages);
  }
  expect(performance.now() - begun).toBeLessThan(3000);
  expect(open).toBe(5);
  // Fifteen wait for their turn, and copies of the five under way; there is no second copy of any.
  expect(putOff).toHaveLength(20);
  expect(new Set(putOff.map(({ body }) => JSON.stringify(body))).size).toBe(20);
  for (const { due } of putOff) expect(due).toBeGreaterThan(Date.now());

  release();
  await Promise.all(settled);
  await scheduler.wait(1100);
  for (const message of putOff) {
    rig.messages = [message];
    await busyWith("slow", settled);
  }
  await Promise.all(settled);
  expect(rig.received(silent)).toHaveLength(20);
  expect(new Set(rig.received(silent).map(({ id }) => id)).size).toBe(20);
  expect((await client.deliveries(silent.id)).map(({ attempt_count: count }) => count)).toEqual(Array(20).fill(1));
  expect(peak).toBe(5);
});

test("requests to one subscription are bounded, and the others of its batch do not wait for it", async () => {
  vi.useRealTimers();
  let open = 0;
  let peak = 0;
  // Nobody has an answer before the other subscription has been asked: if that waited for these, nothing would end.
  const { promise: otherCame, resolve: comes } = Promise.withResolvers<void>();
  const crowded = await rig.subscribe(client, ["*"], async () => {
    open += 1;
    peak = Math.max(peak, open);
    await otherCame;
    await scheduler.wait(50);
    open -= 1;
    return new Response("ok");
  });
  await client.projects(9);
  const other = await rig.subscribe(client, ["client.*"], () => {
    comes();
    return new Response("ok");
  });
  await client.post("/v1/clients", { name: "Ortiz" });
  const announced = rig.messages.map(({ body }) => body);
  rig.messages = [];
  const { fanOut } = await import("#modules/webhooks");
  await fanOut(rig.env, announced as never, Date.now());
  const settled: Promise<unknown>[] = [];
  await busyWith("slow", settled);
  await Promise.all(settled);
  expect(peak).toBe(5);
  expect(rig.received(crowded)).toHaveLength(10);
  expect(rig.received(other)).toHaveLength(1);
});
