import { afterEach, beforeEach, expect, test } from "vitest";
import { answer, type Behaviour, ok, type Received } from "../support/receiver";
import { Rig, type RigClient, type Webhook } from "../support/webhooks";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const SCHEDULE = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 12 * HOUR];

let rig: Rig;
let client: RigClient;
beforeEach(async () => {
  rig = await Rig.create();
  client = await rig.client();
});
afterEach(() => rig.end());

const waits = (received: readonly Received[]): number[] =>
  received.slice(1).map(({ at }, index) => at - (received[index]?.at ?? 0));

test("an attempt and five retries, 1 min, 5 min, 30 min, 2 h and 12 h apart, all with one webhook-id", async () => {
  const webhook = await rig.subscribe(client, ["project.*"], answer(500));
  await client.projects();
  await rig.advanceWithSweeps(2 * DAY);
  const received = rig.received(webhook);
  expect(received).toHaveLength(6);
  expect(new Set(received.map(({ id }) => id)).size).toBe(1);
  expect(new Set(received.map(({ body }) => body)).size).toBe(1);
  for (const [index, wait] of waits(received).entries()) {
    const planned = SCHEDULE[index] ?? 0;
    expect(wait).toBeGreaterThanOrEqual(planned * 0.9);
    // The queue counts whole seconds; beyond an hour the sweep of the minute, and its grace, come on top.
    expect(wait).toBeLessThanOrEqual(planned * 1.1 + (planned > HOUR ? 2 * MINUTE : 1000));
  }
  const { attempts, status } = await client.delivery(webhook.id, received[0]?.id ?? "");
  expect(status).toBe("failed");
  expect(attempts.map(({ number }) => number)).toEqual([6, 5, 4, 3, 2, 1]);
});

test("the waits differ from one delivery to the next, within a tenth either way", async () => {
  const webhook = await rig.subscribe(client, ["project.*"], answer(500));
  await client.projects(30);
  await rig.drain();
  const planned = (await client.deliveries(webhook.id)).map(
    (delivery) => Date.parse(delivery.next_retry_at ?? "") - Date.now(),
  );
  expect(planned).toHaveLength(30);
  expect(new Set(planned).size).toBeGreaterThan(20);
  expect(Math.min(...planned)).toBeGreaterThanOrEqual(54_000);
  expect(Math.max(...planned)).toBeLessThanOrEqual(66_000);
});

test("waits up to an hour are set on the queue, longer ones left to the sweep", async () => {
  const webhook = await rig.subscribe(client, ["project.*"], answer(500));
  await client.projects();
  await rig.advance(40 * MINUTE);
  expect(rig.received(webhook)).toHaveLength(4);
  expect(rig.messages).toEqual([]);
  await rig.advance(3 * HOUR);
  expect(rig.received(webhook)).toHaveLength(4);
  await rig.sweep();
  expect(rig.received(webhook)).toHaveLength(5);
});

test("one success ends it and clears the subscription's failures", async () => {
  const flaky: Behaviour = (received, count) => (count <= 3 ? answer(503) : ok)(received, count);
  const webhook = await rig.subscribe(client, ["project.*"], flaky);
  await client.projects();
  await rig.advance(7 * MINUTE);
  expect((await client.webhook(webhook.id))["failure_count"]).toBe(3);
  await rig.advanceWithSweeps(DAY);
  expect(await client.deliveries(webhook.id)).toMatchObject([{ status: "delivered", attempt_count: 4 }]);
  expect(await client.webhook(webhook.id)).toMatchObject({ failure_count: 0, is_active: true, disabled_at: null });
});

test.for(["seconds", "date"])("Retry-After in %s is honoured when it asks for more than the schedule", async (form) => {
  const webhook = await rig.subscribe(client, ["project.*"], (received, count) => {
    const until = form === "seconds" ? "900" : new Date(Date.now() + 900_000).toUTCString();
    return (count === 1 ? answer(429, { "retry-after": until }) : ok)(received, count);
  });
  await client.projects();
  await rig.advanceWithSweeps(HOUR);
  const [wait, ...rest] = waits(rig.received(webhook));
  expect(rest).toEqual([]);
  expect(wait).toBeGreaterThanOrEqual(899_000);
  expect(wait).toBeLessThanOrEqual(902_000);
});

