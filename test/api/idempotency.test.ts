import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { entityNamed } from "#models";
import { callWith, withMethods } from "../support/direct";
import { expectProblem } from "../support/expect-problem";
import { Client, newBuilder, newClient, newKey, type Reply } from "../support/harness";
import { newInvoice, pay, act } from "../support/money";
import { make, type Made, makeOfEach, parentEntities, inputFor, collectionPath } from "../support/records";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

let codes = 0;
const project = () => ({ code: `IDEM-${(codes += 1)}`, name: "Once" });
const send = (client: Client, body: unknown, key: string): Promise<Reply<Made>> =>
  client.post<Made>("/v1/projects", body, { "idempotency-key": key });
const projectsOf = async (client: Client) => (await client.get<{ data: Made[] }>("/v1/projects?limit=100")).body.data;
const eventsOf = async (client: Client, type: string) =>
  (await client.get<{ data: { data: Made }[] }>(`/v1/events?limit=100&type=${type}`)).body.data;

test("a repeated request is answered as the first was, and done once", async () => {
  const client = await newClient({ shard: 1 });
  const body = project();
  const first = await send(client, body, "k");
  expect([first.status, first.headers.get("idempotent-replayed")]).toEqual([201, null]);
  await client.patch(`/v1/projects/${first.body.id}`, { name: "Changed since" });
  for (let again = 0; again < 3; again += 1) {
    const reply = await send(client, body, "k");
    expect([reply.status, reply.headers.get("idempotent-replayed")]).toEqual([201, "true"]);
    expect(reply.body).toEqual(first.body);
    for (const name of ["location", "etag", "content-type"])
      expect(reply.headers.get(name)).toBe(first.headers.get(name));
    expect(reply.headers.get("x-request-id")).not.toBe(first.headers.get("x-request-id"));
  }
  expect(await projectsOf(client)).toHaveLength(1);
  expect(await eventsOf(client, "project.created")).toHaveLength(1);
});

test("every operation that creates records takes a key", async () => {
  const client = await newClient({ shard: 0 });
  const refs = await makeOfEach(client);
  for (const entity of parentEntities) {
    const path = collectionPath(entity, refs);
    const body = inputFor(entity, refs);
    const headers = { "idempotency-key": `each-${entity.name}` };
    const [first, second] = [
      await client.post<Made>(path, body, headers),
      await client.post<Made>(path, body, headers),
    ];
    expect([first.status, second.status, second.headers.get("idempotent-replayed")]).toEqual([201, 201, "true"]);
    expect(second.body).toEqual(first.body);
  }
});

test("a payment, an approval and a rotation are repeated without being done again", async () => {
  const client = await newClient({ shard: 1 });
  const refs = await makeOfEach(client);
  const { id } = await newInvoice(client, refs, [{ amount_cents: 1000 }]);
  const approve = () => client.post<Made>(`/v1/invoices/${id}/approve`, {}, { "idempotency-key": "a" });
  expect((await approve()).body["status"]).toBe("approved");
  const again = await approve();
  expect([again.status, again.body["status"], again.headers.get("etag")]).toEqual([200, "approved", '"2"']);
  const paying = { invoice_id: id, amount_cents: 600, paid_on: "2026-05-01" };
  for (let at = 0; at < 3; at += 1)
    expect((await client.post("/v1/payments", paying, { "idempotency-key": "p" })).status).toBe(201);
  expect((await client.get<Made>(`/v1/invoices/${id}`)).body["paid_cents"]).toBe(600);
  const webhook = await client.post<Made>("/v1/webhooks", {
    url: "https://hooks.example.com/",
    events: ["*"],
    is_active: false,
  });
  const rotate = () =>
    client.post<Made>(`/v1/webhooks/${webhook.body.id}/rotate-secret`, undefined, { "idempotency-key": "r" });
  expect((await rotate()).body["secret"]).toBe((await rotate()).body["secret"]);
});

test("another request with the same key is refused", async () => {
  const client = await newClient();
  const body = project();
  await send(client, body, "k");
  expectProblem(await send(client, { ...body, name: "Other" }, "k"), "idempotency_mismatch");
  const other = await client.post("/v1/clients", { name: "C" }, { "idempotency-key": "k" });
  expectProblem(other, "idempotency_mismatch");
  expect(await projectsOf(client)).toHaveLength(1);
});

test.each([2, 10])("of %i requests at once with one key one does the work", async (count) => {
  const client = await newClient({ shard: 1 });
  const body = project();
  const replies = await Promise.all(Array.from({ length: count }, () => send(client, body, "k")));
  const done = replies.filter(({ status }) => status === 201);
  expect(done.filter(({ headers }) => headers.get("idempotent-replayed") === null)).toHaveLength(1);
  expect(new Set(done.map((reply) => reply.body.id)).size).toBe(1);
  for (const reply of replies.filter(({ status }) => status !== 201)) {
    expectProblem(reply, "idempotency_in_progress");
    expect(reply.headers.get("retry-after")).toBe("1");
  }
  expect(await projectsOf(client)).toHaveLength(1);
});

