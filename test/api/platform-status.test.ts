import { env, SELF } from "cloudflare:test";
import { afterEach, beforeAll, expect, test, vi } from "vitest";
import { newId } from "#lib/ids";
import { readStatus } from "#modules/platform-status";
import { platformOf } from "../../src/context";
import { Client, newAddress, newClient } from "../support/harness";
import { withMethods } from "../support/direct";

type Status = {
  state: string;
  parts: { name: string; state: string }[];
  incidents: { title: string; is_open: boolean }[];
};

const MINUTE = 60_000;
const DAY = 86_400_000;

beforeAll(async () => {
  const now = Date.now();
  const incident = (title: string, openedAt: number, closedAt: number | null, slug: string) =>
    env.PLATFORM_DB.prepare(
      "insert into integration_incidents (id, slug, cause, title, opened_at, closed_at) values (?, ?, 'breaker', ?, ?, ?)",
    ).bind(newId(openedAt), slug, title, openedAt, closedAt);
  await env.PLATFORM_DB.batch([
    incident("Long over", now - 120 * DAY, now - 119 * DAY, "xero"),
    incident("Goes on for long", now - 100 * DAY, null, "plaid"),
    incident("Over", now - 3 * DAY, now - 3 * DAY + 30 * MINUTE, "xero"),
    incident("<b>Goes on</b>", now - MINUTE, null, "slack"),
  ]);
});
afterEach(() => {
  vi.restoreAllMocks();
});

const status = async () => (await new Client("", undefined).get<Status>("/v1/status")).body;
const stateOf = ({ parts }: Pick<Status, "parts">, name: string) => parts.find((part) => part.name === name)?.state;

async function page(path: string) {
  const url = new URL(path, env.PUBLIC_URL);
  const response = await SELF.fetch(url, { redirect: "manual", headers: { "cf-connecting-ip": newAddress() } });
  return { response, text: await response.text() };
}

test("the parts that work say so, and incidents are told for 90 days, or while they go on", async () => {
  const body = await status();
  expect(body.state).toBe("operational");
  expect(new Set(body.parts.map(({ state }) => state))).toEqual(new Set(["operational"]));
  expect(body.incidents.map(({ title, is_open: isOpen }) => [title, isOpen])).toEqual([
    ["<b>Goes on</b>", true],
    ["Over", false],
    ["Goes on for long", true],
  ]);
});

test("the page says the same, without a script", async () => {
  const { response, text } = await page("/status/");
  expect(response.status).toBe(200);
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'; style-src 'self'");
  expect(text).not.toMatch(/<script| style=/u);
  expect(text.match(/<h1[ >]/gu)).toHaveLength(1);
  expect(text).toContain("All parts of the platform work; 2 integrations are in trouble.");
  expect(text).toContain("&lt;b&gt;Goes on&lt;/b&gt;");
  expect(text).toMatch(/Over[^]*lasted\s+30 minutes/u);
  expect(text).not.toContain("Long over");
  expect((await page("/status")).response.headers.get("location")).toBe("/status/");
});

test("what waits for too long is told as delayed", async () => {
  const client = await newClient({ shard: 1 });
  await env.TENANT_DB_1.prepare(
    "insert into events (builder_id, id, type, object_id, data, created_at, pending_since) values (?, ?, 'client.created', 'o', '{}', 1, ?)",
  )
    .bind(client.builderId, newId(1), Date.now() - 5 * MINUTE)
    .run();
  const body = await status();
  expect([body.state, stateOf(body, "Webhooks"), stateOf(body, "Builders' data")]).toEqual([
    "delayed",
    "delayed",
    "operational",
  ]);
  await env.TENANT_DB_1.prepare("update events set pending_since = null where builder_id = ?")
    .bind(client.builderId)
    .run();
  expect((await status()).state).toBe("operational");
});

test("a part that does not answer is down, and the others are told all the same", async () => {
  vi.spyOn(console, "error").mockImplementation(() => undefined);
  const broken = withMethods(env.FILES, { head: () => Promise.reject(new Error("away")) });
  const bindings = { ...env, FILES: broken };
  const ctx = { platform: platformOf(env), builder: null, now: Date.now(), env: bindings };
  const { state, parts } = await readStatus(ctx);
  expect([state, stateOf({ parts }, "Documents"), stateOf({ parts }, "Webhooks")]).toEqual([
    "down",
    "down",
    "operational",
  ]);
});
