import { env } from "cloudflare:test";
import fc from "fast-check";
import { expect, test } from "vitest";
import { parseToken } from "#lib/access-token-format";
import { newSecret } from "#lib/api-key-format";
import { sha256Hex } from "#lib/digest";
import { DAY_MS } from "#lib/time";
import { purgeOauth } from "../../src/cron/purge-oauth";
import { SessionClient } from "../support/accounts";
import { newApp, register } from "../support/developers";
import { Client } from "../support/harness";
import {
  authorizeUrl,
  callStatus,
  exchange,
  newCode,
  newPkce,
  newScene,
  newTokens,
  readConsent,
  refresh,
  visit,
} from "../support/oauth";

/** Every value of every table. */
async function dump(database: D1Database): Promise<string> {
  const { results } = await database
    .prepare(
      "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' and name not like '_cf_%'",
    )
    .all<{ name: string }>();
  const tables = await Promise.all(
    results.map(async ({ name }) => (await database.prepare(`select * from "${name}"`).all()).results),
  );
  return JSON.stringify(tables);
}

const dumpAll = async () =>
  (await Promise.all([env.PLATFORM_DB, env.TENANT_DB_0, env.TENANT_DB_1].map(dump))).join("\n");

/** What people are shown once; each answer is kept for a repetition. */
async function secretsOfPeople(person: SessionClient): Promise<string[]> {
  const post = async (path: string, body: object, field: string): Promise<string> => {
    const reply = await person.post(path, body, { "idempotency-key": crypto.randomUUID() });
    if (reply.status >= 300) throw new Error(JSON.stringify(reply.body));
    return String(reply.body[field]);
  };
  const app = await register(person);
  const rotate = `/v1/developer/apps/${app.id}/rotate-secret`;
  const webhook = { url: "https://hooks.example.com/rossos", events: ["*"], headers: { "X-Token": newSecret("", 40) } };
  return [
    String(app.client_secret),
    await post("/v1/developer/apps", newApp, "client_secret"),
    await post(rotate, {}, "client_secret"),
    await post("/v1/api-keys", { name: "A", scopes: ["read:projects"] }, "key"),
    await post("/v1/webhooks", webhook, "secret"),
    webhook.headers["X-Token"],
  ];
}

test("a dump of all databases holds nothing that opens anything", async () => {
  const steps = fc.array(fc.constantFrom("consent", "code", "tokens", "refresh", "call", "people"), {
    minLength: 1,
    maxLength: 6,
  });
  await fc.assert(
    fc.asyncProperty(steps, async (chosen) => {
      const scene = await newScene();
      const secrets = [scene.application.secret, decodeURIComponent(scene.user.cookie.split("=")[1] ?? "")];
      for (const step of chosen) {
        if (step === "consent") {
          const { challenge } = await newPkce();
          const page = await visit(authorizeUrl(scene.application, challenge), scene.user);
          secrets.push(readConsent(await page.text()).handle);
          continue;
        }
        if (step === "people") {
          secrets.push(...(await secretsOfPeople(new SessionClient(scene.user, scene.builderId))));
          continue;
        }
        const code = await newCode(scene);
        secrets.push(code.code, code.verifier);
        if (step === "code") continue;
        const { body } = await exchange(scene.application, code);
        secrets.push(String(body["access_token"]), String(body["refresh_token"]));
        if (step === "call") {
          const client = new Client(scene.builderId, String(body["access_token"]));
          await client.post("/v1/projects", { code: "A", name: "A" }, { "idempotency-key": "a" });
        }
        if (step !== "refresh") continue;
        const next = await refresh(scene.application, String(body["refresh_token"]));
        secrets.push(String(next.body["access_token"]), String(next.body["refresh_token"]));
      }
      const text = await dumpAll();
      expect(text).not.toMatch(/(?:ross_(?:at|rt|ac|cs|live|test)|whsec)_[0-9A-Za-z+/]{20}/u);
      for (const secret of secrets) {
        expect(secret.length).toBeGreaterThan(30);
        expect(text).not.toContain(secret);
        // Nor the part of it that nobody could guess, nor that in another spelling.
        expect(text).not.toContain(secret.slice(-38, -6));
        expect(text).not.toContain(btoa(secret));
      }
      // The dump is one: what stands for the secrets is in it.
      expect(text).toContain(await sha256Hex(scene.application.secret));
    }),
    { numRuns: 8 },
  );
}, 60_000);

test("what stands in the database is accepted as no credential", async () => {
  const scene = await newScene();
  const tokens = await newTokens(scene);
  const row = await env.PLATFORM_DB.prepare(
    "select access_token_hash, refresh_token_hash from oauth_authorizations where id = ?",
  )
    .bind(parseToken(tokens.access)?.authorizationId)
    .first<{ access_token_hash: string; refresh_token_hash: string }>();
  expect(row?.access_token_hash).toMatch(/^[0-9a-f]{64}$/u);
  expect(await callStatus(row?.access_token_hash ?? "")).toBe(401);
  expect((await refresh(scene.application, row?.refresh_token_hash ?? "")).body["error"]).toBe("invalid_grant");
  const secretHash = await sha256Hex(scene.application.secret);
  expect((await refresh({ ...scene.application, secret: secretHash }, tokens.refresh)).status).toBe(401);
});

test("the purge takes what has expired and nothing else", async () => {
  const scene = await newScene();
  const tokens = await newTokens(scene);
  const live = await newTokens(scene);
  await refresh(scene.application, tokens.refresh);
  await visit(authorizeUrl(scene.application, "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"), scene.user);
  const count = async (table: string) =>
    (await env.PLATFORM_DB.prepare(`select count(*) as n from ${table}`).first<{ n: number }>())?.n ?? 0;
  const now = Date.now();
  await purgeOauth(env, now);
  expect(await count("oauth_consents")).toBeGreaterThan(0);
  expect(await callStatus(live.access)).toBe(200);
  await purgeOauth(env, now + 11 * 60_000);
  expect(await count("oauth_consents")).toBe(0);
  expect(await count("oauth_codes")).toBeGreaterThan(0);
  await purgeOauth(env, now + 29 * DAY_MS);
  expect((await refresh(scene.application, live.refresh)).status).toBe(200);
  await purgeOauth(env, now + 31 * DAY_MS);
  expect(await count("oauth_codes")).toBe(0);
  expect(await count("oauth_refresh_history")).toBe(0);
  await purgeOauth(env, now + 61 * DAY_MS);
  expect(await count("oauth_authorizations")).toBe(0);
  expect(await callStatus(live.access)).toBe(401);
});

test("hot look-ups use an index", async () => {
  const plans = await Promise.all(
    [
      "select * from oauth_applications where client_id = 'a'",
      "select * from oauth_codes where code_hash = 'a'",
      "select * from oauth_authorizations where application_id = 'a' and revoked_at is null",
      "select * from oauth_authorizations where user_id = 'a' and builder_id = 'b' and revoked_at is null",
      "select application_id, id from (select builder_id, application_id, min(id) as id from oauth_authorizations where revoked_at is null group by builder_id, application_id) where builder_id = 'a' order by id desc limit 51",
      "select id from oauth_authorizations where refresh_expires_at < 1 limit 500",
    ].map(
      async (sql) => (await env.PLATFORM_DB.prepare(`explain query plan ${sql}`).all<{ detail: string }>()).results,
    ),
  );
  for (const plan of plans) {
    for (const { detail } of plan) expect(detail).not.toMatch(/^SCAN oauth/u);
  }
});
