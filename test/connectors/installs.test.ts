import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { expectProblem } from "../support/expect-problem";
import { type Client, newClient } from "../support/harness";
import { registerConnector } from "../support/test-connector";
import { json, syncNow, Upstream } from "../support/upstream";

const KEY = { type: "api_key", in: "header", name: "x-api-key", label: "Key" } as const;
const AGREED = { permissions: ["Read your ledger"] };

let upstream: Upstream;
beforeEach(() => {
  upstream = new Upstream(({ url, headers }) => {
    if (headers.get("x-api-key") === "wrong") return json({}, 401);
    return url.pathname === "/me" ? json({ ok: true }) : json({ items: [{ id: "a", text: "A" }], next: null });
  });
});
afterEach(() => upstream.end());

const pathOf = (slug: string) => `/v1/marketplace/integrations/${slug}/install`;
type Installed = {
  id: string;
  status: string;
  status_reason: string | null;
  config: unknown;
  syncs: { name: string; next_run_at: string | null }[];
};
const runsOf = async (client: Client, id: string) =>
  (await client.get<{ data: unknown[] }>(`/v1/installs/${id}/runs`)).body.data.length;
const installsOf = async (client: Client) => (await client.get<{ data: Installed[] }>("/v1/installs")).body.data;

/** Another sync of an install, due now. */
const addSync = (installId: string) =>
  env.TENANT_DB_0.prepare(
    `insert into install_syncs (builder_id, install_id, sync, every_minutes, next_due_at, failures, allowed_deletions)
 select builder_id, install_id, 'parcels', 60, 1, 0, 0 from install_syncs where install_id = ?`,
  )
    .bind(installId)
    .run();

test("what was not agreed to, or is not valid, is named field by field, and nothing is stored", async () => {
  const client = await newClient();
  expectProblem(await client.post(pathOf("no-such-integration"), AGREED), "not_found");
  const bad = { permissions: [], config: { contact_email: "nobody", colour: "red" } };
  const problem = expectProblem(await client.post(pathOf("noaa-weather"), bad), "invalid_request");
  const pointers = problem.errors.map(({ pointer }) => pointer);
  expect(pointers.filter((pointer) => pointer === "/permissions")).toHaveLength(3);
  expect(pointers).toEqual(expect.arrayContaining(["/config/contact_email", "/config/colour"]));
  const slug = registerConnector({ auth: KEY });
  const missing = expectProblem(await client.post(pathOf(slug), AGREED), "invalid_request");
  expect(missing.errors).toEqual([{ pointer: "/credentials/api_key", detail: "Required." }]);
  const extra = { ...AGREED, credentials: { api_key: "k", password: "p" } };
  expect(expectProblem(await client.post(pathOf(slug), extra), "invalid_request").errors[0]?.pointer).toBe(
    "/credentials/password",
  );
  expect(await installsOf(client)).toEqual([]);
  expect(upstream.sent).toHaveLength(0);
});

test("a check that fails is a clear problem, and nothing is half stored", async () => {
  const client = await newClient();
  const slug = registerConnector({ auth: KEY });
  const refused = await client.post(pathOf(slug), { ...AGREED, credentials: { api_key: "wrong" } });
  expect(expectProblem(refused, "invalid_request").errors[0]?.pointer).toBe("/credentials");
  for (const answer of [
    () => new Response("<html>", { headers: { "content-type": "text/html" } }),
    () => json({ ok: "perhaps" }),
    () => new Response(new Uint8Array(10), { headers: { "content-length": "500000000" } }),
    () => json({}, 404),
  ]) {
    upstream.behave = answer;
    const reply = await client.post(pathOf(slug), { ...AGREED, credentials: { api_key: "right" } });
    expectProblem(reply, "upstream_failed");
  }
  expect(await installsOf(client)).toEqual([]);
  const kept = await env.TENANT_DB_0.prepare("select count(*) as n from connections where builder_id = ?")
    .bind(client.builderId)
    .first();
  expect(kept).toEqual({ n: 0 });
});

test("installing twice, also at once, is one install and one event", async () => {
  const client = await newClient();
  const slug = registerConnector();
  const replies = await Promise.all(Array.from({ length: 8 }, () => client.post<Installed>(pathOf(slug), AGREED)));
  expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(200));
  expect(new Set(replies.map(({ body }) => body.id)).size).toBe(1);
  const again = await client.post<Installed>(pathOf(slug), AGREED, { "idempotency-key": "one" });
  const replayed = await client.post<Installed>(pathOf(slug), AGREED, { "idempotency-key": "one" });
  expect(replayed.headers.get("idempotent-replayed")).toBe("true");
  expect(replayed.body).toEqual(again.body);
  const events = await client.get<{ data: { type: string }[] }>("/v1/events?type=integration.installed");
  expect(events.body.data).toHaveLength(1);
});

