import { env, SELF } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { findInstall, openConnector } from "#modules/installs";
import { hex, hmacSha256, sha256Base64Url } from "#lib/digest";
import { newMemberClient, type SessionClient } from "../support/accounts";
import { expectProblem } from "../support/expect-problem";
import { Client, newBuilder, newKey } from "../support/harness";
import { HOST, listItems, registerConnector, TOKEN_URL } from "../support/test-connector";
import { json, jobContext, type Sent, Upstream } from "../support/upstream";

const slug = registerConnector({
  slug: "test-oauth",
  auth: {
    type: "oauth2_code",
    authorizeUrl: `https://${HOST}/authorize?tenant=1`,
    tokenUrl: TOKEN_URL,
    revokeUrl: `https://${HOST}/oauth/revoke`,
    scopes: ["ledger.read", "offline"],
  },
  manifest: { webhooks: { description: "Changes." } },
  version: {
    webhook: {
      verify: async ({ headers, body }, { secret }) =>
        headers.get("x-signature") === hex(await hmacSha256(secret, body)),
      parse: () => [],
    },
  },
});
const AGREED = { permissions: ["Read your ledger"] };

/** An upstream that rotates: of each account the last access token is good, and the last refresh token, once. */
let upstream: Upstream;
let issued: Map<string, number>;
let refreshes: string[];
let revoked: string[];
/** Whether it lets nobody see themselves, whatever their token. */
let isRefusing: boolean;
const form = (sent: Sent) => new URLSearchParams(sent.body);

function tokens(sent: Sent): Response {
  const asked = form(sent);
  const old = asked.get("refresh_token")?.split(".");
  const account = asked.get("code") ?? old?.[1] ?? "";
  const last = issued.get(account) ?? 0;
  if (old && old[2] !== String(last)) return json({ error: "invalid_grant" }, 400);
  if (old) refreshes.push(account);
  issued.set(account, last + 1);
  return json({
    access_token: `access.${account}.${last + 1}`,
    refresh_token: `refresh.${account}.${last + 1}`,
    expires_in: 1800,
    token_type: "Bearer",
  });
}

function isGood({ headers }: Sent): boolean {
  const [, account = "", number] = (headers.get("authorization") ?? "").split(".");
  return number === String(issued.get(account));
}

beforeEach(() => {
  issued = new Map();
  refreshes = [];
  revoked = [];
  isRefusing = false;
  upstream = new Upstream(async (sent) => {
    if (sent.url.pathname === "/oauth/token") {
      await scheduler.wait(20);
      return tokens(sent);
    }
    if (sent.url.pathname === "/oauth/revoke") {
      revoked.push(form(sent).get("token") ?? "");
      return new Response(null);
    }
    if (!isGood(sent) || isRefusing) return json({}, 401);
    return sent.url.pathname === "/me" ? json({ ok: true }) : json({ items: [], next: null });
  });
});
afterEach(() => upstream.end());

async function newPair(): Promise<{ client: Client; member: SessionClient }> {
  const builderId = await newBuilder();
  const { key } = await newKey(builderId);
  return { client: new Client(builderId, key), member: await newMemberClient("owner", builderId) };
}

const visit = (member: SessionClient, query: string): Promise<Response> =>
  SELF.fetch(`https://rossos.test/api/v1/connect/callback?${query}`, {
    headers: { cookie: member.user.cookie, "cf-connecting-ip": member.address },
  });

async function begin(client: Client, member: SessionClient): Promise<{ id: string; url: URL }> {
  const { body } = await client.post<{ id: string; status: string; connect_path: string }>(
    `/v1/marketplace/integrations/${slug}/install`,
    AGREED,
  );
  const { body: begun } = await member.get<{ authorize_url: string }>(`/v1/installs/${body.id}/connect`);
  return { id: body.id, url: new URL(begun.authorize_url) };
}

let accounts = 0;
async function connected() {
  const pair = await newPair();
  const { id, url } = await begin(pair.client, pair.member);
  const account = `account-${(accounts += 1)}`;
  const reply = await visit(pair.member, `code=${account}&state=${url.searchParams.get("state") ?? ""}`);
  expect(reply.status).toBe(200);
  return { ...pair, id, account };
}

