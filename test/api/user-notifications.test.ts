import { env } from "cloudflare:test";
import { afterEach, expect, test, vi } from "vitest";
import { newId } from "#lib/ids";
import { notifyUser, sendDigests } from "#modules/notifications";
import { platformOf } from "../../src/context";
import { newMemberClient, newUserClient, type SessionClient } from "../support/accounts";
import { withMethods } from "../support/direct";
import { expectProblem } from "../support/expect-problem";
import { Client, newBuilder, newClient, newKey } from "../support/harness";

type Notice = { id: string; kind: string; title: string; is_read: boolean };
type Page = { data: Notice[]; next_cursor: string | null };
type Preferences = { data: { kind: string; channel: string; is_enabled: boolean }[] };

afterEach(() => {
  vi.restoreAllMocks();
});

const HOUR = 3_600_000;

async function tellBuilder(builderId: string, title: string, at = Date.now(), shard = 0): Promise<string> {
  const id = newId(at);
  await env[shard === 0 ? "TENANT_DB_0" : "TENANT_DB_1"]
    .prepare(
      "insert into notifications (builder_id, id, kind, title, body, created_at) values (?, ?, 'webhook_disabled', ?, 'Body', ?)",
    )
    .bind(builderId, id, title, at)
    .run();
  return id;
}
const tellUser = (user: SessionClient, title: string, at = Date.now()) =>
  notifyUser({ platform: platformOf(env), now: at }, user.user.id, {
    kind: "review_answered",
    title,
    body: "Body",
    objectId: null,
  }).run();
const titles = async (client: Client, query = "", own = "") =>
  (await client.get<Page>(`/v1/notifications${own}${query}`)).body.data.map(({ title }) => title);
const choose = (user: SessionClient, kind: string, channel: string, enabled: boolean) =>
  user.put<Preferences>("/v1/notifications/preferences", { preferences: [{ kind, channel, is_enabled: enabled }] });

test("members see the builder's notices and their own as one list, page by page", async () => {
  const builderId = await newBuilder({ shard: 1 });
  const [one, two] = [await newMemberClient("owner", builderId), await newMemberClient("member", builderId)];
  const key = new Client(builderId, (await newKey(builderId)).key);
  const at = Date.now() - 1000;
  await tellBuilder(builderId, "a", at, 1);
  await tellUser(one, "b", at + 1);
  await tellBuilder(builderId, "c", at + 2, 1);
  await tellUser(one, "d", at + 3);
  await tellBuilder(builderId, "e", at + 4, 1);
  expect(await titles(one)).toEqual(["e", "d", "c", "b", "a"]);
  expect(await titles(one, "?sort=created_at")).toEqual(["a", "b", "c", "d", "e"]);
  expect(await titles(two)).toEqual(["e", "c", "a"]);
  expect(await titles(key)).toEqual(["e", "c", "a"]);
  expect(await titles(one, "", "/own")).toEqual(["d", "b"]);
  const since = encodeURIComponent(new Date(at + 2).toISOString());
  expect(await titles(one, `?created_at[gte]=${since}`)).toEqual(["c", "d", "e"]);
  for (const [sort, expected] of [
    ["-created_at", "edcba"],
    ["created_at", "abcde"],
  ] as const) {
    let seen = "";
    for (let cursor = ""; ;) {
      const page = await one.get<Page>(`/v1/notifications?limit=2&sort=${sort}${cursor}`);
      seen += page.body.data.map(({ title }) => title).join("");
      if (page.body.next_cursor === null) break;
      cursor = `&cursor=${page.body.next_cursor}`;
    }
    expect(seen).toBe(expected);
  }
  const foreign = (await one.get<Page>("/v1/notifications?limit=1")).body.next_cursor;
  expectProblem(await two.get(`/v1/notifications?limit=1&cursor=${foreign}`), "invalid_request");
});

