import { env, SELF } from "cloudflare:test";
import { expect, test } from "vitest";
import { cookieOf, newMemberClient, newMembership, newUserClient } from "../support/accounts";
import { newBuilder, newClient } from "../support/harness";

const project = { code: "AMI-1", name: "Ortiz residence" };

test("a session acts for its builder", async () => {
  const owner = await newMemberClient("owner");
  const created = await owner.post("/v1/projects", project);
  expect(created.status).toBe(201);
  expect((await owner.get<{ data: unknown[] }>("/v1/projects")).body.data).toEqual([created.body]);
  const stranger = await newMemberClient("owner");
  expect((await stranger.get<{ data: unknown[] }>("/v1/projects")).body.data).toEqual([]);
});

test("what changes anything needs the site's own Origin", async () => {
  const owner = await newMemberClient("owner");
  for (const origin of ["https://evil.test", "null", "https://rossos.test.evil.test", "http://rossos.test"]) {
    const reply = await owner.post("/v1/projects", project, { origin });
    expect([reply.status, reply.body["code"]]).toEqual([403, "forbidden"]);
  }
  const without = await SELF.fetch("https://rossos.test/api/v1/projects", {
    method: "POST",
    headers: { cookie: owner.user.cookie, "content-type": "application/json" },
    body: JSON.stringify(project),
  });
  expect(without.status).toBe(403);
  expect((await owner.get("/v1/projects", { origin: "https://evil.test" })).status).toBe(200);
});

test("a cookie that is forged, expired or revoked is no session", async () => {
  const owner = await newMemberClient("owner");
  const [name = "", value = ""] = owner.user.cookie.split("=");
  const forged = `${name}=${value.slice(0, 5)}${value[5] === "a" ? "b" : "a"}${value.slice(6)}`;
  for (const cookie of [forged, cookieOf("abc"), cookieOf("abc.def"), cookieOf("%E0%A4%A"), cookieOf("")]) {
    expect((await owner.get("/v1/projects", { cookie })).status).toBe(401);
  }
  const expired = await newMemberClient("owner", undefined, { expiresIn: -1 });
  expect((await expired.get("/v1/projects")).status).toBe(401);
  await env.PLATFORM_DB.prepare("delete from sessions where id = ?").bind(owner.user.sessionId).run();
  expect((await owner.get("/v1/projects")).status).toBe(401);
});

test("the Authorization header decides, and a cookie does not help it", async () => {
  const owner = await newMemberClient("owner");
  const other = await newClient();
  expect((await owner.get("/v1/projects", { authorization: "Bearer nonsense" })).status).toBe(401);
  const mixed = await owner.post<{ id: string }>("/v1/projects", project, { authorization: `Bearer ${other.key}` });
  expect(mixed.status).toBe(201);
  expect((await owner.get(`/v1/projects/${mixed.body.id}`)).status).toBe(404);
});

test("a member may do all but keep keys and webhooks", async () => {
  const member = await newMemberClient("member");
  expect((await member.post("/v1/projects", project)).status).toBe(201);
  expect((await member.get("/v1/api-keys")).status).toBe(200);
  const key = await member.post("/v1/api-keys", { name: "x", scopes: ["read:projects"] });
  expect([key.status, key.body["code"]]).toEqual([403, "insufficient_scope"]);
  const webhook = await member.post("/v1/webhooks", { url: "https://example.com/", events: ["project.created"] });
  expect(webhook.status).toBe(403);
  const admin = await newMemberClient("admin", member.builderId);
  expect((await admin.post("/v1/api-keys", { name: "x", scopes: ["read:projects"] })).status).toBe(201);
});

test("X-Builder-Id picks the builder; without it the last used one acts", async () => {
  const client = await newMemberClient("owner");
  const first = client.builderId;
  const second = await newBuilder({ shard: 1 });
  await newMembership(client.user.id, second, "member");
  const made = await client.post<{ id: string }>("/v1/projects", project, { "x-builder-id": first });
  expect((await client.get(`/v1/projects/${made.body.id}`)).status).toBe(200);
  expect((await client.get(`/v1/projects/${made.body.id}`, { "x-builder-id": second })).status).toBe(404);
  expect((await client.get(`/v1/projects/${made.body.id}`)).status).toBe(404);
  expect((await client.get(`/v1/projects/${made.body.id}`, { "x-builder-id": first })).status).toBe(200);
  expect((await client.get(`/v1/projects/${made.body.id}`)).status).toBe(200);
});

test("only members act for a builder, and for its sandbox", async () => {
  const owner = await newMemberClient("owner");
  const foreign = await newBuilder();
  expect((await owner.get("/v1/projects", { "x-builder-id": foreign })).status).toBe(403);
  expect((await owner.get("/v1/projects", { "x-builder-id": "no-id" })).status).toBe(400);
  expect((await (await newUserClient()).get("/v1/projects")).status).toBe(403);
  const sandbox = await newBuilder({ environment: "sandbox", shard: 1 });
  await env.PLATFORM_DB.prepare("update builders set sandbox_of = ? where id = ?").bind(owner.builderId, sandbox).run();
  expect((await owner.get("/v1/projects", { "x-builder-id": sandbox })).status).toBe(200);
  const developer = await newUserClient();
  const own = await newBuilder({ environment: "sandbox" });
  await env.PLATFORM_DB.prepare("update builders set sandbox_of_user = ? where id = ?")
    .bind(developer.user.id, own)
    .run();
  expect((await developer.get("/v1/api-keys", { "x-builder-id": own })).status).toBe(200);
  expect((await owner.get("/v1/projects", { "x-builder-id": own })).status).toBe(403);
});

test("a suspended builder's sessions end with it", async () => {
  const owner = await newMemberClient("owner");
  await env.PLATFORM_DB.prepare("update builders set is_active = 0 where id = ?").bind(owner.builderId).run();
  expect((await owner.get("/v1/projects")).status).toBe(403);
});

test("session calls are limited, per user", async () => {
  const owner = await newMemberClient("owner");
  const first = await owner.get("/v1/projects");
  expect(first.headers.get("x-ratelimit-limit")).toBe("600");
  expect(Number(first.headers.get("x-ratelimit-remaining"))).toBeLessThan(600);
});
