import { env } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { purge } from "../../src/cron/purge";
import { fanOut, sweep } from "#modules/webhooks";
import { callWith } from "../support/direct";
import { Client, newBuilder, newKey, type Reply } from "../support/harness";
import { planOf, type Recorded, recordSql } from "../support/record-sql";
import { collectionPath, inputFor, allEntities, parentEntities, type Refs } from "../support/records";
import { everyEndpoint, makeEverything, pathTo } from "../support/walk";

const platform = recordSql(env.PLATFORM_DB);
const tenant = recordSql(env.TENANT_DB_0);
const watched = { PLATFORM_DB: platform.db, TENANT_DB_0: tenant.db };

/** A client whose every statement is noted. */
class WatchedClient extends Client {
  override call<T>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Reply<T>> {
    return callWith<T>(watched, this.request(method, path, body, headers));
  }
}

/** What is done to one resource of every kind, deletions last. */
function everything(refs: Refs): [method: string, path: string, body?: unknown, headers?: Record<string, string>][] {
  const of = (method: string) => everyEndpoint.filter(({ endpoint }) => endpoint.method === method);
  const to = (collection: string, name: string, verb: string) => `/v1/${collection}/${refs[name] ?? ""}${verb}`;
  return [
    ["PUT", to("documents", "document", "/content"), "text", { "content-type": "text/plain", "content-length": "4" }],
    ...of("get").map((walked) => ["GET", pathTo(walked, refs)] as [string, string]),
    ...allEntities.map((entity): [string, string, unknown] => [
      "PATCH",
      `${collectionPath(entity, refs)}/${refs[entity.name] ?? ""}`,
      {
        [["notes", "memo", "name", "description", "reference"].find((name) => name in entity.fields) ?? ""]: "Changed",
      },
    ]),
    ...parentEntities.map((entity): [string, string, unknown] => [
      "POST",
      `${collectionPath(entity, refs)}/bulk`,
      { data: [inputFor(entity, refs), inputFor(entity, refs)] },
    ]),
    ["POST", to("change-orders", "change_order", "/submit"), {}, { "idempotency-key": "submit" }],
    ["POST", to("change-orders", "change_order", "/approve"), {}],
    ["POST", to("invoices", "invoice", "/approve"), {}],
    ["POST", to("invoices", "invoice", "/void"), {}],
    ["POST", to("webhooks", "webhook", "/test"), {}],
    ["POST", to("webhooks", "webhook", "/rotate-secret")],
    ["POST", to("webhooks", "webhook", "/replay"), { since: "2026-01-01T00:00:00Z" }],
    ["POST", to("api-keys", "api_key", "/roll"), {}],
    ["PATCH", to("webhooks", "webhook", ""), { is_active: false }],
    ...of("delete").map((walked) => ["DELETE", pathTo(walked, refs)] as [string, string]),
  ];
}

let statements: { db: D1Database; statement: Recorded }[];

beforeAll(async () => {
  const builderId = await newBuilder({ shard: 0 });
  const client = new WatchedClient(builderId, (await newKey(builderId)).key);
  for (const call of everything(await makeEverything(client, 0))) {
    const { status, body } = await client.call(...call);
    // Some deletions meet references: refused they have looked, too.
    if (status >= 400 && status !== 409) throw new Error(`${call[0]} ${call[1]}: ${JSON.stringify(body)}`);
  }
  const bindings = { ...env, ...watched };
  await fanOut(bindings, [{ shard: 0, builderId, eventIds: ["x"] }], Date.now());
  await sweep(bindings, Date.now());
  await purge(bindings, Date.now());
  const distinct = (db: D1Database, all: readonly Recorded[]) =>
    [...new Map(all.map((statement) => [statement.sql, statement])).values()].map((statement) => ({ db, statement }));
  statements = [...distinct(env.PLATFORM_DB, platform.statements), ...distinct(env.TENANT_DB_0, tenant.statements)];
}, 60_000);

/** A table of the schema, by its name or a statement's name for it; not JSON, a subquery or a step over keys. */
const SCAN = /^SCAN (?!\(subquery|CONSTANT|builder$|subscription$|gone$|value$)(?!.*VIRTUAL TABLE)/u;

test("no statement that the API and its jobs run scans a table", async () => {
  const scans: unknown[] = [];
  for (const { db, statement } of statements) {
    const plan = await planOf(db, statement);
    if (plan.some((step) => SCAN.test(step))) scans.push({ sql: statement.sql, plan });
  }
  expect(scans).toEqual([]);
  expect(statements.length).toBeGreaterThan(100);
});

/** The tables a statement names; what else its plan visits, SQLite does on its own to check references. */
const namedIn = (sql: string): Set<string> =>
  new Set(
    [...sql.matchAll(/\b(?:from|join|update|into)\s+(\w+)(?:\s+(?:as\s+)?(\w))?\b/gu)].flatMap(
      ([, table = "", alias = ""]) => [table, alias],
    ),
  );

test("no statement but a list walks all that a builder has", async () => {
  const walks: unknown[] = [];
  for (const { db, statement } of statements) {
    const page = / order by (?:id|event_id) (?:asc|desc) limit \d+$/u.test(statement.sql);
    // A builder has at most a hundred subscriptions, and each event is matched with all of them.
    if (page || statement.sql.includes("webhook_subscriptions")) continue;
    const named = namedIn(statement.sql);
    const plan = await planOf(db, statement);
    const walked = plan.map((step) => /^SEARCH (\w+) USING .*\(builder_id=\?\)$/u.exec(step)?.[1]);
    if (walked.some((table) => table !== undefined && named.has(table))) walks.push({ sql: statement.sql, plan });
  }
  expect(walks).toEqual([]);
});
