import { env } from "cloudflare:test";
import { expect, test } from "vitest";
import { newId } from "#lib/ids";
import { notifyUser } from "#modules/notifications";
import { platformOf } from "../../src/context";
import { newMemberClient, type SessionClient } from "../support/accounts";
import { callWith } from "../support/direct";
import { expectProblem } from "../support/expect-problem";
import { Client, newBuilder, newKey } from "../support/harness";
import { planOf, recordSql } from "../support/record-sql";

type Notice = { id: string; is_read: boolean };

const INSERT =
  "insert into notifications (builder_id, id, kind, title, body, created_at) values (?, ?, ?, 'Title', 'Body', ?)";

async function tell(builderId: string, kind = "webhook_disabled", at = Date.now() - 1000): Promise<string> {
  const id = newId(at);
  await env.TENANT_DB_0.prepare(INSERT).bind(builderId, id, kind, at).run();
  return id;
}
const tellAlone = (user: SessionClient) =>
  notifyUser({ platform: platformOf(env), now: Date.now() - 1000 }, user.user.id, {
    kind: "review_answered",
    title: "Title",
    body: "Body",
    objectId: null,
  }).run();

const unread = async (client: Client) => (await client.get<{ count: number }>("/v1/notifications/unread")).body.count;
const list = async (client: Client) => (await client.get<{ data: Notice[] }>("/v1/notifications")).body.data;

async function twoMembers() {
  const builderId = await newBuilder({ shard: 0 });
  const [one, two] = [await newMemberClient("owner", builderId), await newMemberClient("member", builderId)];
  return { builderId, one, two };
}

test("a member's count has what the builder and they alone were told, of the kinds they want", async () => {
  const { builderId, one, two } = await twoMembers();
  expect(await unread(one)).toBe(0);
  const [first] = [await tell(builderId), await tell(builderId, "permit_status")];
  await tellAlone(one);
  expect([await unread(one), await unread(two)]).toEqual([3, 2]);
  await one.post(`/v1/notifications/${first}/read`);
  expect([await unread(one), await unread(two)]).toEqual([2, 2]);
  const preferences = [{ kind: "permit_status", channel: "site", is_enabled: false }];
  await one.put("/v1/notifications/preferences", { preferences });
  expect([await unread(one), await unread(two)]).toEqual([1, 2]);
});

test("all is marked as read for who asked, and what comes afterwards is not", async () => {
  const { builderId, one, two } = await twoMembers();
  await tell(builderId);
  await tell(builderId);
  await tellAlone(one);
  expect((await one.post("/v1/notifications/read-all")).status).toBe(204);
  expect([await unread(one), await unread(two)]).toEqual([0, 2]);
  expect((await list(one)).map(({ is_read: isRead }) => isRead)).toEqual([true, true, true]);
  expect((await list(two)).map(({ is_read: isRead }) => isRead)).toEqual([false, false]);
  const later = await tell(builderId, "webhook_disabled", Date.now() + 1000);
  expect(await unread(one)).toBe(1);
  expect((await list(one)).find(({ is_read: isRead }) => !isRead)?.id).toBe(later);
  await one.post("/v1/notifications/read-all");
});

test("counting ends at a hundred, and walks neither all notices nor all marks", async () => {
  const { builderId, one } = await twoMembers();
  const at = Date.now() - 10_000;
  await env.TENANT_DB_0.batch(
    Array.from({ length: 120 }, (_, index) =>
      env.TENANT_DB_0.prepare(INSERT).bind(builderId, newId(at + index), "webhook_disabled", at + index),
    ),
  );
  expect(await unread(one)).toBe(100);
  const [platform, tenant] = [recordSql(env.PLATFORM_DB), recordSql(env.TENANT_DB_0)];
  const watched = { PLATFORM_DB: platform.db, TENANT_DB_0: tenant.db };
  await callWith(watched, one.request("GET", "/v1/notifications/unread"));
  await callWith(watched, one.request("POST", "/v1/notifications/read-all"));
  const plans = await Promise.all([
    ...tenant.statements.map((statement) => planOf(env.TENANT_DB_0, statement)),
    ...platform.statements
      .filter(({ sql }) => sql.includes("user_notifications"))
      .map((statement) => planOf(env.PLATFORM_DB, statement)),
  ]);
  expect(
    plans.flat().filter((step) => /^SCAN (?!u$|value |\(subquery)/u.test(step) && !step.includes("VIRTUAL")),
  ).toEqual([]);
  expect(plans.flat().join("; ")).toContain("USING INDEX user_notifications_unread (user_id=?");
});

test("it is for members: programs have marks of their own", async () => {
  const builderId = await newBuilder();
  const key = new Client(builderId, (await newKey(builderId)).key);
  expectProblem(await key.get("/v1/notifications/unread"), "forbidden", /takes no API key/u);
  expectProblem(await key.post("/v1/notifications/read-all"), "forbidden", /takes no API key/u);
});