test("credentials are kept sealed and never shown, and end with the install", async () => {
  const client = await newClient();
  const slug = registerConnector({ auth: KEY });
  const credentials = { api_key: "sk-very-secret" };
  const { body } = await client.post<Installed>(pathOf(slug), { ...AGREED, credentials });
  expect(JSON.stringify(body)).not.toContain("very-secret");
  const row = await env.TENANT_DB_0.prepare("select * from connections where install_id = ?").bind(body.id).first();
  expect(JSON.stringify(row)).not.toContain("very-secret");
  await syncNow(client, body.id, "weather_alerts");
  expect(upstream.sent.at(-1)?.headers.get("x-api-key")).toBe("sk-very-secret");

  const gone = await client.delete(`/v1/marketplace/integrations/${slug}/uninstall`);
  expect(gone.status).toBe(204);
  expect(
    await env.TENANT_DB_0.prepare("select 1 from connections where install_id = ?").bind(body.id).first(),
  ).toBeNull();
  const records = await client.get<{ data: unknown[] }>(`/v1/installs/${body.id}/records/weather_alert`);
  expect(records.body.data).toHaveLength(1);
  const before = await runsOf(client, body.id);
  await syncNow(client, body.id, "weather_alerts");
  expect(await runsOf(client, body.id)).toBe(before);

  const back = await client.post<Installed>(pathOf(slug), { ...AGREED, credentials });
  expect(back.body).toMatchObject({ id: body.id, status: "active" });
  expect((await client.delete(`/v1/marketplace/integrations/${slug}/uninstall?purge=true`)).status).toBe(204);
  const purged = await client.get<{ data: unknown[] }>(`/v1/installs/${body.id}/records/weather_alert`);
  expect(purged.body.data).toEqual([]);
  const events = await client.get<{ data: { type: string }[] }>("/v1/events?limit=100");
  const kinds = events.body.data.map(({ type }) => type).filter((type) => type.endsWith("installed"));
  expect(kinds.toReversed()).toEqual([
    "integration.installed",
    "integration.uninstalled",
    "integration.installed",
    "integration.uninstalled",
  ]);
});

test("one builder's bad credential needs that builder's attention, and leaves the others untouched", async () => {
  const slug = registerConnector({ auth: KEY });
  const [one, two] = [await newClient(), await newClient({ shard: 1 })];
  const bad = (await one.post<Installed>(pathOf(slug), { ...AGREED, credentials: { api_key: "soon-bad" } })).body;
  const fine = (await two.post<Installed>(pathOf(slug), { ...AGREED, credentials: { api_key: "fine" } })).body;
  upstream.behave = ({ url, headers }) => {
    if (headers.get("x-api-key") === "soon-bad") return json({}, 401);
    return url.pathname === "/me" ? json({ ok: true }) : json({ items: [{ id: "a", text: "A" }], next: null });
  };
  await addSync(bad.id);
  for (let run = 0; run < 7; run += 1) await syncNow(one, bad.id, "weather_alerts");
  const shown = await one.get<Installed>(`/v1/installs/${bad.id}`);
  expect(shown.body).toMatchObject({ status: "needs_attention" });
  // Its other syncs wait as well, and take no other install's turn.
  expect(shown.body.syncs[0]).toMatchObject({ name: "parcels", next_run_at: null });
  const notices = await one.get<{ data: { kind: string }[] }>("/v1/notifications");
  expect(notices.body.data.filter(({ kind }) => kind === "integration_needs_attention")).toHaveLength(1);
  await syncNow(two, fine.id, "weather_alerts", 1);
  const runs = await two.get<{ data: { status: string }[] }>(`/v1/installs/${fine.id}/runs`);
  expect(runs.body.data[0]).toMatchObject({ status: "succeeded" });

  const wrong = await one.patch(`/v1/installs/${bad.id}`, { credentials: { api_key: "soon-bad" } });
  expectProblem(wrong, "invalid_request");
  const repaired = await one.patch<Installed>(`/v1/installs/${bad.id}`, { credentials: { api_key: "better" } });
  expect(repaired.body).toMatchObject({ status: "active", status_reason: null });
  await syncNow(one, bad.id, "weather_alerts");
  expect(upstream.sent.at(-1)?.headers.get("x-api-key")).toBe("better");
});

test("a paused install does nothing, and goes on when it is resumed", async () => {
  const client = await newClient();
  const slug = registerConnector();
  const { id } = (await client.post<Installed>(pathOf(slug), AGREED)).body;
  expect((await client.post<Installed>(`/v1/installs/${id}/pause`)).body).toMatchObject({ status: "paused" });
  const before = await runsOf(client, id);
  await syncNow(client, id, "weather_alerts");
  expect(await runsOf(client, id)).toBe(before);
  expectProblem(await client.post(`/v1/installs/${id}/sync`), "invalid_state");
  expect((await client.post<Installed>(`/v1/installs/${id}/resume`)).body).toMatchObject({ status: "active" });
  const faster = await client.patch(`/v1/installs/${id}`, { every_minutes: { weather_alerts: 5 } });
  expect(expectProblem(faster, "invalid_request").errors[0]?.pointer).toBe("/every_minutes/weather_alerts");
  const stale = await client.patch(
    `/v1/installs/${id}`,
    { every_minutes: { weather_alerts: 90 } },
    { "if-match": '"1"' },
  );
  expectProblem(stale, "precondition_failed");
  const slower = await client.patch<{ syncs: unknown }>(`/v1/installs/${id}`, {
    every_minutes: { weather_alerts: 90 },
  });
  expect(slower.body.syncs).toMatchObject([{ name: "weather_alerts", every_minutes: 90 }]);
});

test("a sandbox is answered from what was recorded: nothing leaves the machine", async () => {
  const client = await newClient({ environment: "sandbox" });
  await client.post("/v1/projects", {
    code: "S-1",
    name: "Sandbox",
    status: "active",
    latitude: 30.1,
    longitude: -90.2,
  });
  const { manifest } = await import("../../src/connectors/noaa-weather/manifest");
  const agreed = { permissions: manifest.permissions, config: { contact_email: "office@example.com" } };
  const { body, status } = await client.post<Installed>(pathOf("noaa-weather"), agreed);
  expect(status).toBe(200);
  await syncNow(client, body.id, "weather_forecasts");
  const records = await client.get<{ data: unknown[] }>(`/v1/installs/${body.id}/records/weather_forecast`);
  expect(records.body.data).toHaveLength(1);
  expect(upstream.sent.filter(({ url }) => url.host === "api.weather.gov")).toEqual([]);
});
