import { env } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { newId } from "#lib/ids";
import { newUserClient, type SessionClient } from "../support/accounts";
import { callWith } from "../support/direct";
import { expectProblem } from "../support/expect-problem";
import { seedCatalogue } from "../support/listings";
import { planOf, recordSql } from "../support/record-sql";

type Entry = {
  id: string;
  actor_id: string | null;
  actor_name: string | null;
  subject_name: string | null;
  action: string;
  detail: object;
};
type Page = { data: Entry[]; next_cursor: string | null };

const INSERT = `insert into audit_log (id, actor_id, action, subject_type, subject_id, detail, created_at)
 values (?1, ?2, ?3, ?4, ?5, '{"reason":"why"}', ?6)`;
const START = Date.parse("2026-01-05T00:00:00.000Z");

let admin: SessionClient;
beforeAll(async () => {
  await seedCatalogue();
  admin = await newUserClient({ isPlatformAdmin: true });
  const lines = [
    ["integration.killed", "integration", "xero"],
    ["integration.restored", "integration", "xero"],
    ["builder.suspended", "builder", "b"],
    ["integration.killed", "integration", "plaid"],
  ] as const;
  await env.PLATFORM_DB.batch(
    lines.map(([action, type, id], index) => {
      const at = START + index * 60_000;
      const actor = index === 3 ? null : admin.user.id;
      return env.PLATFORM_DB.prepare(INSERT).bind(newId(at), actor, action, type, id, at);
    }),
  );
});

const UNTIL = `created_at[lt]=${new Date(START + 600_000).toISOString()}&sort=-created_at`;
const log = async (query: string) => (await admin.get<Page>(`/v1/admin/audit?${UNTIL}&${query}`)).body;
const said = ({ data }: Page) => data.map(({ action }) => action);

test("the log is listed newest first, by page, with who did what and why", async () => {
  const first = await log("limit=3");
  expect(said(first)).toEqual(["integration.killed", "builder.suspended", "integration.restored"]);
  expect(first.data[0]).toMatchObject({ actor_id: null, actor_name: null, detail: { reason: "why" } });
  expect(first.data[1]).toMatchObject({ actor_id: admin.user.id, actor_name: "Test user" });
  expect(first.data.map(({ subject_name: name }) => name)).toEqual(["Plaid bank feeds", null, "Xero"]);
  const rest = await log(`limit=3&cursor=${first.next_cursor ?? ""}`);
  expect([said(rest), rest.next_cursor]).toEqual([["integration.killed"], null]);
});

test.each([
  ["action=integration.killed", 2, "audit_log_action"],
  ["subject_type=integration", 3, "audit_log_subject_type"],
  ["subject_id=xero", 2, "audit_log_subject_id"],
  ["actor_id=ACTOR", 3, "audit_log_actor"],
  ["subject_type=integration&subject_id=xero&action=integration.killed", 1, "audit_log_subject_id"],
])("%s narrows it, along an index", async (given, count, index) => {
  const query = given.replace("ACTOR", admin.user.id);
  expect((await log(query)).data).toHaveLength(count);
  const platform = recordSql(env.PLATFORM_DB);
  await callWith({ PLATFORM_DB: platform.db }, admin.request("GET", `/v1/admin/audit?${query}`));
  const statement = platform.statements.findLast(({ sql }) => sql.includes("from audit_log "));
  const plan = statement ? await planOf(env.PLATFORM_DB, statement) : [];
  expect(plan.join("; ")).toContain(`USING INDEX ${index} (`);
  expect(plan.join("; ")).not.toMatch(/SCAN|TEMP B-TREE/u);
});

test("it is for platform admins, and refuses what it does not know", async () => {
  expectProblem(await (await newUserClient()).get("/v1/admin/audit"), "forbidden");
  expectProblem(await admin.get("/v1/admin/audit?actor_id=me"), "invalid_request");
  expectProblem(await admin.get("/v1/admin/audit?cursor=abc"), "invalid_request");
});
