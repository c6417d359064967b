import { env } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { newId } from "#lib/ids";
import {
  collectMails,
  newMemberClient,
  newMembership,
  newUserClient,
  SessionClient,
  type TestUser,
} from "../support/accounts";
import { newClient } from "../support/harness";

afterEach(() => vi.restoreAllMocks());

type Page = { data: { id: string; email: string; user_id: string; role: string }[] };

async function invite(owner: SessionClient, email: string, role: string): Promise<string> {
  const mails = collectMails();
  const invited = await owner.post("/v1/builder/members", { email, role });
  expect(invited.status).toBe(201);
  const mail = await vi.waitUntil(() => mails.find(({ to }) => to === email.toLowerCase()));
  expect(mail.kind).toBe("invitation");
  vi.restoreAllMocks();
  return new URL(mail.link).searchParams.get("token") ?? "";
}

test("anyone of the builder reads it; owners and admins change it", async () => {
  const owner = await newMemberClient("owner");
  const member = await newMemberClient("member", owner.builderId);
  const key = await newClient();
  expect((await key.get("/v1/builder")).body).toMatchObject({ id: key.builderId, environment: "live" });
  const read = await member.get("/v1/builder");
  expect(read.headers.get("etag")).toBe('"1"');
  const changed = await owner.patch("/v1/builder", { name: "Amity Homes" }, { "if-match": '"1"' });
  expect([changed.status, changed.body["name"], changed.headers.get("etag")]).toEqual([200, "Amity Homes", '"2"']);
  expect((await owner.patch("/v1/builder", { name: "Late" }, { "if-match": '"1"' })).status).toBe(412);
  expect((await member.patch("/v1/builder", { name: "No" })).body["code"]).toBe("forbidden");
  expect((await key.patch("/v1/builder", { name: "No" })).body["code"]).toBe("forbidden");
  expect((await owner.patch("/v1/builder", { plan: "enterprise" })).status).toBe(400);
});

test("a user creates a builder and acts for it", async () => {
  const user = await newUserClient();
  expect((await user.get("/v1/builder")).status).toBe(403);
  const created = await user.post<{ id: string }>("/v1/builders", { name: "Ortiz Construction" });
  expect(created.status).toBe(201);
  expect((await user.get("/v1/builder")).body).toEqual(created.body);
  const second = await user.post<{ id: string }>("/v1/builders", { name: "Second" }, { "idempotency-key": "once" });
  const again = await user.post<{ id: string }>("/v1/builders", { name: "Second" }, { "idempotency-key": "once" });
  expect(again.body).toEqual(second.body);
  const own = await user.get<{ data: { id: string; role: string }[] }>("/v1/builders");
  expect(own.body.data.map(({ id, role }) => [id, role])).toEqual([
    [created.body.id, "owner"],
    [second.body.id, "owner"],
  ]);
  expect((await user.get("/v1/builder")).body["id"]).toBe(second.body.id);
  expect((await user.get("/v1/user")).body).toMatchObject({ id: user.user.id, is_platform_admin: false });
});

test("no key acts for a user", async () => {
  const key = await newClient();
  for (const path of ["/v1/user", "/v1/builders"]) expect((await key.get(path)).status).toBe(401);
  expect((await key.get("/v1/builder/members")).status).toBe(403);
  const user = await newUserClient();
  expect((await user.get("/v1/user", { authorization: "Bearer x" })).status).toBe(401);
});

test("an invitation is accepted once, by its own address alone", async () => {
  const owner = await newMemberClient("owner");
  const email = `Invited-${newId(Date.now())}@Example.com`;
  const first = await invite(owner, email, "member");
  const token = await invite(owner, email, "admin");
  const invited = await newUserClient({ email: email.toLowerCase() });
  const unverified = await newUserClient({ emailVerified: false });
  const accept = (client: SessionClient, value: string) => client.post("/v1/invitations/accept", { token: value });
  expect((await accept(invited, first)).status).toBe(404);
  expect((await accept(await newUserClient(), token)).status).toBe(403);
  expect((await accept(unverified, token)).status).toBe(403);
  const races = await Promise.all(Array.from({ length: 5 }, () => accept(invited, token)));
  expect(races.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 404, 404, 404, 404]);
  expect((await invited.get("/v1/builder")).body["id"]).toBe(owner.builderId);
  const members = (await owner.get<Page>("/v1/builder/members")).body.data;
  expect(members.map(({ user_id, role }) => [user_id, role])).toEqual([
    [owner.user.id, "owner"],
    [invited.user.id, "admin"],
  ]);
  const who = async (id: string) => (await owner.get<Page>(`/v1/builder/members?user_id=${id}`)).body.data;
  expect((await who(invited.user.id)).map(({ user_id }) => user_id)).toEqual([invited.user.id]);
  expect(await who(unverified.user.id)).toEqual([]);
  expect((await owner.get<Page>("/v1/builder/invitations")).body.data).toEqual([]);
  expect((await owner.post("/v1/builder/members", { email, role: "member" })).body["code"]).toBe("already_exists");
});

