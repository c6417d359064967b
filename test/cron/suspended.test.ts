import { env, SELF } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { endpoint, readWebhook } from "#connectors/sdk";
import { enqueueDueActions } from "#modules/actions";
import { remind } from "#modules/reminders";
import { watchLicenses } from "../../src/cron/watch-licenses";
import type { ActionMessage, SyncMessage } from "../../src/bindings";
import { actions } from "../../queues/actions";
import { syncs } from "../../queues/syncs";
import { type Client, newClient } from "../support/harness";
import { registerConnector } from "../support/test-connector";
import { dueSyncs, json, Upstream } from "../support/upstream";

const DAY_MS = 86_400_000;
const OUTPUT = { issued_at: "2026-07-15T18:29:00.000Z", time_zone: "America/New_York", periods: [], hours: [] };
const answer = z.object({ issued_at: z.string(), time_zone: z.string(), periods: z.tuple([]), hours: z.tuple([]) });
const look = endpoint({ name: "look", method: "POST", path: "/looks", response: answer });

let upstream: Upstream;
let asked: string[];
beforeEach(() => {
  asked = [];
  upstream = new Upstream(({ url }) => {
    asked.push(url.pathname);
    if (url.pathname === "/me") return json({ ok: true });
    return url.pathname === "/items" ? json({ items: [], next: null }) : json(OUTPUT);
  });
});
afterEach(() => upstream.end());

const execution = {
  waitUntil: () => undefined,
  passThroughOnException: () => undefined,
} as unknown as ExecutionContext;

/** Hands messages to a consumer by hand. */
const batchOf = <T>(bodies: readonly T[]) =>
  ({ messages: bodies.map((body) => ({ body })) }) as unknown as MessageBatch<T>;

async function dueActions(now: number): Promise<ActionMessage[]> {
  const messages: ActionMessage[] = [];
  const ACTIONS = {
    sendBatch: async (batch: { body: ActionMessage }[]) => void messages.push(...batch.map(({ body }) => body)),
  } as unknown as Queue<ActionMessage>;
  await enqueueDueActions({ ...env, ACTIONS }, now);
  return messages;
}

const suspend = (client: Client, isActive = 0) =>
  env.PLATFORM_DB.prepare("update builders set is_active = ? where id = ?").bind(isActive, client.builderId).run();

type Installed = { client: Client; id: string; path: string; request: string };

/** An install with a sync that has run, and an action that has been asked for and is not done yet. */
async function installed(): Promise<Installed> {
  const slug = registerConnector({
    manifest: { webhooks: { description: "Changes.", hasSecret: false }, actions: ["look_up_forecast"] },
    version: {
      actions: { look_up_forecast: { repeat: "safe", run: ({ call, input }) => call(look, { body: { ...input } }) } },
      webhook: {
        verify: async () => true,
        parse: (incoming) =>
          readWebhook("Test", z.array(z.object({ id: z.string() })), incoming).map(({ id }) => ({
            id,
            syncs: ["weather_alerts"],
          })),
      },
    },
  });
  const client = await newClient({ shard: 1 });
  const { body } = await client.post<{ id: string; webhook_path: string }>(
    `/v1/marketplace/integrations/${slug}/install`,
    { permissions: ["Read your ledger"] },
  );
  for (let tries = 0; tries < 200 && !asked.includes("/items"); tries += 1) await scheduler.wait(20);
  const input = { latitude: 41.967, longitude: -71.189 };
  const { body: request } = await client.post<{ id: string }>(
    `/v1/installs/${body.id}/actions/look_up_forecast`,
    { input },
    { "idempotency-key": "k" },
  );
  for (let tries = 0; tries < 200 && !asked.includes("/looks"); tries += 1) await scheduler.wait(20);
  const db = env.TENANT_DB_1;
  await settle(body.id);
  // As if it had not been tried.
  await db
    .prepare(
      "update action_requests set status = 'pending', attempts = 0, output = null, next_attempt_at = created_at where id = ?",
    )
    .bind(request.id)
    .run();
  asked.length = 0;
  return { client, id: body.id, path: body.webhook_path, request: request.id };
}

/** Waits until nothing is under way for the install any more, and has its sync due. */
async function settle(installId: string): Promise<void> {
  const sql = `select (select count(*) from install_syncs where install_id = ?1 and (lease_until is not null or last_success_at is null))
 + (select count(*) from action_requests where install_id = ?1 and status = 'pending') as n`;
  for (let tries = 0; tries < 200; tries += 1) {
    if ((await env.TENANT_DB_1.prepare(sql).bind(installId).first("n")) === 0) break;
    await scheduler.wait(20);
  }
  await env.TENANT_DB_1.prepare("update install_syncs set next_due_at = 1 where install_id = ?").bind(installId).run();
}