test("everyone has their own read marks, and programs have theirs", async () => {
  const builderId = await newBuilder();
  const [one, two] = [await newMemberClient("owner", builderId), await newMemberClient("member", builderId)];
  const [key, other] = [new Client(builderId, (await newKey(builderId)).key), await newClient()];
  const id = await tellBuilder(builderId, "a");
  const isRead = async (client: Client) => (await client.get<Page>("/v1/notifications")).body.data[0]?.is_read;
  expect((await one.post<Notice>(`/v1/notifications/${id}/read`)).body).toMatchObject({ id, is_read: true });
  expect([await isRead(one), await isRead(two), await isRead(key)]).toEqual([true, false, false]);
  expect((await key.post<Notice>(`/v1/notifications/${id}/read`)).body.is_read).toBe(true);
  expect([await isRead(two), await isRead(key)]).toEqual([false, true]);
  for (const client of [other, await newMemberClient("owner")])
    expectProblem(await client.post(`/v1/notifications/${id}/read`), "not_found");

  await tellUser(one, "mine");
  const mine = (await one.get<Page>("/v1/notifications/own")).body.data[0]?.id ?? "";
  expectProblem(await two.post(`/v1/notifications/${mine}/read`), "not_found");
  expectProblem(await two.post(`/v1/notifications/own/${mine}/read`), "not_found");
  expect((await one.post<Notice>(`/v1/notifications/${mine}/read`)).body.is_read).toBe(true);
  expect((await one.post<Notice>(`/v1/notifications/own/${mine}/read`)).body.is_read).toBe(true);
});

test("who wants no notices of a kind on the site does not see them, others do", async () => {
  const builderId = await newBuilder();
  const [one, two] = [await newMemberClient("owner", builderId), await newMemberClient("member", builderId)];
  for (const title of ["a", "b", "c"]) await tellBuilder(builderId, title);
  await tellUser(one, "mine", Date.now() - HOUR);
  const all = (await one.get<Preferences>("/v1/notifications/preferences")).body.data;
  // What admins are mailed at once is in no daily mail.
  const atOnce = { kind: "contract_alert", channel: "email" };
  expect(all.filter(({ is_enabled: enabled }) => !enabled)).toMatchObject([atOnce]);
  const changed = await choose(one, "webhook_disabled", "site", false);
  expect(changed.body.data.filter(({ is_enabled: enabled }) => !enabled)).toMatchObject([
    { kind: "webhook_disabled", channel: "site" },
    atOnce,
  ]);
  expect(await titles(one, "?limit=1")).toEqual(["mine"]);
  expect(await titles(two)).toEqual(["c", "b", "a"]);
  await choose(one, "webhook_disabled", "site", true);
  expect(await titles(one)).toEqual(["c", "b", "a", "mine"]);
  for (const preferences of [
    [],
    [{ kind: "nonsense", channel: "site", is_enabled: true }],
    [{ kind: "webhook_disabled" }],
  ])
    expectProblem(await one.put("/v1/notifications/preferences", { preferences }), "invalid_request");
});

type Sent = { to: string; subject: string; text: string };

/** Bindings whose mail is collected, and refused to whom it says. */
function mailing(refuse: (to: string) => boolean = () => false) {
  const sent: Sent[] = [];
  const send = (mail: unknown) => {
    const { to } = mail as Sent;
    if (refuse(to)) return Promise.reject(new Error("the mailbox is full"));
    sent.push(mail as Sent);
    return Promise.resolve({ messageId: "1" });
  };
  const bindings = {
    ...env,
    MAIL_FROM: "RossOS <no-reply@rossos.test>",
    EMAIL: withMethods(env.EMAIL, { send: send as never }),
  };
  return { bindings, to: (user: SessionClient) => sent.filter(({ to }) => to === user.user.email) };
}

/** Two in the afternoon of a day to come, so that no other test's mails are due. */
let days = 10;
function afternoon(): number {
  days += 10;
  return Math.floor(Date.now() / (24 * HOUR)) * 24 * HOUR + days * 24 * HOUR + 14 * HOUR;
}

