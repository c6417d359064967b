import { afterEach, beforeEach, expect, test } from "vitest";
import { answer, ok } from "../support/receiver";
import { Rig } from "../support/webhooks";

let rig: Rig;
beforeEach(async () => {
  rig = await Rig.create();
});
afterEach(() => rig.end());

test.for([0, 1])("a change on shard %i reaches its subscriber signed, and the log says so", async (shard) => {
  const client = await rig.client({ shard });
  const webhook = await rig.subscribe(client, ["project.*"], undefined, { headers: { "X-Token": "s3cr3t" } });
  const [projectId] = await client.projects();
  await rig.drain();

  const [received, ...others] = rig.received(webhook);
  expect(others).toEqual([]);
  expect(received?.event).toMatchObject({
    type: "project.created",
    api_version: "v1",
    environment: "live",
    data: { id: projectId, code: "P-1" },
  });
  expect(received?.headers).toMatchObject({ "content-type": "application/json", "x-token": "s3cr3t" });

  const [delivery] = await client.deliveries(webhook.id);
  expect(delivery).toMatchObject({
    id: received?.id,
    status: "delivered",
    attempt_count: 1,
    response_status: 200,
    next_retry_at: null,
  });
  const { attempts } = await client.delivery(webhook.id, received?.id ?? "");
  expect(attempts).toEqual([
    expect.objectContaining({ number: 1, error: null, response_status: 200, response_body: "thanks" }),
  ]);
  expect(attempts[0]?.request_headers).toMatchObject({
    "webhook-id": received?.id,
    "webhook-signature": received?.headers["webhook-signature"],
    "X-Token": "[redacted]",
  });
  const elsewhere = shard === 0 ? rig.env.TENANT_DB_1 : rig.env.TENANT_DB_0;
  expect(
    await elsewhere.prepare("select 1 from webhook_deliveries where builder_id = ?").bind(client.builderId).first(),
  ).toBeNull();
});

test("queue messages carry ids only", async () => {
  const client = await rig.client();
  await rig.subscribe(client);
  await client.projects();
  const [announced] = rig.messages;
  const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/u) as unknown;
  expect(announced?.body).toEqual({ shard: 0, builderId: client.builderId, eventIds: [uuid] });
  rig.broken.add("events");
  const { fanOut } = await import("#modules/webhooks");
  await fanOut(rig.env, [announced?.body as never], Date.now());
  expect(rig.messages.map(({ body }) => body)).toContainEqual({
    due: [{ shard: 0, subscriptionId: uuid, eventId: uuid, attempt: 0 }],
  });
});

test("an event goes to those who asked for it, of its own builder alone", async () => {
  const [client, stranger] = [await rig.client(), await rig.client()];
  const [all, projects, exact, clients, foreign] = [
    await rig.subscribe(client, ["*"]),
    await rig.subscribe(client, ["project.*"]),
    await rig.subscribe(client, ["invoice.paid", "project.created"]),
    await rig.subscribe(client, ["client.*"]),
    await rig.subscribe(stranger, ["*"]),
  ];
  await client.projects(2);
  await rig.drain();
  expect([all, projects, exact, clients, foreign].map((webhook) => rig.received(webhook).length)).toEqual([
    2, 2, 2, 0, 0,
  ]);
});

test("an update carries what was there before", async () => {
  const client = await rig.client();
  const webhook = await rig.subscribe(client, ["project.updated"]);
  const [id] = await client.projects();
  await client.patch(`/v1/projects/${id}`, { name: "Ortiz guest house" });
  await rig.drain();
  expect(JSON.parse(rig.received(webhook)[0]?.body ?? "")).toMatchObject({
    data: { name: "Ortiz guest house" },
    previous_attributes: { name: "Ortiz residence" },
  });
});

test.for([301, 302, 303, 307, 308, 400, 404, 500, 503])(
  "%i is not a success, and nothing is followed",
  async (status) => {
    const client = await rig.client();
    const webhook = await rig.subscribe(client, ["*"], answer(status, { location: "https://elsewhere.example.com/" }));
    await client.projects();
    await rig.drain();
    expect(rig.received(webhook)).toHaveLength(1);
    const [delivery] = await client.deliveries(webhook.id);
    expect(delivery).toMatchObject({ status: "pending", attempt_count: 1, response_status: status });
    expect((await client.webhook(webhook.id))["failure_count"]).toBe(1);
  },
);

test.for([200, 201, 202, 204, 299])("%i is a success", async (status) => {
  const client = await rig.client();
  const webhook = await rig.subscribe(client, ["*"], () => new Response(null, { status }));
  await client.projects();
  await rig.drain();
  expect(await client.deliveries(webhook.id)).toMatchObject([{ status: "delivered", response_status: status }]);
});