test.for([
  { asked: "1", wait: MINUTE },
  { asked: "soon", wait: MINUTE },
  { asked: "-5", wait: MINUTE },
  { asked: "999999999", wait: DAY },
])("a Retry-After of $asked is a wait of $wait ms", async ({ asked, wait }) => {
  const webhook = await rig.subscribe(client, ["project.*"], answer(503, { "retry-after": asked }));
  await client.projects();
  await rig.drain();
  const [delivery] = await client.deliveries(webhook.id);
  const planned = Date.parse(delivery?.next_retry_at ?? "") - Date.now();
  expect(Math.abs(planned - wait)).toBeLessThanOrEqual(MINUTE / 10);
});

const notices = async () =>
  (
    await rig.env.TENANT_DB_0.prepare("select kind, title, body, object_id from notifications where builder_id = ?")
      .bind(client.builderId)
      .all<{ kind: string; title: string; body: string; object_id: string }>()
  ).results;

test("410 switches it off at once and once only, the builder is told, and others hear of it", async () => {
  const gone = await rig.subscribe(client, ["*"], answer(410, { "retry-after": "60" }));
  const watching = await rig.subscribe(client, ["webhook.disabled"]);
  await client.projects(3);
  await rig.advanceWithSweeps(HOUR);
  expect(rig.received(gone)).toHaveLength(3);
  expect(await client.deliveries(gone.id, "&status=failed")).toHaveLength(3);
  const state = await client.webhook(gone.id);
  expect(state).toMatchObject({ is_active: false, disabled_reason: "The receiver answered 410 Gone." });
  expect(await notices()).toEqual([
    {
      kind: "webhook_disabled",
      title: `Webhook to ${new URL(gone.url).host} was switched off`,
      body: expect.stringContaining("410 Gone") as unknown,
      object_id: gone.id,
    },
  ]);
  expect(rig.received(watching)).toMatchObject([
    {
      event: {
        type: "webhook.disabled",
        data: {
          id: gone.id,
          url: gone.url,
          disabled_at: state["disabled_at"],
          disabled_reason: state["disabled_reason"],
        },
      },
    },
  ]);
});

test("the last failed retry fails the delivery and switches the subscription off once, however many fail", async () => {
  const webhook = await rig.subscribe(client, ["project.*"], answer(500));
  const watching = await rig.subscribe(client, ["webhook.disabled"]);
  await client.projects(3);
  await rig.advanceWithSweeps(2 * DAY);
  expect(rig.received(watching)).toHaveLength(1);
  expect(await notices()).toHaveLength(1);
  expect(await client.webhook(webhook.id)).toMatchObject({
    is_active: false,
    disabled_reason: "All 6 attempts of a delivery failed.",
  });
  const statuses = (await client.deliveries(webhook.id)).map(({ status }) => status);
  expect(statuses).toHaveLength(3);
  expect(statuses).toContain("failed");
  expect(statuses.filter((status) => status !== "failed" && status !== "held")).toEqual([]);
});

/** A subscription that 410 has switched off, and three events of the time since. */
async function switchedOff(): Promise<Webhook> {
  const webhook = await rig.subscribe(client, ["project.*"], answer(410));
  await client.projects();
  await rig.drain();
  rig.farEnd.behave(webhook.url, ok);
  await rig.advance(HOUR);
  await client.projects(3);
  await rig.advanceWithSweeps(HOUR);
  expect(rig.received(webhook)).toHaveLength(1);
  return webhook;
}

