import { env, SELF } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { reactToEvents, runAction } from "#modules/actions";
import { clients } from "#models";
import { manifest } from "../../src/connectors/slack/manifest";
import { newMemberClient, type SessionClient } from "../support/accounts";
import { expectProblem } from "../support/expect-problem";
import { Client, eventually, newBuilder, newKey } from "../support/harness";
import { recordSql } from "../support/record-sql";
import { make } from "../support/records";
import { json, jobContext, type Sent, Upstream } from "../support/upstream";

const CHANNEL = "C012AB3CD";
const OTHER = "C061F7AUR";
type Posted = { channel: string; text: string; key: string };

/** A workspace of two channels. */
let slack: Upstream;
let posted: Posted[];
let members: Set<string>;
let archived: Set<string>;
let revoked: string[];
/** What chat.postMessage answers, when it is not well. */
let mood: ((sent: Sent) => Response | undefined) | undefined;

type Body = { channel: string; text: string; metadata: { event_payload: { key: string } } };

const bodyOf = (sent: Sent) => JSON.parse(sent.body) as Body;
const channelOf = ({ url }: Sent): string => url.searchParams.get("channel") ?? "";

function letIn(sent: Sent): Response {
  const isGood = new URLSearchParams(sent.body).get("code") === "good";
  return json(isGood ? { ok: true, access_token: "xoxb-1", token_type: "bot" } : { ok: false, error: "invalid_code" });
}

function lookUp(sent: Sent): Response {
  const id = channelOf(sent);
  return [CHANNEL, OTHER].includes(id)
    ? json({ ok: true, channel: { id, is_member: members.has(id), is_archived: archived.has(id) } })
    : json({ ok: false, error: "channel_not_found" });
}

function join(sent: Sent): Response {
  const id = bodyOf(sent).channel;
  members.add(id);
  return json({ ok: true, channel: { id } });
}

function listMessages(sent: Sent): Response {
  const messages = posted
    .filter(({ channel }) => channel === channelOf(sent))
    .map(({ key }, at) => ({ ts: `${at}`, metadata: { event_type: "rossos_message", event_payload: { key } } }));
  return json({ ok: true, messages, has_more: false });
}

function post(sent: Sent): Response {
  const { channel, text, metadata } = bodyOf(sent);
  const refusal = mood?.(sent);
  if (refusal && refusal.status !== 504) return refusal;
  posted.push({ channel, text, key: metadata.event_payload.key });
  return refusal ?? json({ ok: true, channel, ts: `${sent.at}.1` });
}

function revoke(sent: Sent): Response {
  revoked.push(sent.headers.get("authorization") ?? "");
  return json({ ok: true, revoked: true });
}

const METHODS: Readonly<Record<string, (sent: Sent) => Response>> = {
  "/api/oauth.v2.access": letIn,
  "/api/auth.test": () => json({ ok: true, team_id: "T1" }),
  "/api/auth.revoke": revoke,
  "/api/conversations.info": lookUp,
  "/api/conversations.join": join,
  "/api/conversations.history": listMessages,
  "/api/chat.postMessage": post,
};

function answer(sent: Sent): Response {
  const method = METHODS[sent.url.pathname];
  if (!method) throw new Error(`nothing is at ${sent.url.pathname}`);
  return method(sent);
}

beforeEach(() => {
  posted = [];
  members = new Set();
  archived = new Set();
  revoked = [];
  mood = undefined;
  slack = new Upstream(answer);
});
afterEach(() => slack.end());

const visit = (member: SessionClient, query: string): Promise<Response> =>
  SELF.fetch(`https://rossos.test/api/v1/connect/callback?${query}`, {
    headers: { cookie: member.user.cookie, "cf-connecting-ip": member.address },
  });

async function pair(shard = 0): Promise<{ client: Client; member: SessionClient }> {
  const builderId = await newBuilder({ shard });
  const { key } = await newKey(builderId);
  return { client: new Client(builderId, key), member: await newMemberClient("owner", builderId) };
}

const install = (client: Client, channels: string[]) =>
  client.post<{ id: string }>("/v1/marketplace/integrations/slack/install", {
    permissions: manifest.permissions,
    config: { channels },
  });

async function connected(channels: string[] = [`${CHANNEL}: client.*`]) {
  const both = await pair();
  const { body } = await install(both.client, channels);
  const begun = await both.member.get<{ authorize_url: string }>(`/v1/installs/${body.id}/connect`);
  const url = new URL(begun.body.authorize_url);
  const reply = await visit(both.member, `code=good&state=${url.searchParams.get("state") ?? ""}`);
  expect(reply.status).toBe(200);
  return { ...both, id: body.id, url };
}

const newRecord = (client: Client, name: string) => make(client, clients, {}, { name });
const requests = async (id: string) =>
  (
    await env.TENANT_DB_0.prepare(
      "select id, status, attempts, next_attempt_at, created_at, error from action_requests where install_id = ? order by id",
    )
      .bind(id)
      .all<{
        id: string;
        status: string;
        attempts: number;
        next_attempt_at: number;
        created_at: number;
        error: string;
      }>()
  ).results;
