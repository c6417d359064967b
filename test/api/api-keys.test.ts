import { env } from "cloudflare:test";
import { expect, test } from "vitest";
import { parseApiKey } from "#lib/api-key-format";
import { sha256Hex } from "#lib/digest";
import { allScopes } from "#modules/access";
import { expectLimitHeaders, expectProblem } from "../support/expect-problem";
import { Client, newBuilder, newClient, newKey, type Reply } from "../support/harness";

type Key = {
  id: string;
  key: string;
  name: string;
  scopes: string[];
  rate_limit: number;
  is_active: boolean;
  expires_at: string | null;
  last_used_at: string | null;
  revoked_at: string | null;
  rolled_from: string | null;
  key_prefix: string;
  environment: string;
};
const DAY_MS = 86_400_000;

const create = (client: Client, input: object = {}): Promise<Reply<Key>> =>
  client.post<Key>("/v1/api-keys", { name: "Sync", scopes: ["read:projects"], ...input });
const withKey = (client: Client, { key }: { key: string }) => new Client(client.builderId, key);
const listed = async (client: Client, id: string) =>
  (await client.get<{ data: Key[] }>("/v1/api-keys")).body.data.find((key) => key.id === id);

test("a key is made, shown once, works at once, and does what it is scoped to", async () => {
  const client = await newClient({ shard: 1 });
  const { status, body, headers } = await create(client, { scopes: ["read:projects", "read:projects"], rate_limit: 7 });
  expect(status).toBe(201);
  expect(headers.get("location")).toBe(`/api/v1/api-keys/${body.id}`);
  expect(body).toMatchObject({ scopes: ["read:projects"], rate_limit: 7, is_active: true, environment: "live" });
  expect(parseApiKey(body.key)).toEqual({ environment: "live", prefix: body.key_prefix });
  const made = withKey(client, body);
  const used = await made.get("/v1/projects");
  expect(used.status).toBe(200);
  expectLimitHeaders(used.headers, 7);
  expectProblem(await made.post("/v1/projects", { code: "X", name: "X" }), "insufficient_scope");
  const { key, ...rest } = body;
  expect(await listed(client, body.id)).toEqual(rest);
  expect(key.length).toBe(48);
});

test("a sandbox builder's keys say so", async () => {
  const client = await newClient({ environment: "sandbox" });
  const { body } = await create(client);
  expect(body.key).toMatch(/^ross_test_/u);
  expect(body.environment).toBe("sandbox");
});

test.each([
  [{ name: "" }, "/name"],
  [{ scopes: [] }, "/scopes"],
  [{ scopes: ["read:everything"] }, "/scopes/0"],
  [{ rate_limit: 0 }, "/rate_limit"],
  [{ rate_limit: 1.5 }, "/rate_limit"],
  [{ expires_at: "tomorrow" }, "/expires_at"],
  [{ expires_at: "2020-01-01T00:00:00Z" }, "/expires_at"],
  [{ key: "chosen" }, "/key"],
])("a key of %j is refused at %s", async (input, pointer) => {
  const client = await newClient();
  expect(expectProblem(await create(client, input), "invalid_request").errors[0]?.pointer).toBe(pointer);
});

test.each([
  ["starter", 100],
  ["professional", 500],
  ["business", 2000],
  ["enterprise", 5000],
])("a key of plan %s has at most %i requests a minute", async (plan, most) => {
  const client = await newClient({ plan, rateLimit: 100_000 });
  expect((await create(client)).body.rate_limit).toBe(most);
  expect((await create(client, { rate_limit: most })).status).toBe(201);
  const problem = expectProblem(
    await create(client, { rate_limit: most + 1 }),
    "invalid_request",
    new RegExp(String(most), "u"),
  );
  expect(problem.errors[0]?.pointer).toBe("/rate_limit");
});

test("an enterprise builder has the limit it has agreed on", async () => {
  const client = await newClient({ plan: "enterprise", rateLimit: 100_000 });
  await env.PLATFORM_DB.prepare("update builders set custom_rate_limit = 12000 where id = ?")
    .bind(client.builderId)
    .run();
  expect((await create(client)).body.rate_limit).toBe(12_000);
});