test("an invitation ends: taken back, expired, or with who sent it", async () => {
  const owner = await newMemberClient("owner");
  const admin = await newMemberClient("admin", owner.builderId);
  const user = await newUserClient();
  const accept = async (token: string) => (await user.post("/v1/invitations/accept", { token })).body["code"];
  const taken = await invite(owner, user.user.email, "member");
  const [invitation] = (await owner.get<Page>("/v1/builder/invitations")).body.data;
  expect((await owner.delete(`/v1/builder/invitations/${invitation?.id}`)).status).toBe(204);
  expect(await accept(taken)).toBe("not_found");
  const late = await invite(owner, user.user.email, "member");
  await env.PLATFORM_DB.prepare("update invitations set expires_at = 1 where builder_id = ?")
    .bind(owner.builderId)
    .run();
  expect(await accept(late)).toBe("invalid_state");
  const orphan = await invite(admin, user.user.email, "member");
  const adminId = (await owner.get<Page>("/v1/builder/members")).body.data.find(
    ({ user_id }) => user_id === admin.user.id,
  )?.id;
  expect((await owner.delete(`/v1/builder/members/${adminId}`)).status).toBe(204);
  expect(await accept(orphan)).toBe("not_found");
  expect((await admin.get("/v1/builder")).status).toBe(403);
});

test("nobody is mailed invitations without end, whoever sends them", async () => {
  const [one, two] = [await newMemberClient("owner"), await newMemberClient("owner")];
  const input = { email: `x-${newId(Date.now())}@example.com`, role: "member" };
  const statuses: number[] = [];
  for (const owner of [one, two, one, two]) statuses.push((await owner.post("/v1/builder/members", input)).status);
  expect(statuses).toEqual([201, 201, 201, 429]);
  expect((await one.post("/v1/builder/members", { ...input, email: `y-${input.email}` })).status).toBe(201);
});

test("who may do less than before has sent no invitation to do more", async () => {
  const owner = await newMemberClient("owner");
  const other = await newUserClient();
  const id = await newMembership(other.user.id, owner.builderId, "owner");
  const acting = new SessionClient(other.user, owner.builderId);
  const [high, low] = [await newUserClient(), await newUserClient()];
  const accept = async (user: SessionClient, token: string) =>
    (await user.post("/v1/invitations/accept", { token })).status;
  const toOwner = await invite(acting, high.user.email, "owner");
  const toAdmin = await invite(acting, low.user.email, "admin");
  expect((await owner.patch(`/v1/builder/members/${id}`, { role: "admin" })).status).toBe(200);
  expect([await accept(high, toOwner), await accept(low, toAdmin)]).toEqual([404, 200]);
  const toMember = await invite(acting, high.user.email, "member");
  expect((await owner.patch(`/v1/builder/members/${id}`, { role: "member" })).status).toBe(200);
  expect(await accept(high, toMember)).toBe(404);
});

test("nothing of an invitation's token is stored", async () => {
  const owner = await newMemberClient("owner");
  const token = await invite(owner, `x-${newId(Date.now())}@example.com`, "member");
  const rows = await env.PLATFORM_DB.prepare("select * from invitations").all();
  expect(JSON.stringify(rows)).not.toContain(token);
});

