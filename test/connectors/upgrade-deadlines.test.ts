import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test } from "vitest";
import { connectors } from "#connectors";
import type { VersionInfo } from "#connectors/sdk";
import { keepDeadlines } from "#modules/upgrades";
import { expectProblem } from "../support/expect-problem";
import { type Client, newClient } from "../support/harness";
import { recordOf, registerConnector } from "../support/test-connector";
import { dueSyncs, json, syncNow, Upstream } from "../support/upstream";

const KEY = { type: "api_key", in: "header", name: "x-api-key", label: "Key" } as const;
const DAY = 86_400_000;
/** Far enough that nothing else is due then. */
const DEADLINE = "2040-06-30";
const END = Date.parse(DEADLINE);
const v1: VersionInfo = {
  name: "v1",
  released: "2026-01-01",
  notes: "",
  upstream: "1",
  lifecycle: { status: "current" },
};

let upstream: Upstream;
beforeEach(() => {
  upstream = new Upstream(({ url }) =>
    url.pathname === "/me" ? json({ ok: true }) : json({ items: [{ id: "a", text: "A" }], next: null }),
  );
});
afterEach(() => upstream.end());

/** A connector whose v1 ends; v2 says of A what is given. */
function ending(text: string): string {
  return registerConnector({
    auth: KEY,
    v2: {
      syncs: {
        weather_alerts: {
          mode: "incremental",
          async *run() {
            yield { records: [recordOf("a", text)], cursor: null };
          },
        },
      },
    },
  });
}

/** From now on v1 ends on a day, and v2 takes its place. */
async function deprecate(slug: string, upgradeDeadline = DEADLINE): Promise<void> {
  const entry = connectors[slug];
  if (!entry) throw new Error("no entry");
  const manifest = await entry.manifest();
  const lifecycle = { status: "deprecated", upgradeDeadline, reason: "It is old." } as const;
  const versions = [
    { ...v1, lifecycle },
    { ...v1, name: "v2" },
  ] as const;
  connectors[slug] = { ...entry, manifest: async () => ({ ...manifest, versions }) };
}

type Shown = { id: string; version: string; status: string; status_reason: string | null };

async function installOn(slug: string, shard = 0): Promise<{ client: Client; id: string; show: () => Promise<Shown> }> {
  const client = await newClient({ shard });
  const { body } = await client.post<{ id: string }>(`/v1/marketplace/integrations/${slug}/install`, {
    permissions: ["Read your ledger"],
    credentials: { api_key: "kept" },
  });
  await syncNow(client, body.id, "weather_alerts", shard);
  return { client, id: body.id, show: async () => (await client.get<Shown>(`/v1/installs/${body.id}`)).body };
}

type Notice = { kind: string; title: string; body: string; object_id: string };
const noticesOf = async (client: Client) =>
  (await client.get<{ data: Notice[] }>("/v1/notifications")).body.data.toReversed();

test.for([0, 1])("its builder is told 90, 30, 7 and 1 days before, once each, on shard %i", async (shard) => {
  const slug = ending("A");
  const { client, id, show } = await installOn(slug, shard);
  await deprecate(slug);
  await keepDeadlines(env, END - 91 * DAY);
  expect(await noticesOf(client)).toEqual([]);
  for (const days of [90, 89, 30, 12, 7, 2, 1, 0.5])
    for (let again = 0; again < 2; again += 1) await keepDeadlines(env, END - days * DAY);
  const told = await noticesOf(client);
  expect(told.map(({ title }) => title)).toEqual([
    "Test Ledger v1 ends in 90 days",
    "Test Ledger v1 ends in 30 days",
    "Test Ledger v1 ends in 7 days",
    "Test Ledger v1 ends in one day",
  ]);
  for (const notice of told) expect(notice).toMatchObject({ kind: "upgrade_due", object_id: id });
  expect(told[0]?.body).toContain("before Jun 30, 2040");
  expect(await show()).toMatchObject({ version: "v1", status: "active" });
});

test("who comes late is told of the nearest step alone, and who has upgraded of none", async () => {
  const slug = ending("A");
  const [late, gone] = [await installOn(slug), await installOn(slug)];
  await deprecate(slug);
  expect((await gone.client.post(`/v1/installs/${gone.id}/upgrade`)).status).toBe(200);
  await keepDeadlines(env, END - 20 * DAY);
  expect((await noticesOf(late.client)).map(({ title }) => title)).toEqual(["Test Ledger v1 ends in 20 days"]);
  expect(await noticesOf(gone.client)).toEqual([]);
});

test("after the deadline an install is moved where that changes nothing, and cannot go back", async () => {
  const slug = ending("A");
  const { client, id, show } = await installOn(slug);
  const paused = await installOn(slug);
  await paused.client.post(`/v1/installs/${paused.id}/pause`);
  await deprecate(slug);
  for (let again = 0; again < 2; again += 1) await keepDeadlines(env, END);
  expect(await show()).toMatchObject({ version: "v2", status: "active", status_reason: null });
  expect(await paused.show()).toMatchObject({ version: "v2", status: "paused" });
  expect((await noticesOf(client)).map(({ kind }) => kind)).toEqual(["upgrade_done"]);
  await syncNow(client, id, "weather_alerts");
  await deprecate(slug, "2020-01-01");
  expectProblem(await client.post(`/v1/installs/${id}/revert`), "invalid_state", /ended/u);
});

test("an install that would change stops, is told of once, and runs again when it is upgraded", async () => {
  const slug = ending("A, told otherwise");
  const { client, id, show } = await installOn(slug);
  await deprecate(slug);
  for (let again = 0; again < 2; again += 1) await keepDeadlines(env, END);
  expect(await show()).toMatchObject({ version: "v1", status: "needs_attention" });
  expect((await show()).status_reason).toMatch(/v1 has ended\. v2 brings other data/u);
  expect((await noticesOf(client)).map(({ kind }) => kind)).toEqual(["integration_needs_attention"]);
  expect((await dueSyncs(END + DAY)).filter(({ installId }) => installId === id)).toEqual([]);
  expectProblem(await client.post(`/v1/installs/${id}/sync`), "invalid_state");
  expect((await client.post(`/v1/installs/${id}/upgrade`)).body).toMatchObject({
    version: "v2",
    status: "active",
    status_reason: null,
  });
  await syncNow(client, id, "weather_alerts");
  const { body } = await client.get<{ data: { data: { event: string } }[] }>(
    `/v1/installs/${id}/records/weather_alert`,
  );
  expect(body.data.map(({ data }) => data.event)).toEqual(["A, told otherwise"]);
});

test("nothing makes an install run on a version that has ended", async () => {
  const slug = ending("A, told otherwise");
  const { client, id } = await installOn(slug);
  await client.post(`/v1/installs/${id}/pause`);
  await deprecate(slug, "2020-01-01");
  expectProblem(await client.post(`/v1/installs/${id}/resume`), "invalid_state", /Upgrade/u);
  await keepDeadlines(env, Date.now());
  expectProblem(
    await client.patch(`/v1/installs/${id}`, { credentials: { api_key: "new" } }),
    "invalid_state",
    /Upgrade/u,
  );
});

test("while the upstream is away the install is left alone for a day, and stops then", async () => {
  const slug = ending("A");
  const { show } = await installOn(slug);
  await deprecate(slug);
  upstream.behave = () => json({}, 503);
  await keepDeadlines(env, END + DAY / 2);
  expect(await show()).toMatchObject({ version: "v1", status: "active" });
  await keepDeadlines(env, END + DAY);
  expect(await show()).toMatchObject({ version: "v1", status: "needs_attention" });
});
