import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { sendNotices } from "#modules/incident-notices";
import { settleIncidents } from "#modules/integration-switches";
import { openConnector } from "#modules/installs";
import { platformOf } from "../../src/context";
import { newUserClient } from "../support/accounts";
import { expectProblem } from "../support/expect-problem";
import { type Client, newClient } from "../support/harness";
import { listItems, registerConnector } from "../support/test-connector";
import { breakerNamed, json, jobContext, syncNow, Upstream } from "../support/upstream";
import { connectors } from "#connectors";
import { findInstall } from "#modules/installs";

let upstream: Upstream;
const good = ({ pathname }: URL) =>
  pathname === "/me" ? json({ ok: true }) : json({ items: [{ id: "a", text: "A" }], next: null });
beforeEach(() => {
  upstream = new Upstream(({ url }) => good(url));
});
afterEach(() => upstream.end());

async function install(client: Client, slug: string): Promise<string> {
  const { body, status } = await client.post<{ id: string }>(`/v1/marketplace/integrations/${slug}/install`, {
    permissions: ["Read your ledger"],
  });
  expect(status).toBe(200);
  return body.id;
}

type Notice = { id: string; kind: string; title: string };
const noticesOf = async (client: Client) =>
  (await client.get<{ data: Notice[] }>("/v1/notifications")).body.data.filter(
    ({ kind }) => kind === "integration_incident",
  );
const settle = () => settleIncidents({ platform: platformOf(env), env, now: Date.now() });

test("once a kill has been answered no call begins, though many were under way; restored, they go again", async () => {
  const slug = registerConnector();
  const [admin, client, other] = [
    await newUserClient({ isPlatformAdmin: true }),
    await newClient(),
    await newClient({ shard: 1 }),
  ];
  const id = await install(client, slug);
  const ctx = await jobContext(client, id);
  const { call } = await openConnector(ctx, await findInstall(ctx, id));
  upstream.sent.length = 0;
  upstream.behave = async ({ url }) => {
    await scheduler.wait(Math.random() * 40);
    return good(url);
  };
  let stop = false;
  const refusals: string[] = [];
  const callers = Array.from({ length: 10 }, async () => {
    while (!stop) {
      await call(listItems).catch((error: Error) => void refusals.push(error.message));
      await scheduler.wait(2);
    }
  });
  await scheduler.wait(200);
  const killed = await admin.post(`/v1/admin/integrations/${slug}/kill`, { reason: "It sends wrong data." });
  const answeredAt = Date.now();
  expect(killed.body).toMatchObject({
    slug,
    kill_switch: { reason: "It sends wrong data." },
    incident: { cause: "kill_switch" },
  });
  await scheduler.wait(300);
  stop = true;
  await Promise.all(callers);
  expect(upstream.sent.length).toBeGreaterThan(10);
  expect(upstream.sent.filter(({ at }) => at > answeredAt)).toEqual([]);
  expect(refusals.length).toBeGreaterThan(0);

  await sendNotices(env, Date.now());
  expect(await noticesOf(client)).toMatchObject([
    { title: "Test Ledger has been temporarily disabled due to a known issue" },
  ]);
  expect(await noticesOf(other)).toEqual([]);
  await sendNotices(env, Date.now());
  await settle();
  expect(await noticesOf(client)).toHaveLength(1);

  const restored = await admin.post(`/v1/admin/integrations/${slug}/restore`);
  expect(restored.body).toMatchObject({ kill_switch: null, incident: null });
  expect(await call(listItems)).toMatchObject({ next: null });
  await sendNotices(env, Date.now());
  expect(await noticesOf(client)).toEqual([]);
  const log = await env.PLATFORM_DB.prepare("select action, actor_id from audit_log where subject_id = ? order by id")
    .bind(slug)
    .all();
  expect(log.results).toEqual([
    { action: "integration.killed", actor_id: admin.user.id },
    { action: "integration.restored", actor_id: admin.user.id },
  ]);
});

test("an upstream that is down opens the breaker, an incident and a notice; coming back ends all three", async () => {
  const slug = registerConnector();
  const client = await newClient();
  const id = await install(client, slug);
  upstream.behave = () => json({}, 503);
  upstream.sent.length = 0;
  for (let run = 0; run < 3; run += 1) await syncNow(client, id, "weather_alerts");
  expect(upstream.sent).toHaveLength(5);
  const runs = await client.get<{ data: Record<string, unknown>[] }>(`/v1/installs/${id}/runs`);
  expect(runs.body.data[0]).toMatchObject({ status: "failed", error_class: "transient" });
  await settle();
  await sendNotices(env, Date.now());
  expect(await noticesOf(client)).toHaveLength(1);
  const admin = await newUserClient({ isPlatformAdmin: true });
  const listed = await admin.get<{ data: { slug: string; incident: unknown; versions: unknown }[] }>(
    "/v1/admin/integrations",
  );
  expect(listed.body.data.find((one) => one.slug === slug)).toMatchObject({
    incident: { cause: "breaker" },
    versions: [{ name: "v1", breaker: { state: "open", failures: 5 } }],
  });

  upstream.behave = ({ url }) => good(url);
  const reset = await admin.post(`/v1/admin/integrations/${slug}/breaker/reset`);
  expect(reset.body).toMatchObject({ incident: null, versions: [{ breaker: { state: "closed" } }] });
  await syncNow(client, id, "weather_alerts");
  await sendNotices(env, Date.now());
  expect(await noticesOf(client)).toEqual([]);
});

test("an incident whose breaker has closed unheard is ended by the job", async () => {
  const slug = registerConnector();
  const client = await newClient();
  const id = await install(client, slug);
  upstream.behave = () => json({}, 503);
  for (let run = 0; run < 3; run += 1) await syncNow(client, id, "weather_alerts");
  const open = () =>
    env.PLATFORM_DB.prepare("select count(*) as n from integration_incidents where slug = ? and closed_at is null")
      .bind(slug)
      .first<{ n: number }>();
  expect(await open()).toEqual({ n: 1 });
  await breakerNamed(`listing:${slug}:v1`).ask.close();
  await settle();
  expect(await open()).toEqual({ n: 0 });
});

test("only platform admins throw switches, and only those that are there", async () => {
  const member = await newUserClient();
  const admin = await newUserClient({ isPlatformAdmin: true });
  const slug = registerConnector();
  expectProblem(await member.post(`/v1/admin/integrations/${slug}/kill`, { reason: "No." }), "forbidden");
  expectProblem(await member.get("/v1/admin/integrations"), "forbidden");
  expectProblem(await admin.post("/v1/admin/integrations/no-such/kill", { reason: "No." }), "not_found");
  expectProblem(await admin.post("/v1/admin/integrations/NOT A SLUG/kill", { reason: "No." }), "not_found");
  expectProblem(await admin.post(`/v1/admin/integrations/${slug}/kill`, {}), "invalid_request");
  expectProblem(await admin.post("/v1/admin/integrations/constructor/kill", { reason: "No." }), "not_found");
  expect(Object.hasOwn(connectors, "constructor")).toBe(false);
});
