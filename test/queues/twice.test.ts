import { afterEach, beforeEach, expect, test } from "vitest";
import { answer, ok } from "../support/receiver";
import { type Handover, Rig, type Webhook } from "../support/webhooks";

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.create();
});
afterEach(() => rig.end());

/** Attempts in the log, and those the deliveries count. */
async function logged({ id }: Webhook): Promise<{ rows: number; counted: number }> {
  const sql = `select (select count(*) from webhook_attempts where subscription_id = ?1)
    + (select count(*) from webhook_deliveries where subscription_id = ?1 and duration_ms is not null) as "rows",
    (select sum(attempt_count) from webhook_deliveries where subscription_id = ?1) as counted`;
  const found = await rig.env.TENANT_DB_0.prepare(sql).bind(id).first<{ rows: number; counted: number }>();
  return found ?? { rows: 0, counted: 0 };
}

const handovers: Handover[] = ["twice", "together"];

test.for(handovers)("each queue message handed over %s makes one attempt", async (handover) => {
  rig.handover = handover;
  const client = await rig.client();
  const webhooks = [await rig.subscribe(client), await rig.subscribe(client, ["project.*"])];
  await client.projects(40);
  await rig.drain();
  await rig.advanceWithSweeps(300_000);
  for (const webhook of webhooks) {
    const ids = rig.received(webhook).map(({ id }) => id);
    expect(ids).toHaveLength(40);
    expect(new Set(ids).size).toBe(40);
    expect(await logged(webhook)).toEqual({ rows: 40, counted: 40 });
    expect(await client.webhook(webhook.id)).toMatchObject({ failure_count: 0, is_active: true });
  }
});

test.for(handovers)("retries and what ends them happen once when messages are handed over %s", async (handover) => {
  rig.handover = handover;
  const client = await rig.client();
  const failing = await rig.subscribe(client, ["project.*"], answer(500));
  const recovering = await rig.subscribe(client, ["project.*"], (received, count) =>
    (count <= 20 ? answer(500) : ok)(received, count),
  );
  const watching = await rig.subscribe(client, ["webhook.disabled"]);
  await client.projects(10);
  await rig.advanceWithSweeps(2 * 86_400_000);
  expect(rig.received(recovering)).toHaveLength(30);
  expect(await logged(recovering)).toEqual({ rows: 30, counted: 30 });
  expect((await client.deliveries(recovering.id)).map(({ status }) => status)).toEqual(Array(10).fill("delivered"));

  const { rows, counted } = await logged(failing);
  expect(rows).toBe(counted);
  expect(rig.received(failing)).toHaveLength(rows);
  const most = Math.max(...(await client.deliveries(failing.id)).map(({ attempt_count: count }) => count));
  expect(most).toBe(6);
  expect(rig.received(watching)).toHaveLength(1);
  const notices = await rig.env.TENANT_DB_0.prepare("select count(*) as n from notifications").first("n");
  expect(notices).toBe(1);
});

test.for(handovers)("held deliveries are held once when messages are handed over %s", async (handover) => {
  rig.handover = handover;
  const client = await rig.client();
  const webhook = await rig.subscribe(client, ["project.*"]);
  await client.patch(`/v1/webhooks/${webhook.id}`, { is_active: false });
  await client.projects(5);
  await rig.drain();
  expect((await client.deliveries(webhook.id)).map(({ status }) => status)).toEqual(Array(5).fill("held"));
  expect(rig.received(webhook)).toEqual([]);
});

test("fan-out and sweep at the same time change nothing twice", async () => {
  const client = await rig.client();
  const webhook = await rig.subscribe(client);
  await client.projects(20);
  const announced = rig.messages;
  await rig.advance(30_000);
  rig.messages = [...announced, ...announced];
  await Promise.all([rig.sweep(), rig.drain(), rig.sweep()]);
  await rig.drain();
  const ids = rig.received(webhook).map(({ id }) => id);
  expect(ids.length).toBe(20);
  expect(new Set(ids).size).toBe(20);
  expect(await logged(webhook)).toEqual({ rows: 20, counted: 20 });
});