const settled = (id: string, count: number) =>
  eventually(async () => {
    const all = await requests(id);
    return all.length === count && all.every(({ attempts, next_attempt_at: at }) => attempts > 0 || at === null)
      ? all
      : undefined;
  }, 20_000);

test("a member lets the app in, which joins its channels and tells there what is to be told, once and in order", async () => {
  const { client, id, url } = await connected([`${CHANNEL}: client.created`, `${OTHER}: client.created, project.*`]);
  expect(url.searchParams.get("scope")).toBe(
    manifest.auth.type === "oauth2_code" ? manifest.auth.scopes.join(",") : "",
  );
  expect([...members]).toEqual([CHANNEL, OTHER]);
  expect((await client.get(`/v1/installs/${id}`)).body).toMatchObject({ status: "active" });
  const made = await newRecord(client, "Keys <Builders> & Co");
  await client.patch(`/v1/clients/${made.id}`, { name: "Another" });
  await settled(id, 2);
  expect(posted.map(({ channel, text }) => [channel, text])).toEqual([
    [CHANNEL, "Client created: Keys &lt;Builders&gt; &amp; Co"],
    [OTHER, "Client created: Keys &lt;Builders&gt; &amp; Co"],
  ]);
  expect((await requests(id)).map(({ status }) => status)).toEqual(["succeeded", "succeeded"]);
});

test("messages of the queue that come again tell nothing again; a burst is spread over seconds", async () => {
  const { client, id } = await connected();
  const builder = { shard: 0, builderId: client.builderId };
  const silent = { ...env, ACTIONS: { sendBatch: async () => undefined } as unknown as typeof env.ACTIONS };
  const eventIds = ["a", "b", "c"].map((end) => `01890000-0000-7000-8000-00000000000${end}`);
  const insert = env.TENANT_DB_0.prepare(
    "insert into events (builder_id, id, type, object_id, data, created_at, pending_since, test_of) values (?1, ?2, 'client.created', 'o', '{\"name\":\"N\"}', 1, ?3, ?4)",
  );
  const now = Date.now();
  // Far in the future, so that no sweep takes them along.
  const pending = now + 3_600_000;
  await env.TENANT_DB_0.batch(
    eventIds.map((eventId, at) => insert.bind(client.builderId, eventId, pending, at === 2 ? "hook" : null)),
  );
  for (let times = 0; times < 3; times += 1) await reactToEvents(silent, [{ ...builder, eventIds }], now);
  const made = await requests(id);
  // An event made by hand to try a webhook out is told to nobody else.
  expect(made.map(({ next_attempt_at: at }) => at - now)).toEqual([0, 1000]);
  await env.TENANT_DB_0.prepare("update events set id = substr(id, 1, 35) || 'd' where builder_id = ? and id = ?")
    .bind(client.builderId, eventIds[0])
    .run();
  await reactToEvents(silent, [{ ...builder, eventIds: [`${eventIds[0]?.slice(0, -1)}d`] }], now + 100);
  expect((await requests(id)).map(({ next_attempt_at: at }) => at - now)).toEqual([0, 1000, 2000]);
});

test("a message whose fate is not known is looked for before it is posted again", async () => {
  const { client, id } = await connected();
  mood = () => json({}, 504);
  await newRecord(client, "Keys Builders");
  const [request] = await settled(id, 1);
  expect(request).toMatchObject({ status: "pending", attempts: 1 });
  mood = undefined;
  await env.TENANT_DB_0.prepare("update action_requests set next_attempt_at = 1 where install_id = ?").bind(id).run();
  await runAction(await jobContext(client, id), { installId: id, requestId: request?.id ?? "" });
  expect(await requests(id)).toMatchObject([{ status: "succeeded", attempts: 2 }]);
  expect(posted).toHaveLength(1);
});

test("when Slack wants fewer messages, it waits as long as it is told", async () => {
  const { client, id } = await connected();
  mood = () => json({ ok: false, error: "ratelimited" }, 429, { "retry-after": "300" });
  await newRecord(client, "Keys Builders");
  const [request] = await settled(id, 1);
  expect(request).toMatchObject({ status: "pending", attempts: 1 });
  expect((request?.next_attempt_at ?? 0) - Date.now()).toBeGreaterThan(290_000);
  expect(posted).toEqual([]);
});

const notices = async (client: Client) =>
  (await client.get<{ data: { kind: string; title: string }[] }>("/v1/notifications")).body.data.map(
    ({ kind }) => kind,
  );

test("an app that was removed from the workspace needs attention, and its builder hears of it once", async () => {
  const { client, id } = await connected();
  mood = () => json({ ok: false, error: "token_revoked" });
  await newRecord(client, "One");
  await newRecord(client, "Two");
  await settled(id, 2);
  expect((await client.get(`/v1/installs/${id}`)).body).toMatchObject({
    status: "needs_attention",
    status_reason: "The app was removed from the Slack workspace. Connect it again.",
  });
  expect(await notices(client)).toEqual(["integration_needs_attention"]);
  expect((await requests(id)).map(({ status }) => status)).toEqual(["pending", "pending"]);
});

