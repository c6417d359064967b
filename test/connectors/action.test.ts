import { env, SELF } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { z } from "zod";
import { type Action, endpoint, readWebhook } from "#connectors/sdk";
import { runAction } from "#modules/actions";
import { receiveWebhook } from "#modules/inbound-webhooks";
import { hex, hmacSha256 } from "#lib/digest";
import { expectProblem } from "../support/expect-problem";
import { type Client, newClient } from "../support/harness";
import { registerConnector } from "../support/test-connector";
import { breakerNamed, json, jobContext, type Sent, Upstream } from "../support/upstream";

const OUTPUT = { issued_at: "2026-07-15T18:29:00.000Z", time_zone: "America/New_York", periods: [], hours: [] };
const INPUT = { latitude: 41.967, longitude: -71.189 };
const ACTION = "look_up_forecast";
const answer = z.object({ issued_at: z.string(), time_zone: z.string(), periods: z.tuple([]), hours: z.tuple([]) });
const file = endpoint({ name: "file", method: "POST", path: "/filings", response: answer });
const look = endpoint({
  name: "look",
  method: "GET",
  path: "/filings/{key}",
  absent: [404],
  response: answer.nullable(),
});

type Any = Action<Record<string, unknown>, "look_up_forecast">;
const run: Any["run"] = ({ call, input, key }) => call(file, { body: { ...input, key } });
const reconciled: Any = {
  repeat: "reconcile",
  run,
  find: async ({ call, key }) => (await call(look, { path: { key } })) ?? undefined,
};

/** An upstream that files what it is sent, whether or not it says so. */
let filed: string[];
let upstream: Upstream;
let mood: "well" | "down" | "silent";
beforeEach(() => {
  filed = [];
  mood = "well";
  upstream = new Upstream((sent) => {
    if (sent.url.pathname === "/me") return json({ ok: true });
    if (mood === "down") return json({}, 503);
    if (sent.method === "GET") {
      const key = decodeURIComponent(sent.url.pathname.split("/").at(-1) ?? "");
      return filed.includes(key) ? json(OUTPUT) : json({}, 404);
    }
    filed.push((JSON.parse(sent.body) as { key: string }).key);
    return mood === "silent" ? json({}, 504) : json(OUTPUT);
  });
});
afterEach(() => {
  upstream.end();
  vi.useRealTimers();
});

type Request = { id: string; status: string; attempts: number; output: unknown; next_attempt_at: string | null };

async function install(action: Any): Promise<{ client: Client; id: string; slug: string }> {
  const slug = registerConnector({
    version: { syncs: {}, actions: { look_up_forecast: action } },
    manifest: { syncs: [], actions: [ACTION] },
  });
  const client = await newClient();
  const { body } = await client.post<{ id: string }>(`/v1/marketplace/integrations/${slug}/install`, {
    permissions: ["Read your ledger"],
  });
  return { client, id: body.id, slug };
}

const ask = (client: Client, id: string, key: string, input: object = INPUT) =>
  client.post<Request>(`/v1/installs/${id}/actions/look_up_forecast`, { input }, { "idempotency-key": key });
const show = async (client: Client, id: string, requestId: string) =>
  (await client.get<Request>(`/v1/installs/${id}/action-requests/${requestId}`)).body;

/** Waits for the attempt that the request itself has asked of the queue, then makes further ones as their time comes. */
async function settled(client: Client, id: string, requestId: string): Promise<Request> {
  for (let tries = 0; tries < 200; tries += 1) {
    const row = await env.TENANT_DB_0.prepare("select attempts, lease_until from action_requests where id = ?")
      .bind(requestId)
      .first<{ attempts: number; lease_until: number | null }>();
    if (row && row.attempts > 0 && row.lease_until === null) return await show(client, id, requestId);
    await scheduler.wait(20);
  }
  throw new Error("there was no attempt");
}
async function next(client: Client, id: string, requestId: string): Promise<Request> {
  await env.TENANT_DB_0.prepare(
    "update action_requests set next_attempt_at = 1 where id = ? and next_attempt_at is not null",
  )
    .bind(requestId)
    .run();
  await runAction(await jobContext(client, id), { installId: id, requestId });
  return await show(client, id, requestId);
}