test("each role has its powers", async () => {
  const owner = await newMemberClient("owner");
  const make = async (role: "owner" | "admin" | "member") => {
    const client = await newUserClient();
    return { client, id: await newMembership(client.user.id, owner.builderId, role) };
  };
  const [other, admin, member] = [await make("owner"), await make("admin"), await make("member")];
  const change = async (by: SessionClient, id: string, role: string) =>
    (await by.patch(`/v1/builder/members/${id}`, { role })).status;
  expect(await change(member.client, admin.id, "member")).toBe(403);
  expect((await member.client.post("/v1/builder/members", { email: "a@example.com", role: "member" })).status).toBe(
    403,
  );
  expect((await member.client.get("/v1/builder/members")).status).toBe(200);
  expect((await member.client.get("/v1/builder/invitations")).status).toBe(403);
  expect(await change(admin.client, other.id, "member")).toBe(403);
  expect(await change(admin.client, member.id, "owner")).toBe(403);
  expect((await admin.client.post("/v1/builder/members", { email: "a@example.com", role: "owner" })).status).toBe(403);
  expect((await admin.client.delete(`/v1/builder/members/${other.id}`)).status).toBe(403);
  expect(await change(admin.client, member.id, "admin")).toBe(200);
  expect(await change(owner, other.id, "admin")).toBe(200);
  expect((await other.client.delete(`/v1/builder/members/${other.id}`)).status).toBe(204);
  const stranger = await newMemberClient("owner");
  expect(await change(stranger, admin.id, "member")).toBe(404);
  expect((await stranger.delete(`/v1/builder/members/${admin.id}`)).status).toBe(404);
});

test("the last owner stays, also when owners leave at once", async () => {
  const owner = await newMemberClient("owner");
  const idOf = async (user: TestUser) =>
    (await owner.get<Page>("/v1/builder/members")).body.data.find(({ user_id }) => user_id === user.id)?.id ?? "";
  const own = await idOf(owner.user);
  expect((await owner.delete(`/v1/builder/members/${own}`)).body["code"]).toBe("invalid_state");
  expect((await owner.patch(`/v1/builder/members/${own}`, { role: "member" })).body["code"]).toBe("invalid_state");
  const second = await newMemberClient("owner", owner.builderId);
  const both = await Promise.all([
    owner.delete(`/v1/builder/members/${own}`),
    second.delete(`/v1/builder/members/${await idOf(second.user)}`),
  ]);
  const left = await env.PLATFORM_DB.prepare(
    "select count(*) as owners from memberships where builder_id = ? and role = 'owner'",
  )
    .bind(owner.builderId)
    .first<{ owners: number }>();
  expect(left?.owners).toBe(1);
  expect(both.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 409]);
});

test("a sandbox has no members of its own", async () => {
  const owner = await newMemberClient("owner");
  const id = newId(Date.now());
  await env.PLATFORM_DB.prepare(
    "insert into builders (id, name, plan, environment, sandbox_of, shard, is_active, created_at) values (?, 'S', 'starter', 'sandbox', ?, 1, 1, 1)",
  )
    .bind(id, owner.builderId)
    .run();
  const inside = new SessionClient(owner.user, id, id);
  expect((await inside.get("/v1/builder")).body).toMatchObject({ id, sandbox_of: owner.builderId });
  expect((await inside.get("/v1/builder/members")).body["code"]).toBe("invalid_state");
});

test("a platform admin suspends a builder, and nothing acts for it until it is reinstated", async () => {
  const key = await newClient();
  const owner = await newMemberClient("owner", key.builderId);
  const admin = await newUserClient({ isPlatformAdmin: true });
  expect((await key.get("/v1/builder")).status).toBe(200);
  expect((await owner.post(`/v1/admin/builders/${key.builderId}/suspend`)).status).toBe(403);
  const suspended = await admin.post(`/v1/admin/builders/${key.builderId}/suspend`, { reason: "Unpaid" });
  expect(suspended.status).toBe(204);
  expect((await key.get("/v1/builder")).status).toBe(401);
  expect((await owner.get("/v1/builder")).status).toBe(403);
  expect((await admin.post(`/v1/admin/builders/${key.builderId}/reinstate`)).status).toBe(204);
  expect((await key.get("/v1/builder")).status).toBe(200);
  expect((await owner.get("/v1/builder")).status).toBe(200);
  expect((await admin.post(`/v1/admin/builders/${newId(Date.now())}/suspend`)).status).toBe(404);
});