test("no key makes one that may do more, or more often", async () => {
  const builderId = await newBuilder({ shard: 1 });
  const scopes = ["read:api_keys", "write:api_keys", "read:projects"];
  const weak = new Client(builderId, (await newKey(builderId, { scopes, rateLimit: 50 })).key);
  expect((await create(weak)).body.rate_limit).toBe(50);
  expectProblem(await create(weak, { rate_limit: 51 }), "invalid_request");
  const wanted = ["read:projects", "write:projects", "read:vendors"];
  const problem = expectProblem(await create(weak, { scopes: wanted }), "insufficient_scope");
  expect(problem.errors.map(({ detail }) => detail.split(" ")[0])).toEqual(["write:projects", "read:vendors"]);
});

test("no key rolls one that may do more, or more often", async () => {
  const builderId = await newBuilder();
  const scopes = ["write:api_keys", "read:projects"];
  const weak = new Client(builderId, (await newKey(builderId, { scopes, rateLimit: 50 })).key);
  const [wider, faster, equal] = [
    await newKey(builderId, { scopes: allScopes, rateLimit: 50 }),
    await newKey(builderId, { scopes, rateLimit: 51 }),
    await newKey(builderId, { scopes, rateLimit: 50 }),
  ];
  expectProblem(await weak.post(`/v1/api-keys/${wider.id}/roll`), "insufficient_scope");
  expectProblem(await weak.post(`/v1/api-keys/${faster.id}/roll`), "forbidden");
  for (const { key } of [wider, faster])
    expect((await new Client(builderId, key).get("/v1/projects")).status).toBe(200);
  expect((await weak.post(`/v1/api-keys/${equal.id}/roll`)).status).toBe(201);
});

test("a revoked key fails on the very next request", async () => {
  const client = await newClient({ shard: 1 });
  const { body } = await create(client);
  const doomed = withKey(client, body);
  expect((await doomed.get("/v1/projects")).status).toBe(200);
  expect((await client.delete(`/v1/api-keys/${body.id}`)).status).toBe(204);
  for (let again = 0; again < 3; again += 1) {
    const reply = await doomed.get("/v1/projects");
    expectProblem(reply, "unauthenticated", /revoked/u);
    expect(reply.headers.get("www-authenticate")).toContain('error="invalid_token"');
  }
  expect((await client.delete(`/v1/api-keys/${body.id}`)).status).toBe(204);
  expect(await listed(client, body.id)).toMatchObject({ is_active: false, revoked_at: expect.any(String) as string });
  expectProblem(await client.post(`/v1/api-keys/${body.id}/roll`), "invalid_state");
});

test("no request that starts after a revocation was answered gets in, however many run beside it", async () => {
  const client = await newClient();
  const { body } = await create(client);
  let revoked = false;
  const late: number[] = [];
  const worker = async (_: unknown, number: number) => {
    for (let at = 0; at < 100 && late.length < 40; at += 1) {
      const afterwards = revoked;
      const { status } = await withKey(client, body).get("/v1/projects?limit=1");
      if (afterwards) late.push(status);
      if (number > 0 || at !== 3) continue;
      await client.delete(`/v1/api-keys/${body.id}`);
      revoked = true;
    }
  };
  await Promise.all(Array.from({ length: 8 }, worker));
  expect(late.length).toBeGreaterThan(20);
  expect(late.filter((status) => status !== 401)).toEqual([]);
});

test("a key may revoke itself", async () => {
  const builderId = await newBuilder();
  const { id, key } = await newKey(builderId);
  const client = new Client(builderId, key);
  expect((await client.delete(`/v1/api-keys/${id}`)).status).toBe(204);
  expectProblem(await client.get("/v1/projects"), "unauthenticated");
});

test("rolling without overlap ends the old key at once", async () => {
  const client = await newClient();
  const { body: old } = await create(client, { rate_limit: 33, name: "Old" });
  await withKey(client, old).get("/v1/projects");
  const { status, body } = await client.post<Key>(`/v1/api-keys/${old.id}/roll`, { overlap_days: 0 });
  expect(status).toBe(201);
  expect(body).toMatchObject({ name: "Old", rate_limit: 33, scopes: ["read:projects"], rolled_from: old.id });
  expectProblem(await withKey(client, old).get("/v1/projects"), "unauthenticated");
  expect((await withKey(client, body).get("/v1/projects")).status).toBe(200);
});