const requestOf = async ({ client, id, request }: Installed) =>
  (await client.get<{ status: string; error: string | null }>(`/v1/installs/${id}/action-requests/${request}`)).body;

test("for a suspended builder nothing is asked of an upstream, and what is due is done when it is reinstated", async () => {
  const install = await installed();
  const { client, id, request } = install;
  const now = Date.now() + 60_000;
  await suspend(client);
  expect([await dueSyncs(now), await dueActions(now)]).toEqual([[], []]);
  const whose = { shard: 1, builderId: client.builderId, installId: id };
  const sync: SyncMessage = { ...whose, sync: "weather_alerts", trigger: "schedule" };
  await syncs(batchOf([sync]), env, execution);
  await actions(batchOf([{ ...whose, requestId: request }]), env, execution);
  expect(asked).toEqual([]);

  await suspend(client, 1);
  expect(await dueSyncs(now)).toEqual([sync]);
  expect(await dueActions(now)).toEqual([{ ...whose, requestId: request }]);
  await syncs(batchOf([sync]), env, execution);
  await actions(batchOf([{ ...whose, requestId: request }]), env, execution);
  expect(asked.toSorted()).toEqual(["/items", "/looks"]);
  expect(await requestOf(install)).toMatchObject({ status: "succeeded" });
});

test("what was asked for long before a builder is reinstated is given up, and nothing is done", async () => {
  const install = await installed();
  const { client, id, request } = install;
  const db = env.TENANT_DB_1;
  await db.prepare("update installs set installed_at = 1 where id = ?").bind(id).run();
  await db
    .prepare("update action_requests set expires_at = ? where id = ?")
    .bind(Date.now() - 2 * DAY_MS, request)
    .run();
  await actions(
    batchOf([{ shard: 1, builderId: client.builderId, installId: id, requestId: request }]),
    env,
    execution,
  );
  expect(asked).toEqual([]);
  expect(await requestOf(install)).toMatchObject({
    status: "failed",
    error: expect.stringMatching(/time was up/u) as unknown,
  });
});

test("webhooks to a suspended builder are refused, and taken again afterwards", async () => {
  const { client, path } = await installed();
  const post = async (body: string) =>
    (await SELF.fetch(`https://rossos.test${path}`, { method: "POST", body })).status;
  await suspend(client);
  expect(await post('[{"id":"e1"}]')).toBe(404);
  const count = "select count(*) as n from inbound_webhooks where builder_id = ?";
  expect(await env.TENANT_DB_1.prepare(count).bind(client.builderId).first("n")).toBe(0);
  await suspend(client, 1);
  expect(await post('[{"id":"e1"}]')).toBe(200);
});

test("licenses are not watched for a suspended builder, nor is anybody reminded", async () => {
  const client = await newClient();
  const { body: vendor } = await client.post<{ id: string }>("/v1/vendors", {
    name: "Rios Electric",
    license_state: "NV",
    license_number: "0081234",
  });
  const expires = new Date(Date.now() + 20 * DAY_MS).toISOString().slice(0, 10);
  await client.post(`/v1/vendors/${vendor.id}/license/checks`, { standing: "active", expires_on: expires });
  const { body: project } = await client.post<{ id: string }>("/v1/projects", { code: "P-1", name: "Pier house" });
  await env.TENANT_DB_0.prepare("insert into reminders values (?, ?, 'live', 'king_tide', 's', 1)")
    .bind(client.builderId, project.id)
    .run();
  const told: string[] = [];
  const teller = async (_: unknown, { name }: { name: string }) => {
    told.push(name);
    return { writes: [], events: [] };
  };
  const tellers = { king_tide: teller, storm_surge: teller };
  const notices = () =>
    env.TENANT_DB_0.prepare(
      "select count(*) as n from notifications where builder_id = ? and kind = 'license_expiring'",
    )
      .bind(client.builderId)
      .first<number>("n");

  await suspend(client);
  await watchLicenses(env, Date.now() + 1000);
  await remind(env, Date.now(), tellers);
  expect([await notices(), told]).toEqual([0, []]);

  await suspend(client, 1);
  await watchLicenses(env, Date.now() + 1000);
  await remind(env, Date.now(), tellers);
  expect([await notices(), told]).toEqual([1, ["Pier house"]]);
});
