import { env } from "cloudflare:test";
import { beforeAll, expect, test, vi } from "vitest";
import { sinks } from "../../queues/syncs";
import { platformOf } from "../../src/context";
import { schedule } from "../../src/cron";
import { watchIncidents } from "../../src/cron/incidents";
import { sweepWebhooks } from "../../src/cron/sweep-webhooks";
import { surveyPlacementSample } from "#models";
import { reactToEvents } from "#modules/actions";
import { readCalendar } from "#modules/calendar-feeds";
import { sendNotices } from "#modules/incident-notices";
import { settleIncidents } from "#modules/integration-switches";
import { contextOf } from "#modules/installs";
import { followSites, runSync } from "#modules/syncs";
import { fanOut, sweep } from "#modules/webhooks";
import { callWith } from "../support/direct";
import { caFile } from "../support/licenses";
import { Client, newBuilder, newKey, type Reply } from "../support/harness";
import { planOf, type Recorded, recordSql } from "../support/record-sql";
import { collectionPath, inputFor, allEntities, parentEntities, type Refs } from "../support/records";
import { callerOf, exampleOf, makePeople } from "../support/people";
import { internet } from "../support/reviews";
import { noWaiting } from "../support/upstream";
import { everyEndpoint, makeEverything, pathTo, peoplesEndpoints } from "../support/walk";
import { siteServices } from "../support/site-services";

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

const DAY = 86_400_000;
/** A day that its builder is told of at once. */
const soon = (): string => new Date(Date.now() + 20 * DAY).toISOString().slice(0, 10);

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
    [
      "PUT",
      `/v1/projects/${refs["project"] ?? ""}/surveys/${refs["survey"] ?? ""}/placements/${refs["site_plan"] ?? ""}`,
      { points: surveyPlacementSample.points.map((point) => ({ ...point, x_px: point.x_px + 1 })) },
    ],
    ["POST", to("change-orders", "change_order", "/submit"), {}, { "idempotency-key": "submit" }],
    ["POST", to("change-orders", "change_order", "/approve"), {}],
    ["POST", to("invoices", "invoice", "/approve"), {}],
    ["POST", to("invoices", "invoice", "/void"), {}],
    ["POST", to("webhooks", "webhook", "/test"), {}],
    ["POST", to("webhooks", "webhook", "/rotate-secret")],
    ["POST", to("webhooks", "webhook", "/replay"), { since: "2026-01-01T00:00:00Z" }],
    ["POST", to("api-keys", "api_key", "/roll"), {}],
    ["POST", to("vendors", "vendor", "/license/checks"), { standing: "active", expires_on: soon() }],
    ["PATCH", to("vendors", "vendor", ""), { license_state: "CA", license_number: "1234567" }],
    ["POST", to("vendors", "vendor", "/license/verify"), {}],
    ["PATCH", to("webhooks", "webhook", ""), { is_active: false }],
    ["PATCH", to("installs", "install", ""), { every_minutes: { weather_forecasts: 120 } }],
    ["POST", to("installs", "install", `/conflicts/${refs["conflict"] ?? ""}/resolve`), { keep: "remote" }],
    ["POST", to("installs", "install", "/pause")],
    ["POST", to("installs", "install", "/resume")],
    ["POST", to("installs", "install", "/sync")],
    // What belongs to something goes before it.
    ...of("delete")
      .toSorted((a, b) => b.endpoint.path.split("/").length - a.endpoint.path.split("/").length)
      .map((walked) => ["DELETE", pathTo(walked, refs)] as [string, string]),
  ];
}

/** Has people do everything that they can; what takes away what others need comes last. */
async function actAsPeople(): Promise<void> {
  const people = await makePeople();
  const rank = ({ operationId, method }: { operationId: string; method: string }) =>
    ["get", "put", "patch", "post", "delete"].indexOf(method) +
    (/^(?:withdraw|suspend|reinstate)/u.test(operationId) ? 5 : 0);
  for (const walked of peoplesEndpoints.toSorted((a, b) => rank(a.endpoint) - rank(b.endpoint))) {
    const { body, headers } = exampleOf(walked);
    const method = walked.endpoint.method.toUpperCase();
    const request = callerOf(people, walked.endpoint).request(method, pathTo(walked, people.refs), body, headers);
    const reply = await callWith(watched, request);
    // The examples speak of records that are not there, and some meet a state that another has brought about.
    if (reply.status >= 500) throw new Error(`${walked.name}: ${JSON.stringify(reply.body)}`);
  }
}