test("one mail a day holds what is new, unread and wanted", async () => {
  const now = afternoon();
  const builderId = await newBuilder({ shard: 1 });
  const [one, two] = [await newMemberClient("owner", builderId), await newMemberClient("member", builderId)];
  const [muted, alone] = [await newMemberClient("member", builderId), await newUserClient()];
  const unproven = await newMemberClient("member", builderId, { emailVerified: false });
  await choose(muted, "webhook_disabled", "email", false);
  await tellBuilder(builderId, "too old", now - 30 * HOUR, 1);
  const read = await tellBuilder(builderId, "first", now - 2 * HOUR, 1);
  await tellBuilder(builderId, "second", now - HOUR, 1);
  await tellUser(one, "for one", now - HOUR);
  await tellUser(alone, "for alone", now - HOUR);
  await two.post(`/v1/notifications/${read}/read`);

  const { bindings, to } = mailing();
  expect(await sendDigests(bindings, now - 3 * HOUR)).toBe(0);
  const runs = await Promise.all([sendDigests(bindings, now), sendDigests(bindings, now), sendDigests(bindings, now)]);
  expect(runs.reduce((sum, count) => sum + count, 0)).toBe(3);
  expect(to(one).map(({ subject }) => subject)).toEqual(["3 notifications from RossOS"]);
  expect(to(one)[0]?.text).toContain("Test builder: first\n\nTest builder: second\n\nfor one");
  expect(to(one)[0]?.text).not.toContain("too old");
  expect(to(two).map(({ subject }) => subject)).toEqual(["second"]);
  expect(to(alone).map(({ subject }) => subject)).toEqual(["for alone"]);
  expect([to(muted).length, to(unproven).length]).toEqual([0, 0]);

  // Later on the same day nothing more goes out; the next day holds what came since, once.
  await tellBuilder(builderId, "third", now + HOUR, 1);
  expect(await sendDigests(bindings, now + 2 * HOUR)).toBe(0);
  expect(await sendDigests(bindings, now + 24 * HOUR)).toBe(2);
  expect(to(one).map(({ subject }) => subject)).toEqual(["3 notifications from RossOS", "third"]);
  expect(await sendDigests(bindings, now + 48 * HOUR)).toBe(0);
});

test("a mail that is not accepted is tried again, and holds nothing back for others", async () => {
  const now = afternoon();
  const [lucky, full] = [await newUserClient(), await newUserClient()];
  for (const user of [lucky, full]) await tellUser(user, "news", now - HOUR);
  const refusing = mailing((to) => to === full.user.email);
  vi.spyOn(console, "warn").mockImplementation(() => undefined);
  expect(await sendDigests(refusing.bindings, now)).toBe(1);
  expect([refusing.to(lucky).length, refusing.to(full).length]).toEqual([1, 0]);
  const again = mailing();
  expect(await sendDigests(again.bindings, now + HOUR)).toBe(1);
  expect(again.to(full).map(({ subject }) => subject)).toEqual(["news"]);
});

test("people who have nothing new to be told of keep nobody from their mail", async () => {
  const now = afternoon();
  const before = now - 30 * HOUR;
  const yesterday = new Date(now - 24 * HOUR).toISOString().slice(0, 10);
  // They have been here for longer, and so come first.
  const told = Array.from({ length: 501 }, () => [newId(1), newId(before)]);
  const [ids, db] = [JSON.stringify(told), env.PLATFORM_DB];
  await db.batch([
    db
      .prepare(
        `insert into users (id, name, email, email_verified, is_platform_admin, created_at, updated_at)
 select value->>0, 'Told', value->>0 || '@told.test', 1, 0, ?2, ?2 from json_each(?1)`,
      )
      .bind(ids, before),
    db
      .prepare(
        `insert into user_notifications (user_id, id, kind, title, body, created_at)
 select value->>0, value->>1, 'review_answered', 'Told of', 'Body', ?2 from json_each(?1)`,
      )
      .bind(ids, before),
    db
      .prepare(
        "insert into notification_digests (user_id, day, covered_until) select value->>0, ?2, ?3 from json_each(?1)",
      )
      .bind(ids, yesterday, now - 24 * HOUR),
  ]);
  const waiting = await newUserClient();
  await tellUser(waiting, "news", now - HOUR);
  const { bindings, to } = mailing();
  await sendDigests(bindings, now);
  expect(to(waiting).map(({ subject }) => subject)).toEqual(["news"]);
});