test("an action is done once for its key, however often and at once it is asked for", async () => {
  const { client, id } = await install(reconciled);
  const first = await ask(client, id, "permit-1");
  expect([first.status, first.headers.get("location")]).toEqual([
    202,
    `/api/v1/installs/${id}/action-requests/${first.body.id}`,
  ]);
  expect(await settled(client, id, first.body.id)).toMatchObject({ status: "succeeded", attempts: 1, output: OUTPUT });
  // The key names the request for good, also when the API no longer remembers it.
  await env.TENANT_DB_0.prepare("delete from idempotency_keys").run();
  const again = await Promise.all(Array.from({ length: 5 }, () => ask(client, id, "permit-1")));
  for (const { status, body } of again.filter((reply) => reply.status === 202))
    expect([status, body.id]).toEqual([202, first.body.id]);
  await env.TENANT_DB_0.prepare("delete from idempotency_keys").run();
  expectProblem(await ask(client, id, "permit-1", { latitude: 1, longitude: 1 }), "idempotency_mismatch");
  expect(filed).toEqual(["permit-1"]);
});

test("an install that has no syncs counts as used once an action has succeeded", async () => {
  const { client, id } = await install(reconciled);
  const used = async () =>
    (await client.get<{ data: unknown[] }>("/v1/events?type=integration.first_synced")).body.data.length;
  mood = "down";
  const failed = await ask(client, id, "permit-0");
  await settled(client, id, failed.body.id);
  expect(await used()).toBe(0);
  expect((await client.get(`/v1/installs/${id}`)).body["first_synced_at"]).toBeNull();
  mood = "well";
  await next(client, id, failed.body.id);
  const { body } = await ask(client, id, "permit-00");
  expect(await settled(client, id, body.id)).toMatchObject({ status: "succeeded" });
  expect(await used()).toBe(1);
  expect((await client.get(`/v1/installs/${id}`)).body["first_synced_at"]).not.toBeNull();
});

test("an attempt whose outcome is not known is looked for before it is made again", async () => {
  const { client, id } = await install(reconciled);
  mood = "silent";
  const { body } = await ask(client, id, "permit-2");
  expect(await settled(client, id, body.id)).toMatchObject({ status: "pending", attempts: 1 });
  mood = "well";
  expect(await next(client, id, body.id)).toMatchObject({ status: "succeeded", attempts: 2, output: OUTPUT });
  expect(filed).toEqual(["permit-2"]);
  const methods = upstream.sent.filter(({ url }) => url.pathname.startsWith("/filings")).map(({ method }) => method);
  expect(methods).toEqual(["POST", "GET"]);
});

test("what is down for a while loses nothing: the builder hears of it once, and it is done when it is back", async () => {
  const { client, id, slug } = await install(reconciled);
  mood = "down";
  const { body } = await ask(client, id, "permit-3");
  const first = await settled(client, id, body.id);
  expect(first).toMatchObject({ status: "pending" });
  for (let tries = 0; tries < 4; tries += 1) await next(client, id, body.id);
  const notices = async () =>
    (await client.get<{ data: { kind: string }[] }>("/v1/notifications")).body.data.map(({ kind }) => kind);
  expect(await notices()).toEqual(["action_delayed"]);
  expect(upstream.sent.filter(({ url }) => url.pathname.startsWith("/filings"))).toHaveLength(5);
  mood = "well";
  await breakerNamed(`listing:${slug}:v1`).ask.close();
  expect(await next(client, id, body.id)).toMatchObject({ status: "succeeded" });
  expect(filed).toEqual(["permit-3"]);
});