/** A webhook of an application that nobody let in. */
const STRAY = `insert into webhook_subscriptions (builder_id, id, url, events, application_id, is_active, failure_count, environment, lane, fast_streak, version, created_at, updated_at)
 values ('x', 'x', 'https://a.example/', '[]', 'gone', 1, 0, 'live', 'slow', 0, 1, 1, 1)`;

/** Runs the syncs of the install once more, as the queue has them run, on records that have changed meanwhile. */
async function syncAgain({ builderId }: Client, refs: Refs): Promise<void> {
  const installId = refs["install"] ?? "";
  const due = "update install_syncs set next_due_at = 1 where builder_id = ? and install_id = ? returning sync";
  const { results } = await env.TENANT_DB_0.prepare(due).bind(builderId, installId).all<{ sync: string }>();
  expect(results).toHaveLength(2);
  const changed = "update synced_records set content_hash = '' where builder_id = ? and install_id = ?";
  await env.TENANT_DB_0.prepare(changed).bind(builderId, installId).run();
  for (const { sync } of results) {
    const ctx = await contextOf(
      { ...env, ...watched },
      noWaiting,
      { shard: 0, builderId, installId },
      "test",
      Date.now(),
    );
    if (ctx) await runSync(ctx, { installId, sync, trigger: "manual" }, sinks);
  }
  const ran = tenant.statements.some(({ sql }) => sql.startsWith("insert into synced_records"));
  expect(ran).toBe(true);
}

const LISTENER = `insert into installs (builder_id, id, slug, connector_version, status, environment, config, permissions, hook_token_hash,
 hook_token_sealed, bad_signatures, version, created_at, updated_at)
 values (?1, 'listener', 'slack', 'v1', 'active', 'live', '{"channels":["C012AB3CD: *"]}', '[]', 'h', 's', 0, 1, 1, 1)`;
const HAPPENED = `insert into events (builder_id, id, type, object_id, data, created_at, pending_since) values (?1, 'happened', 'client.created', 'o', '{}', 1, 1)`;

/** Has an integration act on an event, and a calendar read. */
async function listenAndRead(client: WatchedClient, refs: Refs): Promise<void> {
  const bindings = {
    ...env,
    ...watched,
    ACTIONS: { sendBatch: async () => undefined } as unknown as typeof env.ACTIONS,
  };
  const { builderId } = client;
  await env.TENANT_DB_0.batch([LISTENER, HAPPENED].map((sql) => env.TENANT_DB_0.prepare(sql).bind(builderId)));
  await reactToEvents(bindings, [{ shard: 0, builderId, eventIds: ["happened"] }], Date.now());
  await env.TENANT_DB_0.prepare("delete from installs where builder_id = ? and id = 'listener'").bind(builderId).run();
  expect(tenant.statements.some(({ sql }) => sql.startsWith("insert into action_requests"))).toBe(true);
  const feed = await client.post<{ url: string }>(`/v1/projects/${refs["project"] ?? ""}/calendar-feed`);
  const token = /([^/]+)\.ics$/u.exec(feed.body.url)?.[1] ?? "";
  expect(await readCalendar(bindings, token, Date.now())).toBeDefined();
}

/** Projects are told of again, as if nobody had heard. @returns the events' ids */
async function pendingEvents(builderId: string): Promise<string[]> {
  const sql = "update events set pending_since = 1 where builder_id = ? and type = 'project.created' returning id";
  const { results } = await env.TENANT_DB_0.prepare(sql).bind(builderId).all<{ id: string }>();
  expect(results.length).toBeGreaterThan(0);
  return results.map(({ id }) => id);
}

/** By then the mails of the day are due. */
const tomorrowAfternoon = (): number => Math.ceil(Date.now() / DAY) * DAY + DAY * (13 / 24);

let statements: { db: D1Database; statement: Recorded }[];