test("of requests that roll a key at the same time one makes another", async () => {
  const client = await newClient();
  const { body: old } = await create(client, { name: "Raced" });
  const roll = () => client.post<Key>(`/v1/api-keys/${old.id}/roll`, { overlap_days: 0 });
  const replies = await Promise.all([roll(), roll(), roll(), roll()]);
  expect(replies.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(replies.filter(({ status }) => status === 409)).toHaveLength(3);
  const { data } = (await client.get<{ data: Key[] }>("/v1/api-keys?limit=100")).body;
  expect(data.filter((key) => key.rolled_from === old.id)).toHaveLength(1);
});

test("a key that is revoked while it is rolled leaves none behind", async () => {
  const client = await newClient();
  for (let round = 0; round < 5; round += 1) {
    const { body: old } = await create(client);
    const [rolled] = await Promise.all([
      client.post<Key>(`/v1/api-keys/${old.id}/roll`, { overlap_days: 7 }),
      client.delete(`/v1/api-keys/${old.id}`),
    ]);
    expect([201, 409]).toContain(rolled.status);
    expect((await listed(client, old.id))?.is_active).toBe(false);
    const { data } = (await client.get<{ data: Key[] }>("/v1/api-keys?limit=100")).body;
    expect(data.filter((key) => key.rolled_from === old.id)).toHaveLength(rolled.status === 201 ? 1 : 0);
  }
});

test("rolling with seven days lets both live, and ends the old one then", async () => {
  const client = await newClient();
  const { body: old } = await create(client);
  const { body } = await client.post<Key>(`/v1/api-keys/${old.id}/roll`, { overlap_days: 7 });
  for (const key of [old, body]) expect((await withKey(client, key).get("/v1/projects")).status).toBe(200);
  const ends = Date.parse((await listed(client, old.id))?.expires_at ?? "");
  expect(Math.abs(ends - Date.now() - 7 * DAY_MS)).toBeLessThan(60_000);
  expect((await listed(client, body.id))?.expires_at).toBeNull();
  for (const days of [8, -1, 0.5]) {
    const problem = expectProblem(
      await client.post(`/v1/api-keys/${body.id}/roll`, { overlap_days: days }),
      "invalid_request",
    );
    expect(problem.errors[0]?.pointer).toBe("/overlap_days");
  }
});

test("rolling lengthens no key's life", async () => {
  const client = await newClient();
  const expires = new Date(Date.now() + 3_600_000).toISOString();
  const { body: old } = await create(client, { expires_at: expires });
  const { body } = await client.post<Key>(`/v1/api-keys/${old.id}/roll`, { overlap_days: 7 });
  expect(body.expires_at).toBe(expires);
  expect((await listed(client, old.id))?.expires_at).toBe(expires);
});

test("a key stops being accepted when it expires", async () => {
  const client = await newClient();
  const { body } = await create(client, { expires_at: new Date(Date.now() + 700).toISOString() });
  expect((await withKey(client, body).get("/v1/projects")).status).toBe(200);
  await scheduler.wait(800);
  expectProblem(await withKey(client, body).get("/v1/projects"), "unauthenticated", /expired/u);
  expect((await listed(client, body.id))?.is_active).toBe(false);
});

test("what is no key, or no credential, is told apart", async () => {
  const client = await newClient();
  const call = (authorization: string) => new Client("", undefined).get("/v1/projects", { authorization });
  const good = client.key ?? "";
  const flipped = good.slice(0, -1) + (good.endsWith("0") ? "1" : "0");
  for (const [authorization, error] of [
    [`Bearer ${flipped}`, "invalid_token"],
    [`Bearer ${good}x`, "invalid_token"],
    ["Bearer x", "invalid_token"],
    [`Basic ${good}`, "invalid_request"],
    [good, "invalid_request"],
    [`Bearer ${good} ${good}`, "invalid_request"],
  ] as const) {
    const reply = await call(authorization);
    expectProblem(reply, "unauthenticated");
    expect(reply.headers.get("www-authenticate")).toContain(`error="${error}"`);
    expect(JSON.stringify(reply.body)).not.toContain(good);
  }
  for (const scheme of ["bearer", "BEARER"]) expect((await call(`${scheme} ${good}`)).status).toBe(200);
});

test("a builder that is switched off has no key that works", async () => {
  const client = await newClient();
  await env.PLATFORM_DB.prepare("update builders set is_active = 0 where id = ?").bind(client.builderId).run();
  expectProblem(await client.get("/v1/projects"), "unauthenticated", /suspended/u);
});

test("storage knows a key by its hash only", async () => {
  const client = await newClient();
  const { body } = await create(client);
  const row = await env.PLATFORM_DB.prepare("select * from api_keys where id = ?").bind(body.id).first();
  expect(row).toMatchObject({ key_hash: await sha256Hex(body.key), key_prefix: body.key_prefix });
  expect(JSON.stringify(row)).not.toContain(body.key.slice(18, 42));
});