test("after 24 hours it is given up, and the builder is told", async () => {
  const { client, id } = await install(reconciled);
  mood = "down";
  const { body } = await ask(client, id, "permit-4");
  await settled(client, id, body.id);
  await env.TENANT_DB_0.prepare("update action_requests set expires_at = ? where id = ?")
    .bind(Date.now(), body.id)
    .run();
  expect(await next(client, id, body.id)).toMatchObject({ status: "failed", next_attempt_at: null });
  const notices = await client.get<{ data: { kind: string }[] }>("/v1/notifications");
  expect(notices.body.data.map(({ kind }) => kind)).toContain("action_failed");
});

test("what is asked for is checked field by field, and only what the integration offers", async () => {
  const { client, id } = await install(reconciled);
  const bad = expectProblem(await ask(client, id, "k", { latitude: 100, colour: 1 }), "invalid_request");
  expect(bad.errors.map(({ pointer }) => pointer).toSorted()).toEqual([
    "/input/colour",
    "/input/latitude",
    "/input/longitude",
  ]);
  expectProblem(await client.post(`/v1/installs/${id}/actions/no_such`, { input: {} }), "not_found");
  expect(filed).toEqual([]);
});

const SECRET = "hook-secret";
const told = z.array(z.object({ id: z.string() }));
const sign = async (body: string) => hex(await hmacSha256(SECRET, body));
let listed: Sent[];

async function hooked() {
  listed = [];
  upstream.behave = (sent) => {
    if (sent.url.pathname === "/me") return json({ ok: true });
    listed.push(sent);
    return json({ items: [], next: null });
  };
  const slug = registerConnector({
    auth: { type: "api_key", in: "header", name: "x-api-key", label: "Key" },
    manifest: { webhooks: { description: "Changes." } },
    version: {
      webhook: {
        verify: async ({ headers, body }, { secret }) =>
          headers.get("x-signature") === hex(await hmacSha256(secret, body)),
        parse: (incoming) => readWebhook("Test", told, incoming).map(({ id }) => ({ id, syncs: ["weather_alerts"] })),
      },
    },
  });
  const client = await newClient({ shard: 1 });
  const { body } = await client.post<{ id: string; webhook_path: string }>(
    `/v1/marketplace/integrations/${slug}/install`,
    { permissions: ["Read your ledger"], credentials: { api_key: "k", webhook_secret: SECRET } },
  );
  for (let tries = 0; tries < 200 && listed.length === 0; tries += 1) await scheduler.wait(20);
  return { client, ...body };
}

const post = async (path: string, body: string, signature?: string) =>
  await SELF.fetch(`https://rossos.test${path}`, {
    method: "POST",
    body,
    headers: { "x-signature": signature ?? (await sign(body)) },
  });

test("a webhook is verified, stored and answered; its sync runs, and what comes twice does nothing", async () => {
  const { client, id, webhook_path: path } = await hooked();
  const before = listed.length;
  expect((await post(path, '[{"id":"e1"}]')).status).toBe(200);
  for (let tries = 0; tries < 200 && listed.length === before; tries += 1) await scheduler.wait(20);
  expect(listed.length).toBe(before + 1);
  expect((await post(path, '[{"id":"e1"}]')).status).toBe(200);
  await scheduler.wait(300);
  expect(listed.length).toBe(before + 1);
  const runs = await client.get<{ data: { trigger: string }[] }>(`/v1/installs/${id}/runs`);
  expect(runs.body.data.map(({ trigger }) => trigger)).toEqual(["webhook", "install"]);
});