beforeAll(async () => {
  await env.TENANT_DB_0.prepare(STRAY).run();
  internet(siteServices);
  const builderId = await newBuilder({ shard: 0 });
  const client = new WatchedClient(builderId, (await newKey(builderId)).key);
  const refs = await makeEverything(client, 0);
  await syncAgain(client, refs);
  await listenAndRead(client, refs);
  for (const call of everything(refs)) {
    const { status, body } = await client.call(...call);
    // Some deletions meet references: refused they have looked, too.
    if (status >= 400 && status !== 409) throw new Error(`${call[0]} ${call[1]}: ${JSON.stringify(body)}`);
  }
  await actAsPeople();
  for (const path of ["/v1/status", "/v1/marketplace/integrations/noaa-weather/health"]) await client.get(path);
  await client.post("/v1/documentation/feedback", { page: "/docs/", is_helpful: true, comment: "Clear." });
  vi.restoreAllMocks();
  const bindings = { ...env, ...watched };
  await followSites(bindings, [{ shard: 0, builderId, eventIds: await pendingEvents(builderId) }], Date.now());
  await fanOut(bindings, [{ shard: 0, builderId, eventIds: ["x"] }], Date.now());
  await sweep(bindings, Date.now());
  await settleIncidents({ platform: platformOf(bindings), env: bindings, now: Date.now() });
  await sendNotices(bindings, Date.now());
  // Jobs that go on for most of a minute, of which this was all.
  const long = new Set<unknown>([sweepWebhooks, watchIncidents]);
  const jobs = Object.values(schedule)
    .flatMap((cron) => Object.values(cron))
    .filter((job) => !long.has(job));
  await env.FILES.put("license-files/ca.csv", caFile([{ LicenseNo: "1234567" }]));
  for (const job of jobs) await job(bindings, tomorrowAfternoon());
  const distinct = (db: D1Database, all: readonly Recorded[]) =>
    [...new Map(all.map((statement) => [statement.sql, statement])).values()].map((statement) => ({ db, statement }));
  statements = [...distinct(env.PLATFORM_DB, platform.statements), ...distinct(env.TENANT_DB_0, tenant.statements)];
}, 60_000);

/** A table of the schema, by its name or a statement's name for it; not JSON, a subquery or a step over keys. */
const SCAN = /^SCAN (?!\(subquery|CONSTANT|builder$|subscription$|gone$|value$|[uz]$)(?!.*VIRTUAL TABLE)/u;
/** A list of what belongs to no builder: it is read in the order of its key, and ends with the page. */
const PAGE_OF_ALL =
  / where '(?:(?:app_)?reviews|contract_alerts|reports|jurisdictions|audit_log)' = \?1 order by (?:name_key asc, )?id (?:asc|desc) limit 51$/u;
const inOrderOfKey = (plan: readonly string[]) => !plan.some((step) => step.includes("TEMP B-TREE"));
/** Incidents that are open: the index holds no others. */
const OPEN_ONES = "SCAN integration_incidents USING INDEX integration_incidents_open";
/** What is purged by install looks for the old of each install; it walks the installs, and nothing of theirs. */
const BY_INSTALL = / from installs i cross join /u;

test("no statement that the API and its jobs run scans a table", async () => {
  const scans: unknown[] = [];
  for (const { db, statement } of statements) {
    const plan = await planOf(db, statement);
    if (PAGE_OF_ALL.test(statement.sql) && inOrderOfKey(plan)) continue;
    const scanned = plan.filter((step) => SCAN.test(step) && step !== OPEN_ONES);
    if (BY_INSTALL.test(statement.sql) && scanned.every((step) => step.startsWith("SCAN i USING COVERING INDEX ")))
      continue;
    if (scanned.length > 0) scans.push({ sql: statement.sql, plan });
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

/** Of these a builder has a few hundred at most. */
const BOUNDED = /\b(?:webhook_subscriptions|memberships|invitations)\b/u;
/** Who suspends a builder ends all that it has; who resets a sandbox empties it and syncs it anew; and a first row is found at once. */
const ALL_OF_IT = [
  /^update oauth_authorizations set revoked_at = /u,
  /^select id from oauth_authorizations where .* and revoked_at > /su,
  /^select key_hash from api_keys /u,
  /^select distinct a\.application_id, a\.builder_id, b\.shard, p\.name from oauth_authorizations a\b/u,
  /^delete from \w+ where builder_id = \?1(?: returning object_key)?$/u,
  /^update install_syncs set cursor = null, run_id = null, /u,
  /^select not exists \(select 1 from /u,
  /^select json\(case when not exists \(select 1 from projects /u,
];

test("no statement but a list walks all that a builder has", async () => {
  const walks: unknown[] = [];
  for (const { db, statement } of statements) {
    const page = / order by (?:id|event_id|project_id) (?:asc|desc) limit \d+$/u.test(statement.sql);
    if (page || BOUNDED.test(statement.sql) || ALL_OF_IT.some((of) => of.test(statement.sql))) continue;
    const named = namedIn(statement.sql);
    const plan = await planOf(db, statement);
    const walked = plan.map((step) => /^SEARCH (\w+) USING .*\(builder_id=\?\)$/u.exec(step)?.[1]);
    if (walked.some((table) => table !== undefined && named.has(table))) walks.push({ sql: statement.sql, plan });
  }
  expect(walks).toEqual([]);
});