test("a channel that is not there any more fails what is told there for good, and is told of once a day", async () => {
  const { client, id } = await connected();
  mood = () => json({ ok: false, error: "not_in_channel" });
  await newRecord(client, "One");
  await newRecord(client, "Two");
  const all = await settled(id, 2);
  expect(all.map(({ status, error }) => [status, error])).toEqual(
    Array(2).fill(["failed", "The app is not in the channel. Invite it there."]),
  );
  expect(await notices(client)).toEqual(["action_failed"]);
  const { body: listed } = await client.get<{ data: { body: string }[] }>("/v1/notifications");
  expect(listed.data[0]?.body).toMatch(/not in the channel.* Correct the settings of Slack\.$/u);
  expect((await client.get(`/v1/installs/${id}`)).body).toMatchObject({ status: "active" });
});

test("settings are checked line by line, and by Slack", async () => {
  const { client, id } = await connected([]);
  const lines = ["general: invoice.*", `${CHANNEL}: invoice.nothing`];
  const bad = expectProblem(
    await client.patch(`/v1/installs/${id}`, { config: { channels: lines } }),
    "invalid_request",
  );
  expect(bad.errors.map(({ pointer }) => pointer)).toEqual(["/config/channels/0", "/config/channels/1"]);
  const gone = await client.patch(`/v1/installs/${id}`, { config: { channels: ["C0NOTTHERE: *"] } });
  expect(expectProblem(gone, "invalid_request", /no such channel/u).errors[0]?.pointer).toBe("/config/channels/0");
  archived.add(OTHER);
  const second = await client.patch(`/v1/installs/${id}`, {
    config: { channels: [`${CHANNEL}: client.*`, `${CHANNEL}: project.*`, `${OTHER}: *`] },
  });
  expect(expectProblem(second, "invalid_request", /is archived/u).errors[0]?.pointer).toBe("/config/channels/2");
  expect((await client.get(`/v1/installs/${id}`)).body).toMatchObject({ config: { channels: [] } });
  expect((await client.patch(`/v1/installs/${id}`, { config: { channels: [`${CHANNEL}: *`] } })).status).toBe(200);
  const { client: other } = await pair();
  expectProblem(await install(other, lines), "invalid_request");
});

test("who comes back with another code is not connected", async () => {
  const { client, member } = await pair();
  const { body } = await install(client, []);
  const begun = await member.get<{ authorize_url: string }>(`/v1/installs/${body.id}/connect`);
  const state = new URL(begun.body.authorize_url).searchParams.get("state") ?? "";
  const reply = await visit(member, `code=bad&state=${state}`);
  expect([reply.status, await reply.text()]).toEqual([400, expect.stringContaining("invalid_code")]);
  expect((await client.get(`/v1/installs/${body.id}`)).body).toMatchObject({ status: "pending" });
});

test("while it is paused nothing is told; uninstalled, its token is revoked", async () => {
  const { client, id } = await connected();
  await client.post(`/v1/installs/${id}/pause`);
  await newRecord(client, "One");
  await eventually(async () => {
    const sql = "select count(*) as n from events where builder_id = ? and pending_since is not null";
    return (await env.TENANT_DB_0.prepare(sql).bind(client.builderId).first("n")) === 0 ? true : undefined;
  });
  expect(await requests(id)).toEqual([]);
  expect((await client.delete("/v1/marketplace/integrations/slack/uninstall")).status).toBe(204);
  expect(revoked).toEqual(["Bearer xoxb-1"]);
});

test("a message on request is posted as it was asked for", async () => {
  const { client, id } = await connected([]);
  const { body, status } = await client.post<{ id: string }>(`/v1/installs/${id}/actions/post_message`, {
    input: { channel: CHANNEL, text: "Pour at 7 <sharp>" },
  });
  expect(status).toBe(202);
  await settled(id, 1);
  // That it has worked for the first time is told where everything is. An attempt counts before it is made.
  await eventually(async () => (posted.length > 0 ? posted : undefined));
  expect(posted.map(({ text }) => text).filter((text) => text?.startsWith("Pour"))).toEqual([
    "Pour at 7 &lt;sharp&gt;",
  ]);
  expect((await client.get(`/v1/installs/${id}/action-requests/${body.id}`)).body).toMatchObject({
    status: "succeeded",
    output: { channel: CHANNEL },
  });
});

test("the events of a builder without it cost one look-up, and no row", async () => {
  const { client } = await pair();
  const tenant = recordSql(env.TENANT_DB_0);
  const message = { shard: 0, builderId: client.builderId, eventIds: ["01890000-0000-7000-8000-00000000000a"] };
  await reactToEvents({ ...env, TENANT_DB_0: tenant.db }, [message, message], Date.now());
  expect(tenant.statements).toHaveLength(1);
});