test("a request that failed can be repeated with its key, also corrected", async () => {
  const client = await newClient();
  const body = project();
  expectProblem(await send(client, { ...body, status: "sold" }, "k"), "invalid_request");
  expectProblem(
    await send(client, { ...body, client_id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b01" }, "k"),
    "invalid_request",
  );
  expect((await send(client, body, "k")).status).toBe(201);
  expectProblem(await send(client, body, "other"), "already_exists");
  expectProblem(await send(client, body, "other"), "already_exists");
});

test("an action refused by a state can be repeated when the state allows it", async () => {
  const client = await newClient();
  const refs = await makeOfEach(client);
  const { id } = await newInvoice(client, refs, []);
  const approve = () => client.post<Made>(`/v1/invoices/${id}/approve`, {}, { "idempotency-key": "k" });
  expectProblem(await approve(), "invalid_state");
  await client.post(`/v1/invoices/${id}/line-items`, { description: "L", amount_cents: 5 });
  expect((await approve()).status).toBe(200);
});

test("keys of two builders, and of two API keys, do not meet", async () => {
  const [one, two] = [await newClient({ shard: 0 }), await newClient({ shard: 0 })];
  const colleague = new Client(one.builderId, (await newKey(one.builderId)).key);
  const replies = [
    await send(one, { code: "A", name: "A" }, "k"),
    await send(two, { code: "B", name: "B" }, "k"),
    await send(colleague, { code: "C", name: "C" }, "k"),
  ];
  expect(replies.map(({ status, body }) => [status, body["code"]])).toEqual([
    [201, "A"],
    [201, "B"],
    [201, "C"],
  ]);
  expect((await send(one, { code: "A", name: "A" }, "k")).body["code"]).toBe("A");
});

test.each(["", " ", "a b", "é", "x".repeat(256), "tab\there"])("the key %j is refused", async (key) => {
  const client = await newClient();
  const request = client.request("POST", "/v1/projects", project());
  request.headers.set("idempotency-key", encodeURIComponent(key) === key && key !== "" ? key : "placeholder");
  const headers = new Headers(request.headers);
  const lying = new Proxy(request, {
    get(target, name) {
      if (name === "headers")
        return withMethods(headers, {
          get: (header: string) => (header === "idempotency-key" ? key : headers.get(header)),
        });
      const own: unknown = Reflect.get(target, name, target);
      return typeof own === "function" ? (own as (...args: unknown[]) => unknown).bind(target) : own;
    },
  });
  const problem = expectProblem(await callWith({}, lying), "invalid_request", /Idempotency-Key/u);
  expect(problem.errors[0]?.pointer).toBe("?Idempotency-Key");
});

test("a key of 255 visible characters is taken", async () => {
  const client = await newClient();
  const key = "!~".repeat(127) + "z";
  expect((await send(client, project(), key)).status).toBe(201);
});

test("a new API key is shown again to who repeats the request, and stored nowhere", async () => {
  const client = await newClient();
  const create = () =>
    client.post<{ key: string; id: string }>(
      "/v1/api-keys",
      { name: "K", scopes: ["read:projects"] },
      { "idempotency-key": "k" },
    );
  const [first, second] = [await create(), await create()];
  expect(second.body).toEqual(first.body);
  expect((await new Client(client.builderId, second.body.key).get("/v1/projects")).status).toBe(200);
  const { results } = await env.PLATFORM_DB.prepare("select * from idempotency_keys").all<{ result: string | null }>();
  expect(results.some(({ result }) => result?.startsWith("v1.") ?? false)).toBe(true);
  expect(JSON.stringify(results)).not.toContain(first.body.key.slice(10));
});

type Fault = { happens: boolean; message: string };

/** A database some of whose batches, by their number, happen or not, and then are said to have failed. */
function failing(db: D1Database, numbers: readonly number[], { happens, message }: Fault): D1Database {
  let batches = 0;
  const batch: D1Database["batch"] = async (statements) => {
    batches += 1;
    if (!numbers.includes(batches)) return await db.batch(statements);
    if (happens) await db.batch(statements);
    throw new Error(message);
  };
  return withMethods(db, { batch });
}
const LOST = { happens: true, message: "D1_ERROR: Network connection lost." };
const OVERLOADED = { happens: false, message: "D1_ERROR: D1 DB is overloaded. Requests queued for too long." };

/** The claim of the key is the first batch, and is tried again once; the work is the batch after it. */
test.each([
  ["the work was done and its answer lost", [2], LOST],
  ["the work was not done", [2], OVERLOADED],
  ["the key was not claimed", [1, 2], OVERLOADED],
] as const)("when %s, a retry with the key does it exactly once", async (_, numbers, fault) => {
  const client = await newClient({ shard: 1 });
  const body = project();
  const request = client.request("POST", "/v1/projects", body, { "idempotency-key": "k" });
  const failed = await callWith({ TENANT_DB_1: failing(env.TENANT_DB_1, numbers, fault) }, request);
  expectProblem(failed, "unavailable", /database did not answer/u);
  const retried = await send(client, body, "k");
  expect(retried.status).toBe(201);
  expect(retried.headers.get("idempotent-replayed")).toBe(fault.happens ? "true" : null);
  expect(await projectsOf(client)).toEqual([retried.body]);
  expect(await eventsOf(client, "project.created")).toHaveLength(1);
});

test.each([LOST, OVERLOADED])("a claim that fails once is tried again: %j", async (fault) => {
  const client = await newClient({ shard: 1 });
  const body = project();
  const request = client.request("POST", "/v1/projects", body, { "idempotency-key": "k" });
  const reply = await callWith<Made>({ TENANT_DB_1: failing(env.TENANT_DB_1, [1], fault) }, request);
  expect(reply.status).toBe(201);
  expect((await send(client, body, "k")).body).toEqual(reply.body);
  expect(await projectsOf(client)).toHaveLength(1);
});

test("money is moved once when the answer of the database is lost", async () => {
  const client = await newClient({ shard: 0 });
  const refs = await makeOfEach(client);
  const { id } = await newInvoice(client, refs, [{ amount_cents: 1000 }]);
  await act(client, "invoices", id, "approve");
  const paying = { invoice_id: id, amount_cents: 400, paid_on: "2026-05-01" };
  const request = client.request("POST", "/v1/payments", paying, { "idempotency-key": "k" });
  expectProblem(await callWith({ TENANT_DB_0: failing(env.TENANT_DB_0, [2], LOST) }, request), "unavailable");
  const retried = await client.post("/v1/payments", paying, { "idempotency-key": "k" });
  expect([retried.status, retried.headers.get("idempotent-replayed")]).toEqual([201, "true"]);
  expect((await client.get<Made>(`/v1/invoices/${id}`)).body["paid_cents"]).toBe(400);
  expect((await pay(client, id, 601)).status).toBe(400);
});

test("an API key is made once when the answer of the database is lost", async () => {
  const builderId = await newBuilder();
  const client = new Client(builderId, (await newKey(builderId)).key);
  const body = { name: "K", scopes: ["read:projects"] };
  const request = client.request("POST", "/v1/api-keys", body, { "idempotency-key": "k" });
  expectProblem(await callWith({ PLATFORM_DB: failing(env.PLATFORM_DB, [2], LOST) }, request), "unavailable");
  const retried = await client.post<{ key: string }>("/v1/api-keys", body, { "idempotency-key": "k" });
  expect([retried.status, retried.headers.get("idempotent-replayed")]).toEqual([201, "true"]);
  expect((await new Client(builderId, retried.body.key).get("/v1/projects")).status).toBe(200);
  expect((await client.get<{ data: unknown[] }>("/v1/api-keys")).body.data).toHaveLength(2);
});

test("without a key a lost answer is a 503, too, and the record is there to be found", async () => {
  const client = await newClient({ shard: 1 });
  const body = project();
  const reply = await callWith(
    { TENANT_DB_1: failing(env.TENANT_DB_1, [1], LOST) },
    client.request("POST", "/v1/projects", body),
  );
  expectProblem(reply, "unavailable");
  expect((await projectsOf(client)).map(({ code }) => code)).toEqual([body.code]);
});

test("a claim whose request died is taken over after a minute, and not before", async () => {
  const client = await newClient();
  const body = project();
  const request = client.request("POST", "/v1/projects", body, { "idempotency-key": "k" });
  await callWith({ TENANT_DB_0: failing(env.TENANT_DB_0, [1, 2], LOST) }, request);
  expectProblem(await send(client, body, "k"), "idempotency_in_progress");
  await env.TENANT_DB_0.prepare(
    "update idempotency_keys set created_at = created_at - 61000 where result is null",
  ).run();
  expectProblem(await send(client, { ...body, name: "Other" }, "k"), "idempotency_mismatch");
  expect((await send(client, body, "k")).status).toBe(201);
});

test("after 24 hours a key is a new one, whether or not it was purged", async () => {
  const client = await newClient();
  const body = project();
  const first = await send(client, body, "k");
  const age = (ms: number) =>
    env.TENANT_DB_0.prepare("update idempotency_keys set created_at = created_at - ?").bind(ms).run();
  await age(86_400_000 - 60_000);
  expect((await send(client, body, "k")).body["id"]).toBe(first.body["id"]);
  await age(61_000);
  const other = { ...body, code: "K-2", name: "Another" };
  const second = await send(client, other, "k");
  expect([second.status, second.body["name"]]).toEqual([201, "Another"]);
  expect((await send(client, other, "k")).body["id"]).toBe(second.body["id"]);
  expectProblem(await send(client, body, "k"), "idempotency_mismatch");
});

test("a key on a request that creates nothing is no fault", async () => {
  const client = await newClient();
  const { id } = await make(client, entityNamed("client"), {});
  const headers = { "idempotency-key": "k" };
  expect((await client.get("/v1/clients", headers)).status).toBe(200);
  expect((await client.patch(`/v1/clients/${id}`, { notes: "N" }, headers)).status).toBe(200);
  expect((await client.delete(`/v1/clients/${id}`, headers)).status).toBe(204);
});
