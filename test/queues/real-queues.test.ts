import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { type Client, eventually, newClient } from "../support/harness";
import { answer, FarEnd, ok } from "../support/receiver";

type Webhook = { id: string; url: string; secret: string };
type Delivery = { id: string; status: string; attempt_count: number };

vi.setConfig({ testTimeout: 30_000 });
let farEnd: FarEnd;
beforeEach(() => {
  farEnd = new FarEnd();
});
afterEach(() => farEnd.check());

async function subscribe(client: Client, name: string, events: string[]): Promise<Webhook> {
  const url = `https://${name}.example.com/in`;
  const { body } = await client.post<Webhook>("/v1/webhooks", { url, events });
  farEnd.listen(url, body.secret);
  return body;
}

async function deliveriesOf(client: Client, { id }: Webhook, count: number, status: string): Promise<Delivery[]> {
  return await eventually(async () => {
    const { body } = await client.get<{ data: Delivery[] }>(`/v1/webhooks/${id}/deliveries?status=${status}`);
    return body.data.length === count ? body.data : undefined;
  }, 20_000);
}

test.for([0, 1])("from a change on shard %i to its receivers, over the queues themselves", async (shard) => {
  const client = await newClient({ shard });
  const all = await subscribe(client, `all-${shard}`, ["*"]);
  const some = await subscribe(client, `some-${shard}`, ["project.updated"]);
  for (let made = 0; made < 12; made += 1) {
    const { body } = await client.post("/v1/projects", { code: `Q-${made}`, name: "Ortiz residence" });
    await client.patch(`/v1/projects/${body["id"] as string}`, { name: "Ortiz guest house" });
  }
  const delivered = await deliveriesOf(client, all, 24, "delivered");
  await deliveriesOf(client, some, 12, "delivered");
  expect(delivered.map(({ attempt_count: count }) => count)).toEqual(Array(24).fill(1));
  expect(new Set(farEnd.received(all.url).map(({ id }) => id))).toEqual(new Set(delivered.map(({ id }) => id)));
  expect(farEnd.received(all.url)).toHaveLength(24);
  expect(farEnd.received(some.url).map(({ event }) => event.type)).toEqual(Array(12).fill("project.updated"));
});

test("a receiver that is gone is switched off, and another subscription hears of it", async () => {
  const client = await newClient();
  const gone = await subscribe(client, "gone", ["project.*"]);
  const watching = await subscribe(client, "watching", ["webhook.*"]);
  farEnd.behave(gone.url, answer(410));
  await client.post("/v1/projects", { code: "Q-1", name: "Ortiz residence" });
  await deliveriesOf(client, watching, 1, "delivered");
  expect(farEnd.received(watching.url)).toMatchObject([{ event: { type: "webhook.disabled", data: { id: gone.id } } }]);

  await client.post("/v1/projects", { code: "Q-2", name: "Ortiz residence" });
  await deliveriesOf(client, gone, 1, "held");
  farEnd.behave(gone.url, ok);
  await client.patch(`/v1/webhooks/${gone.id}`, { is_active: true });
  const since = new Date(Date.now() - 60_000).toISOString();
  expect((await client.post(`/v1/webhooks/${gone.id}/replay`, { since })).body).toMatchObject({ replayed: 2 });
  await deliveriesOf(client, gone, 2, "delivered");
  expect(farEnd.received(gone.url)).toHaveLength(3);
});