test("what happens while it is off is held, and switching it on keeps it so", async () => {
  const webhook = await switchedOff();
  expect(await client.deliveries(webhook.id, "&status=held")).toHaveLength(3);
  const { status, body } = await client.patch(`/v1/webhooks/${webhook.id}`, { is_active: true });
  expect({ status, body }).toMatchObject({
    status: 200,
    body: { is_active: true, disabled_at: null, disabled_reason: null, failure_count: 0 },
  });
  await rig.advanceWithSweeps(HOUR);
  expect(rig.received(webhook)).toHaveLength(1);
  expect(await client.deliveries(webhook.id, "&status=held")).toHaveLength(3);
  await client.projects();
  await rig.drain();
  expect(rig.received(webhook)).toHaveLength(2);
});

test("a delivery that waits for its retry when its owner switches off is held as well", async () => {
  const webhook = await rig.subscribe(client, ["project.*"], answer(500));
  await client.projects();
  await rig.drain();
  await client.patch(`/v1/webhooks/${webhook.id}`, { is_active: false });
  await rig.advanceWithSweeps(10 * MINUTE);
  expect(rig.received(webhook)).toHaveLength(1);
  expect(await client.deliveries(webhook.id)).toMatchObject([{ status: "held", attempt_count: 1 }]);
  expect(await notices()).toEqual([]);
});

test("one delivery is replayed with its own webhook-id, on a schedule that starts anew", async () => {
  const webhook = await rig.subscribe(client, ["project.*"]);
  await client.projects();
  await rig.drain();
  const id = rig.received(webhook)[0]?.id ?? "";
  rig.farEnd.behave(webhook.url, answer(500));
  const replayed = await client.post(`/v1/webhooks/${webhook.id}/deliveries/${id}/replay`);
  expect(replayed).toMatchObject({ status: 202, body: { id, status: "pending" } });
  const again = await client.post<{ detail: string }>(`/v1/webhooks/${webhook.id}/deliveries/${id}/replay`);
  expect(again.status).toBe(409);
  expect(again.body.detail).toMatch(/^The delivery is pending: its next attempt is due at 20\d\d-/u);
  await rig.drain();
  expect(rig.received(webhook).map((received) => received.id)).toEqual([id, id]);
  const [delivery] = await client.deliveries(webhook.id);
  expect(delivery).toMatchObject({ status: "pending", attempt_count: 2 });
  expect(Math.abs(Date.parse(delivery?.next_retry_at ?? "") - Date.now() - MINUTE)).toBeLessThanOrEqual(6000);
});

test("all that failed or was held is counted first, refused while it is off, and then replayed", async () => {
  const webhook = await switchedOff();
  const since = new Date(Date.now() - DAY).toISOString();
  const replay = (body: object) => client.post(`/v1/webhooks/${webhook.id}/replay`, body);
  expect((await replay({ since, dry_run: true })).body).toMatchObject({ matched: 4, replayed: 0 });
  expect((await replay({ since })).status).toBe(409);
  await client.patch(`/v1/webhooks/${webhook.id}`, { is_active: true });
  const recent = new Date(Date.now() - 90 * MINUTE).toISOString();
  expect((await replay({ since: recent, dry_run: true })).body).toMatchObject({ matched: 3, replayed: 0 });
  await rig.advanceWithSweeps(MINUTE);
  expect(rig.received(webhook)).toHaveLength(1);
  expect((await replay({ since })).body).toMatchObject({ matched: 4, replayed: 4 });
  await rig.drain();
  expect(rig.received(webhook)).toHaveLength(5);
  expect((await client.deliveries(webhook.id)).map(({ status }) => status)).toEqual(Array(4).fill("delivered"));
  expect((await replay({ since, dry_run: true })).body).toMatchObject({ matched: 0, replayed: 0 });
});

test("a replay that says only held, or only failed, takes only those", async () => {
  const webhook = await switchedOff();
  await client.patch(`/v1/webhooks/${webhook.id}`, { is_active: true });
  const since = new Date(Date.now() - DAY).toISOString();
  const replay = await client.post(`/v1/webhooks/${webhook.id}/replay`, { since, status: ["failed"] });
  expect(replay.body).toMatchObject({ matched: 1, replayed: 1 });
  await rig.drain();
  expect((await client.deliveries(webhook.id)).map(({ status }) => status)).toEqual([
    "delivered",
    "held",
    "held",
    "held",
  ]);
});
