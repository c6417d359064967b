import { expect } from "vitest";
import type { Api, Json } from "./api";
import { list } from "./records";
import type { World } from "./world";

type Delivery = { id: string; status: string };
type Page<T> = { data: T[] };

/** What the question gives once it gives something, for at most half a minute. */
export async function until<T>(question: () => Promise<T | undefined>): Promise<T> {
  for (let turn = 0; turn < 300; turn += 1) {
    const answer = await question();
    if (answer !== undefined) return answer;
    await new Promise((done) => setTimeout(done, 100));
  }
  throw new Error("it did not come in time");
}

const deliveryOf = (api: Api, id: string, status: string): Promise<Delivery> =>
  until(async () => {
    const { body } = await api.does<Page<Delivery>>("listWebhookDeliveries", 200, {
      params: { id },
      query: { status },
    });
    return body.data[0];
  });

const create = async (api: Api, url: string, events: string[]): Promise<string> =>
  String((await api.does("createWebhook", 201, { body: { url, events } })).body["id"]);

/** Everything a webhook can be asked. The one that it leaves behind hears of all that happens from then on. */
export async function exerciseWebhooks(api: Api, world: World): Promise<void> {
  const { url } = world.receiver;
  const input = { url: `${url}/200`, events: ["project.*"], description: "Bridge", headers: { "X-Token": "s3cr3t" } };
  const made = await api.does("createWebhook", 201, { body: input, headers: { "idempotency-key": "one-webhook" } });
  const params = { id: String(made.body["id"]) };
  await api.does("createWebhook", 400, { body: { url: "http://192.0.2.1/", events: ["*"] } });
  await api.refuses("createWebhook", 400, { body: { url: `${url}/200`, events: ["nothing.happened", "no event"] } });
  const { headers } = await api.does("getWebhook", 200, { params });
  const etag = headers.get("etag") ?? "";
  await api.does("updateWebhook", 200, { params, body: { is_active: false }, headers: { "if-match": etag } });
  await api.does("testWebhook", 409, { params });
  await api.does("replayWebhookDeliveries", 409, { params, body: { since: "2026-01-01T00:00:00Z" } });
  await api.does("updateWebhook", 412, { params, body: { is_active: true }, headers: { "if-match": etag } });
  await api.does("replaceWebhook", 412, { params, body: input, headers: { "if-match": etag } });
  await api.does("replaceWebhook", 200, { params, body: { url: `${url}/200`, events: ["*"] } });
  await api.does("rotateWebhookSecret", 200, { params, headers: { "idempotency-key": "one-secret" } });
  await api.does("rotateWebhookSecret", 200, { params, headers: { "idempotency-key": "one-secret" } });
  await exerciseDeliveries(api, params);
  await list(api, "listWebhooks");

  const gone = await create(api, `${url}/200`, ["*"]);
  await api.does("deleteWebhook", 412, { params: { id: gone }, headers: { "if-match": '"999"' } });
  await api.does("deleteWebhook", 204, { params: { id: gone } });
}

async function exerciseDeliveries(api: Api, params: { id: string }): Promise<void> {
  await api.does("testWebhook", 202, { params });
  const sent = await api.does("testWebhook", 202, { params, body: { event_type: "invoice.approved" } });
  const delivery = { ...params, delivery_id: String(sent.body["id"]) };
  await until(async () => {
    const { body } = await api.does<{ status: string }>("getWebhookDelivery", 200, { params: delivery });
    return body.status === "delivered" ? body : undefined;
  });
  await api.does("replayWebhookDelivery", 202, { params: delivery });
  await list(api, "listWebhookDeliveries", params);
  const body = { since: "2026-01-01T00:00:00Z", status: ["failed", "held"], dry_run: true };
  expect((await api.does("replayWebhookDeliveries", 200, { params, body })).body).toEqual({ matched: 0, replayed: 0 });
}

/** Lets the platform switch a webhook off, and has what is held since then replayed. */
export async function disableWebhook(api: Api, world: World): Promise<void> {
  const id = await create(api, `${world.receiver.url}/410`, ["*"]);
  const params = { id };
  await api.does("testWebhook", 202, { params });
  const failed = await deliveryOf(api, id, "failed");
  const off = await until(async () => {
    const { body } = await api.does("getWebhook", 200, { params });
    return body["is_active"] === false ? body : undefined;
  });
  expect(off["disabled_reason"]).toEqual(expect.any(String));
  await api.does("replayWebhookDelivery", 409, { params: { id, delivery_id: failed.id } });
  await api.does("createClient", 201, { body: { name: "Held back" } });
  await deliveryOf(api, id, "held");
  await api.does<Json>("updateWebhook", 200, { params, body: { is_active: true, url: `${world.receiver.url}/200` } });
  const body = { since: "2026-01-01T00:00:00Z" };
  const { body: replayed } = await api.does<{ replayed: number }>("replayWebhookDeliveries", 200, { params, body });
  expect(replayed.replayed).toBeGreaterThan(1);
  await deliveryOf(api, id, "delivered");
}