test("a member is sent to the consent screen with PKCE, comes back, and the install counts", async () => {
  const { client, member } = await newPair();
  const { id, url } = await begin(client, member);
  expect((await client.get(`/v1/installs/${id}`)).body).toMatchObject({
    status: "pending",
    connect_path: `/api/v1/installs/${id}/connect`,
  });
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    tenant: "1",
    response_type: "code",
    client_id: "rossos",
    redirect_uri: "https://rossos.test/api/v1/connect/callback",
    scope: "ledger.read offline",
    code_challenge_method: "S256",
  });
  const reply = await visit(member, `code=the-code&state=${url.searchParams.get("state") ?? ""}&realm=more`);
  expect([reply.status, await reply.text()]).toEqual([200, expect.stringContaining("Test Ledger is connected")]);
  const asked = form(upstream.sent[0] as Sent);
  expect(asked.get("code")).toBe("the-code");
  expect(await sha256Base64Url(asked.get("code_verifier") ?? "")).toBe(url.searchParams.get("code_challenge"));
  expect(upstream.sent[0]?.headers.get("authorization")).toBe(`Basic ${btoa("rossos:test-client-secret")}`);
  expect((await client.get(`/v1/installs/${id}`)).body).toMatchObject({ status: "active", connect_path: null });
  const events = await client.get<{ data: unknown[] }>("/v1/events?type=integration.installed");
  expect(events.body.data).toHaveLength(1);
});

test("a way back is good once, for who began it, and only for what was let in", async () => {
  const { client, member } = await newPair();
  const { id, url } = await begin(client, member);
  const state = url.searchParams.get("state") ?? "";
  const stranger = await newMemberClient("owner");
  expect((await visit(stranger, `code=x&state=${state}`)).status).toBe(403);
  expect((await visit(member, "code=x&state=guessed")).status).toBe(403);
  const anonymous = await SELF.fetch(`https://rossos.test/api/v1/connect/callback?code=x&state=${state}`);
  expect(anonymous.status).toBe(401);
  const refused = await visit(member, `error=access_denied&state=${state}`);
  expect([refused.status, await refused.text()]).toEqual([403, expect.stringContaining("access_denied")]);
  expect((await visit(member, `code=x&state=${state}`)).status).toBe(403);
  expect(upstream.sent).toEqual([]);
  expect((await client.get(`/v1/installs/${id}`)).body).toMatchObject({ status: "pending" });
  expectProblem(await client.get(`/v1/installs/${id}/connect`), "forbidden");
});

/** What the upstream's webhook is answered that is signed with this secret. */
async function hook(client: Client, id: string, secret: string): Promise<number> {
  const { body } = await client.get<{ webhook_path: string }>(`/v1/installs/${id}`);
  const headers = { "x-signature": hex(await hmacSha256(secret, "ping")), "cf-connecting-ip": client.address };
  return (await SELF.fetch(`https://rossos.test${body.webhook_path}`, { method: "POST", body: "ping", headers }))
    .status;
}

test("what was let in and does not work is ended at the other side, but for one whose connection is there", async () => {
  const { client, member } = await newPair();
  const { id, url } = await begin(client, member);
  isRefusing = true;
  const reply = await visit(member, `code=useless&state=${url.searchParams.get("state") ?? ""}`);
  expect(reply.status).toBe(400);
  expect(revoked).toEqual(["refresh.useless.1"]);
  expect((await client.get(`/v1/installs/${id}`)).body).toMatchObject({ status: "pending" });

  isRefusing = false;
  const known = await connected();
  const again = await known.member.get<{ authorize_url: string }>(`/v1/installs/${known.id}/connect`);
  isRefusing = true;
  const state = new URL(again.body.authorize_url).searchParams.get("state") ?? "";
  expect((await visit(known.member, `code=${known.account}&state=${state}`)).status).toBe(400);
  expect(revoked).toEqual(["refresh.useless.1"]);
});

test("an install that was uninstalled while its member was away is not connected", async () => {
  const { client, member } = await newPair();
  const { id, url } = await begin(client, member);
  expect((await client.delete(`/v1/marketplace/integrations/${slug}/uninstall`)).status).toBe(204);
  await visit(member, `code=gone&state=${url.searchParams.get("state") ?? ""}`);
  expect((await client.get(`/v1/installs/${id}`)).body).toMatchObject({ status: "uninstalled" });
  expect([...issued.keys()]).toEqual([]);
});

test("what signs webhooks can be entered before the visit, outlives it and every renewal, and can be changed", async () => {
  const { client, member } = await newPair();
  const path = `/v1/marketplace/integrations/${slug}/install`;
  const { body } = await client.post<{ id: string }>(path, { ...AGREED, credentials: { webhook_secret: "first" } });
  const { id } = body;
  // Before its client is let in, the upstream tries the address already.
  expect([await hook(client, id, "first"), await hook(client, id, "other")]).toEqual([200, 401]);
  const { body: begun } = await member.get<{ authorize_url: string }>(`/v1/installs/${id}/connect`);
  const state = new URL(begun.authorize_url).searchParams.get("state") ?? "";
  expect((await visit(member, `code=hooked&state=${state}`)).status).toBe(200);
  expect(await hook(client, id, "first")).toBe(200);

  await env.TENANT_DB_0.prepare("update connections set expires_at = 1 where install_id = ?").bind(id).run();
  const changed = client.patch(`/v1/installs/${id}`, { credentials: { webhook_secret: "second" } });
  const [{ status }] = await Promise.all([changed, fifty(client, id)]);
  expect(status).toBe(200);
  expect([await hook(client, id, "first"), await hook(client, id, "second")]).toEqual([401, 200]);
  expect(await fifty(client, id)).toHaveLength(50);
  expect(refreshes.filter((one) => one === "hooked")).toHaveLength(1);
  expectProblem(await client.patch(`/v1/installs/${id}`, { credentials: { access_token: "mine" } }), "invalid_request");
});

