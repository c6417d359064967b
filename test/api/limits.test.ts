import { env } from "cloudflare:test";
import { expect, test } from "vitest";
import { newApiKey } from "#lib/api-key-format";
import { callWith, withMethods } from "../support/direct";
import { expectLimitHeaders, expectProblem } from "../support/expect-problem";
import { Client, newAddress, newBuilder, newClient, newKey } from "../support/harness";

/** The limiter's namespace, and how often an object of it was asked. */
function counted() {
  let calls = 0;
  const get = ((id: DurableObjectId) => {
    const stub = env.RATE_LIMITER.get(id);
    return withMethods(stub, {
      fetch: ((...args: Parameters<typeof stub.fetch>) => {
        calls += 1;
        return stub.fetch(...args);
      }) as typeof stub.fetch,
    });
  }) as typeof env.RATE_LIMITER.get;
  return { namespace: withMethods(env.RATE_LIMITER, { get }), calls: () => calls };
}

test("a key gets as many requests a minute as its limit says, and then waits", async () => {
  const client = await newClient({ rateLimit: 5, shard: 1 });
  const replies = await Promise.all(Array.from({ length: 12 }, () => client.get("/v1/projects")));
  const served = replies.filter(({ status }) => status === 200);
  expect(served).toHaveLength(5);
  for (const { headers } of served) expectLimitHeaders(headers, 5);
  for (const reply of replies.filter(({ status }) => status !== 200)) {
    expectProblem(reply, "rate_limited", /More than 5 requests in 60 seconds/u);
    expectLimitHeaders(reply.headers, 5);
    const wait = Number(reply.headers.get("retry-after"));
    expect(wait).toBeGreaterThan(50);
    expect(wait).toBeLessThanOrEqual(60);
    expect(reply.headers.get("x-ratelimit-remaining")).toBe("0");
  }
});

test("keys of one builder have a limit each", async () => {
  const builderId = await newBuilder();
  const keys = await Promise.all([1, 2].map(() => newKey(builderId, { rateLimit: 2 })));
  for (const { key } of keys) {
    const client = new Client(builderId, key);
    const statuses = [];
    for (let at = 0; at < 3; at += 1) statuses.push((await client.get("/v1/projects")).status);
    expect(statuses).toEqual([200, 200, 429]);
  }
});

test("refused, unknown and failed requests count, too", async () => {
  const client = await newClient({ rateLimit: 4, scopes: ["read:projects"] });
  const statuses = [
    (await client.get("/v1/vendors")).status,
    (await client.get("/v1/projects?limit=0")).status,
    (await client.get("/v1/projects/nothing")).status,
    (await client.get("/v1/projects")).status,
    (await client.get("/v1/projects")).status,
  ];
  expect(statuses).toEqual([403, 400, 404, 200, 429]);
});

test("while a denial is certain the limiter is not asked again", async () => {
  const client = await newClient({ rateLimit: 1 });
  await client.get("/v1/projects");
  const { namespace, calls } = counted();
  for (let at = 0; at < 5; at += 1) {
    expectProblem(await callWith({ RATE_LIMITER: namespace }, client.request("GET", "/v1/projects")), "rate_limited");
  }
  expect(calls()).toBe(1);
});

test("one call serves a warm request of a key", async () => {
  const client = await newClient();
  await client.get("/v1/projects");
  const { namespace, calls } = counted();
  expect((await callWith({ RATE_LIMITER: namespace }, client.request("GET", "/v1/projects"))).status).toBe(200);
  expect(calls()).toBe(1);
});

test("a key that cannot exist is refused without any call", async () => {
  const { namespace, calls } = counted();
  const asked: string[] = [];
  const database = withMethods(env.PLATFORM_DB, {
    prepare: (sql: string) => {
      asked.push(sql);
      return env.PLATFORM_DB.prepare(sql);
    },
  });
  const good = newApiKey("live").key;
  const wrongs = [
    ...Array.from(
      { length: 60 },
      (_, at) =>
        good.slice(0, 12 + (at % 30)) + (good[12 + (at % 30)] === "x" ? "y" : "x") + good.slice(13 + (at % 30)),
    ),
    good.slice(0, -1),
    `${good}0`,
    good.replace("live", "prod"),
    "ross_live_",
    "x".repeat(5000),
  ];
  for (const key of wrongs) {
    const request = new Client("", key).request("GET", "/v1/projects");
    expectProblem(await callWith({ RATE_LIMITER: namespace, PLATFORM_DB: database }, request), "unauthenticated");
  }
  expect(calls()).toBe(0);
  expect(asked).toEqual([]);
});

test("who guesses well-formed keys is stopped by his address, and nobody else is", async () => {
  const address = newAddress();
  const guess = (from: string) =>
    new Client("", newApiKey("live").key).get("/v1/projects", { "cf-connecting-ip": from });
  const statuses = [];
  for (let at = 0; at < 34; at += 1) statuses.push((await guess(address)).status);
  expect(statuses.slice(0, 30)).toEqual(Array.from({ length: 30 }, () => 401));
  expect(statuses.slice(-3)).toEqual([429, 429, 429]);
  expect((await guess(newAddress())).status).toBe(401);
});

test("who goes on using a revoked key does not keep his other keys from working", async () => {
  const builderId = await newBuilder();
  const address = newAddress();
  const [old, now] = [await newKey(builderId), await newKey(builderId)];
  const call = (key: string) => new Client(builderId, key).get("/v1/projects", { "cf-connecting-ip": address });
  await call(old.key);
  await new Client(builderId, now.key).delete(`/v1/api-keys/${old.id}`);
  for (let at = 0; at < 40; at += 1) expect((await call(old.key)).status).toBe(401);
  expect((await call(now.key)).status).toBe(200);
});

test("anonymous routes are limited by address, an IPv6 one by its network", async () => {
  const anyone = new Client("", undefined);
  const from = (address: string) => anyone.get("/v1/versions", { "cf-connecting-ip": address });
  const first = await from("2001:db8:1:2::1");
  expectLimitHeaders(first.headers, 300);
  const rest = await Promise.all(
    Array.from({ length: 301 }, (_, at) => from(`2001:db8:1:2::${(at + 2).toString(16)}`)),
  );
  expect(rest.filter(({ status }) => status === 200)).toHaveLength(299);
  for (const reply of rest.filter(({ status }) => status !== 200)) expectProblem(reply, "rate_limited");
  expect((await from("2001:db8:1:3::1")).status).toBe(200);
});