test("16 KiB of an answer are kept, of an endless one as well", async () => {
  const client = await rig.client();
  let pulled = 0;
  const endless = () =>
    new Response(
      new ReadableStream({
        pull: (controller) => {
          pulled += 1;
          controller.enqueue(new Uint8Array(5000).fill(97));
        },
      }),
    );
  const webhook = await rig.subscribe(client, ["*"], endless);
  await client.projects();
  await rig.drain();
  const { attempts, status } = await client.delivery(webhook.id, rig.received(webhook)[0]?.id ?? "");
  expect(status).toBe("delivered");
  expect(attempts[0]?.response_body).toBe("a".repeat(16_384));
  expect(pulled).toBeLessThan(20);
});

test("an answer whose body never ends or breaks off counts by its status", async () => {
  const client = await rig.client();
  const trickle = await rig.subscribe(client, ["*"], () => {
    const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
    void writable.getWriter().write(new TextEncoder().encode("so far"));
    return new Response(readable);
  });
  const broken = await rig.subscribe(client, ["*"], () => {
    const body = new ReadableStream({
      pull: (controller) => {
        controller.error(new Error("reset"));
      },
    });
    return new Response(body);
  });
  await client.projects();
  await rig.drain();
  const kept = async (webhook: { id: string; url: string; secret: string }) => {
    const delivery = await client.delivery(webhook.id, rig.received(webhook)[0]?.id ?? "");
    return { status: delivery.status, body: delivery.attempts[0]?.response_body };
  };
  expect(await kept(trickle)).toEqual({ status: "delivered", body: "so far" });
  expect(await kept(broken)).toEqual({ status: "delivered", body: "" });
});

test("a connection that fails is a failed attempt", async () => {
  const client = await rig.client();
  const webhook = await rig.subscribe(client, ["*"], () => {
    throw new TypeError("Network connection lost.");
  });
  await client.projects();
  await rig.drain();
  const { attempts } = await client.delivery(webhook.id, rig.received(webhook)[0]?.id ?? "");
  expect(attempts).toMatchObject([
    { number: 1, response_status: null, error: "The connection failed: Network connection lost." },
  ]);
});

test("a test event goes to one subscription, signed and marked", async () => {
  const client = await rig.client();
  const [tested, other] = [await rig.subscribe(client), await rig.subscribe(client)];
  const { status, body } = await client.post(`/v1/webhooks/${tested.id}/test`, { event_type: "invoice.approved" });
  expect(status).toBe(202);
  await rig.drain();
  await rig.advanceWithSweeps(120_000);
  expect(rig.received(tested)).toMatchObject([{ id: body["id"], event: { type: "invoice.approved", test: true } }]);
  expect(rig.received(other)).toEqual([]);
});

test("what is deleted gets nothing more, and leaves nothing behind that is tried for ever", async () => {
  const client = await rig.client();
  const [gone, stays] = [await rig.subscribe(client), await rig.subscribe(client)];
  await client.projects(3);
  const announced = rig.messages;
  rig.messages = [];
  const { fanOut } = await import("#modules/webhooks");
  await fanOut(rig.env, announced.map(({ body }) => body) as never, Date.now());
  expect((await client.delete(`/v1/webhooks/${gone.id}`)).status).toBe(204);
  await rig.advanceWithSweeps(600_000);
  expect(rig.received(gone)).toEqual([]);
  expect(rig.received(stays)).toHaveLength(3);
  expect(rig.messages).toEqual([]);
});

test("a subscription deleted while its receiver is answering leaves no attempt behind", async () => {
  const client = await rig.client();
  const webhook = await rig.subscribe(client, ["*"], async () => {
    await client.delete(`/v1/webhooks/${webhook.id}`);
    return answer(500)({} as never, 1);
  });
  await client.projects();
  await rig.advanceWithSweeps(600_000);
  expect(rig.received(webhook)).toHaveLength(1);
  const left = `select 'attempt' from webhook_attempts where subscription_id = ?1
    union all select 'delivery' from webhook_deliveries where subscription_id = ?1
    union all select 'secret' from webhook_secrets where subscription_id = ?1`;
  expect((await rig.env.TENANT_DB_0.prepare(left).bind(webhook.id).raw()).flat()).toEqual([]);
});

test("rotation signs with both secrets for 24 hours", async () => {
  const client = await rig.client();
  const webhook = await rig.subscribe(client, ["*"], ok);
  await client.projects();
  await rig.drain();
  const rotated = await client.post(`/v1/webhooks/${webhook.id}/rotate-secret`);
  expect(rotated.status).toBe(200);
  const fresh = rotated.body["secret"] as string;
  expect(fresh).not.toBe(webhook.secret);
  expect(Date.parse(rotated.body["previous_secret_expires_at"] as string) - Date.now()).toBe(86_400_000);

  rig.farEnd.expectSecrets(webhook.url, [fresh, webhook.secret]);
  await client.projects();
  await rig.advance(86_400_000 - 1000);
  await client.projects();
  await rig.advance(1000);
  rig.farEnd.expectSecrets(webhook.url, [fresh]);
  await client.projects();
  await rig.drain();
  expect(rig.received(webhook)).toHaveLength(4);
});
