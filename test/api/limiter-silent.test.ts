import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { newApiKey } from "#lib/api-key-format";
import { callWith, withMethods } from "../support/direct";
import { expectProblem } from "../support/expect-problem";
import { Client, newAddress, newClient } from "../support/harness";

beforeEach(() => {
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** A limiter whose objects do what is said instead of answering. */
function limiter(fetch: () => Promise<Response>): DurableObjectNamespace {
  const get = ((id: DurableObjectId) =>
    withMethods(env.RATE_LIMITER.get(id), { fetch })) as typeof env.RATE_LIMITER.get;
  return withMethods(env.RATE_LIMITER, { get });
}

const FAULTS: readonly [string, () => Promise<Response>][] = [
  ["silent", () => new Promise(() => undefined)],
  ["overloaded", () => Promise.reject(new Error("Durable Object is overloaded. Too many requests queued."))],
  ["broken", () => Promise.resolve(Response.json({ status: 500, error: "no" }, { status: 500 }))],
  ["resetting", () => Promise.reject(new Error("Durable Object reset because its code was updated."))],
];

/** Does it, three times at most: on a busy machine one answer may be late, but not each. */
async function inTime<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    const started = Date.now();
    const result = await work();
    const took = Date.now() - started;
    if (took < 1000) return result;
    if (attempt === 3) throw new Error(`answered only after ${took} ms`);
  }
}

test.each(FAULTS)("while the limiter is %s writes are refused and change nothing", async (_, fault) => {
  const client = await newClient({ shard: 1 });
  const RATE_LIMITER = limiter(fault);
  for (const [method, path, body] of [
    ["POST", "/v1/projects", { code: "X", name: "X" }],
    ["PATCH", "/v1/projects/018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b01", { name: "X" }],
    ["DELETE", "/v1/projects/018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b01", undefined],
  ] as const) {
    const reply = await inTime(() => callWith({ RATE_LIMITER }, client.request(method, path, body)));
    expectProblem(reply, "unavailable", /limiter does not answer/u);
  }
  expect((await client.get<{ data: unknown[] }>("/v1/projects")).body.data).toEqual([]);
});

test.each(FAULTS)("while the limiter is %s reads are served, under a cap of the isolate's own", async (_, fault) => {
  const read = (client: Client) => callWith({ RATE_LIMITER }, client.request("GET", "/v1/projects"));
  const RATE_LIMITER = limiter(fault);
  const [patient, client] = [await newClient(), await newClient({ rateLimit: 50 })];
  expect((await inTime(() => read(patient))).status).toBe(200);
  const replies = await Promise.all(Array.from({ length: 20 }, () => read(client)));
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(5);
  for (const reply of replies.filter(({ status }) => status !== 200)) expectProblem(reply, "rate_limited");
  // The limiter is back, and so is the whole limit.
  expect((await client.get("/v1/projects")).status).toBe(200);
});

test.each(FAULTS)("while the limiter is %s public routes are open, and not without limit", async (_, fault) => {
  const RATE_LIMITER = limiter(fault);
  const ask = (who: Client) => callWith({ RATE_LIMITER }, who.request("GET", "/v1/versions"));
  expect((await inTime(() => ask(new Client("", undefined)))).status).toBe(200);
  const anyone = new Client("", undefined);
  const replies = await Promise.all(Array.from({ length: 310 }, () => ask(anyone)));
  expect(replies.filter(({ status }) => status === 200)).toHaveLength(300);
  expect(replies.filter(({ status }) => status === 429)).toHaveLength(10);
});

test.each(FAULTS)("while the limiter is %s no key is accepted that should not be", async (_, fault) => {
  const RATE_LIMITER = limiter(fault);
  const call = (key: string, address: string) =>
    inTime(() =>
      callWith(
        { RATE_LIMITER },
        new Client("", key).request("GET", "/v1/projects", undefined, { "cf-connecting-ip": address }),
      ),
    );
  expectProblem(await call(newApiKey("live").key, newAddress()), "unauthenticated");
  const expired = await newClient({ expiresAt: Date.now() - 1000 });
  expectProblem(await call(expired.key ?? "", newAddress()), "unauthenticated", /expired/u);
  const revoked = await newClient();
  await env.PLATFORM_DB.prepare("update api_keys set is_active = 0 where builder_id = ?").bind(revoked.builderId).run();
  expectProblem(await call(revoked.key ?? "", newAddress()), "unauthenticated", /revoked/u);
});

test("while the limiter is silent guesses are counted by address", async () => {
  const RATE_LIMITER = limiter(() => Promise.reject(new Error("overloaded")));
  const address = newAddress();
  const statuses = [];
  for (let at = 0; at < 34; at += 1) {
    const request = new Client("", newApiKey("live").key).request("GET", "/v1/projects", undefined, {
      "cf-connecting-ip": address,
    });
    statuses.push((await callWith({ RATE_LIMITER }, request)).status);
  }
  expect(statuses.filter((status) => status === 401).length).toBeLessThanOrEqual(31);
  expect(statuses.at(-1)).toBe(429);
});

test("a revocation that the limiter was not told of is not reported as done, and can be repeated", async () => {
  const client = await newClient();
  const { body } = await client.post<{ id: string; key: string }>("/v1/api-keys", {
    name: "K",
    scopes: ["read:projects"],
  });
  const doomed = new Client(client.builderId, body.key);
  expect((await doomed.get("/v1/projects")).status).toBe(200);
  // The caller's own object answers, and the object of the key does not.
  let asked = 0;
  const get = ((id: DurableObjectId) => {
    asked += 1;
    const stub = env.RATE_LIMITER.get(id);
    return asked === 1 ? stub : withMethods(stub, { fetch: () => new Promise(() => undefined) });
  }) as typeof env.RATE_LIMITER.get;
  const RATE_LIMITER = withMethods(env.RATE_LIMITER, { get });
  const path = `/v1/api-keys/${body.id}`;
  expectProblem(await callWith({ RATE_LIMITER }, client.request("DELETE", path)), "unavailable");
  expect((await client.delete(path)).status).toBe(204);
  expectProblem(await doomed.get("/v1/projects"), "unauthenticated");
});