const fifty = async (client: Client, id: string) => {
  const ctx = await jobContext(client, id);
  const row = await findInstall(ctx, id);
  return await Promise.all(
    Array.from({ length: 50 }, async () => {
      const { call } = await openConnector(ctx, row);
      return await call(listItems);
    }),
  );
};

test("fifty calls with a token that has ended renew it once, and it is stored before anyone uses it", async () => {
  const { client, id, account } = await connected();
  await env.TENANT_DB_0.prepare("update connections set expires_at = 1 where install_id = ?").bind(id).run();
  const stored: boolean[] = [];
  const { behave } = upstream;
  upstream.behave = async (sent, count) => {
    if (sent.headers.get("authorization") === `Bearer access.${account}.2`) {
      const row = await env.TENANT_DB_0.prepare("select generation from connections where install_id = ?")
        .bind(id)
        .first();
      stored.push(row?.["generation"] === 2);
    }
    return await behave(sent, count);
  };
  expect(await fifty(client, id)).toHaveLength(50);
  expect(refreshes.filter((one) => one === account)).toHaveLength(1);
  expect(new Set(stored)).toEqual(new Set([true]));
});

test("fifty calls whose token the upstream refuses before its time renew it once", async () => {
  const { client, id, account } = await connected();
  // The upstream has forgotten the access token, and not the refresh token.
  const { behave } = upstream;
  upstream.behave = async (sent, count) =>
    sent.headers.get("authorization") === `Bearer access.${account}.1` ? json({}, 401) : await behave(sent, count);
  expect(await fifty(client, id)).toHaveLength(50);
  expect(refreshes.filter((one) => one === account)).toHaveLength(1);
});

test("an upstream that sends no new refresh token lets the old one stand", async () => {
  const { client, id, account } = await connected();
  const { behave } = upstream;
  const asked: (string | null)[] = [];
  upstream.behave = async (sent, count) => {
    const refresh = form(sent).get("refresh_token");
    if (sent.url.pathname !== "/oauth/token" || !refresh?.includes(account)) return await behave(sent, count);
    asked.push(refresh);
    return json({ access_token: `access.${account}.1`, expires_in: 1800 });
  };
  for (let turn = 0; turn < 2; turn += 1) {
    await env.TENANT_DB_0.prepare("update connections set expires_at = 1 where install_id = ?").bind(id).run();
    const ctx = await jobContext(client, id);
    const { call } = await openConnector(ctx, await findInstall(ctx, id));
    expect(await call(listItems)).toEqual({ items: [], next: null });
  }
  expect(asked).toEqual([`refresh.${account}.1`, `refresh.${account}.1`]);
});

test.for([
  ["is no member any more", "delete from memberships where builder_id = ?"],
  ["may not connect any more", "update memberships set role = 'member' where builder_id = ?"],
  ["works for a builder that was suspended", "update builders set is_active = 0 where id = ?"],
] as const)("who %s by the time they come back connects nothing", async ([, sql]) => {
  const { client, member } = await newPair();
  const { id, url } = await begin(client, member);
  await env.PLATFORM_DB.prepare(sql).bind(client.builderId).run();
  const reply = await visit(member, `code=late&state=${url.searchParams.get("state") ?? ""}`);
  expect([reply.status, await reply.text()]).toEqual([403, expect.stringContaining("is not yours any more")]);
  expect(upstream.sent).toEqual([]);
  const row = await env.TENANT_DB_0.prepare("select status from installs where id = ?").bind(id).first("status");
  expect(row).toBe("pending");
});

test("a connection that was ended at the other side needs attention; uninstalling revokes it", async () => {
  const { client, member, id, account } = await connected();
  await env.TENANT_DB_0.prepare("update connections set expires_at = 1 where install_id = ?").bind(id).run();
  issued.set(account, 7);
  const ctx = await jobContext(client, id);
  const { call } = await openConnector(ctx, await findInstall(ctx, id));
  await expect(call(listItems)).rejects.toMatchObject({ class: "config" });
  const again = await member.get<{ authorize_url: string }>(`/v1/installs/${id}/connect`);
  const state = new URL(again.body.authorize_url).searchParams.get("state") ?? "";
  expect((await visit(member, `code=${account}&state=${state}`)).status).toBe(200);
  expect(await call(listItems)).toEqual({ items: [], next: null });
  expect((await client.delete(`/v1/marketplace/integrations/${slug}/uninstall`)).status).toBe(204);
  expect(revoked).toEqual([`refresh.${account}.8`]);
});