test("a wrong signature is a 401 and counted; a wrong address is a 404; a body that is too large a 413", async () => {
  const { client, id, webhook_path: path } = await hooked();
  const unsigned = await post(path, "[]", "wrong");
  // Some upstreams want no body with it.
  expect([unsigned.status, await unsigned.text()]).toEqual([401, ""]);
  expect((await post(path, "[]", "")).status).toBe(401);
  expect((await client.get(`/v1/installs/${id}`)).body).toMatchObject({ bad_signatures: 2 });
  expect((await post(path.slice(0, -1) + (path.endsWith("a") ? "b" : "a"), "[]")).status).toBe(404);
  expect((await post(`/hooks/${id}/nonsense`, "[]")).status).toBe(404);
  expect((await post(`/hooks/nonsense/${path.split("/").at(-1) ?? ""}`, "[]")).status).toBe(404);
  expect((await post(path, " ".repeat(300_000))).status).toBe(413);
});

test("who sends to nobody's install is soon told to wait; a service that sends much to one is not", async () => {
  const { id, webhook_path: path } = await hooked();
  const from = (address: string, to: string) =>
    SELF.fetch(`https://rossos.test${to}`, { method: "POST", body: "[]", headers: { "cf-connecting-ip": address } });
  const guesses: number[] = [];
  for (let tries = 0; tries < 32; tries += 1)
    guesses.push((await from("203.0.113.61", `/hooks/${id}/nonsense`)).status);
  expect([guesses.indexOf(429), guesses.at(-1)]).toEqual([31, 429]);
  const sent = await Promise.all(Array.from({ length: 320 }, () => from("203.0.113.62", path)));
  expect(new Set(sent.map(({ status }) => status))).toEqual(new Set([401]));
});

test("an install takes so many webhooks a minute and no more", async () => {
  const { webhook_path: path } = await hooked();
  const sent: Response[] = [];
  for (let group = 0; group < 13; group += 1)
    sent.push(...(await Promise.all(Array.from({ length: 50 }, () => post(path, "[]", "wrong")))));
  const refused = sent.find(({ status }) => status === 429);
  expect(sent.filter(({ status }) => status === 401)).toHaveLength(600);
  expect(Number(refused?.headers.get("retry-after"))).toBeGreaterThan(0);
});

test.for([
  ["no JSON", "not json"],
  ["nothing at all", ""],
  ["another form", '{"id":"e1"}'],
  ["no id", '[{"id":""}]'],
  ["an id without end", JSON.stringify([{ id: "e".repeat(301) }])],
  ["more than anybody sends at once", JSON.stringify(Array.from({ length: 101 }, (_, at) => ({ id: `e${at}` })))],
] as const)("what is signed and holds %s is refused in plain words, and nothing is stored", async ([, sent]) => {
  const { id, webhook_path: path } = await hooked();
  const refused = await post(path, sent);
  expect([refused.status, refused.headers.get("content-type")]).toEqual([400, "application/problem+json"]);
  expect(await refused.json()).toMatchObject({
    code: "invalid_request",
    detail: "The body is not what Test Ledger sends.",
    // The address is a secret.
    instance: "/hooks",
  });
  const stored = env.TENANT_DB_1.prepare("select count(*) as n from inbound_webhooks where install_id = ?").bind(id);
  expect(await stored.first("n")).toBe(0);
});

test("a webhook whose message is lost is due, and so done by the job", async () => {
  const { id, webhook_path: path } = await hooked();
  const [, , , token = ""] = path.split("/");
  const body = '[{"id":"e9"}]';
  const headers = new Headers({ "x-signature": await sign(body) });
  const dead = { waitUntil: (work: Promise<unknown>) => void work.catch(() => undefined) };
  const broken = {
    ...env,
    SYNCS: { sendBatch: () => Promise.reject(new Error("down")) } as unknown as typeof env.SYNCS,
  };
  const incoming = { method: "POST", headers, query: new URLSearchParams(), body };
  expect(await receiveWebhook(broken, dead, { installId: id, token, incoming }, Date.now())).toEqual({ status: 200 });
  await scheduler.wait(100);
  const due = await env.TENANT_DB_1.prepare("select next_due_at as at from install_syncs where install_id = ?")
    .bind(id)
    .first<{ at: number }>();
  expect(due?.at).toBeLessThanOrEqual(Date.now());
});
