import { type Db, prepare } from "#db/client";
import { firstIdAt } from "#lib/ids";
import { describe, log } from "#lib/log";
import { sendMail } from "#modules/accounts";
import type { Bindings } from "../../bindings";
import { platformOf, SHARD_COUNT, shardOf } from "../../context";
import { mutedKinds } from "./preferences";

const DAY_MS = 86_400_000;
/** UTC hour from which the mails of a day go out. */
const FROM_HOUR = 12;
/** What is older is told of no more, whatever kept it from being sent. */
const LOOK_BACK_MS = 3 * DAY_MS;
/** People one run writes to; the next run goes on. */
const MOST_PEOPLE = 500;
/** Notices a run looks at in each database; older ones are left out of the mails, never of the site. */
const MOST_NOTICES = 5000;
/** Notices a mail names. */
const MOST_LINES = 50;

type Notice = { id: string; kind: string; title: string; created_at: number; builder: string | null };
type Person = { id: string; email: string; name: string; covered_until: number | null; day: string | null };

/**
 * Mails people what they have not read: once a day each, of the kinds they want mailed, and nothing when there is nothing.
 * Run again it goes on with whom it has not reached. Who was sent a mail is written down first: a crash in between costs a
 * mail, and never sends one twice.
 * @returns how many mails were sent
 */
export async function sendDigests(env: Bindings, now: number): Promise<number> {
  if (new Date(now).getUTCHours() < FROM_HOUR) return 0;
  const platform = platformOf(env);
  let sent = 0;
  for (const { person, news } of await dueMails(env, platform, now))
    if (await sendOne(env, platform, person, news, now)) sent += 1;
  return sent;
}

type Due = { person: Person; news: Notice[] };

/** Whom this run writes to, and of what. Who has nothing new to be told of takes nobody's place. */
async function dueMails(env: Bindings, platform: Db, now: number): Promise<Due[]> {
  const notices = await noticesByUser(env, platform, now);
  const people = await duePeople(platform, [...notices.keys()], now);
  const ids = people.map(({ id }) => id);
  const mutedBy = await mutedKinds(platform, ids, "email");
  const mails = people.map((person): Due => {
    const from = person.covered_until ?? now - DAY_MS;
    const muted = mutedBy(person.id);
    const isNews = ({ kind, created_at: at }: Notice) => at >= from && at < now && !muted.has(kind);
    return { person, news: (notices.get(person.id) ?? []).filter(isNews) };
  });
  return mails.filter(({ news }) => news.length > 0).slice(0, MOST_PEOPLE);
}

const UNREAD_OWN = `select user_id, id, kind, title, created_at from user_notifications where id >= ?1 and read_at is null
 order by id desc limit ${MOST_NOTICES}`;
const RECENT = `select builder_id, id, kind, title, created_at from notifications where id >= ?1 order by id desc limit ${MOST_NOTICES}`;
const READ = `select r.user_id, r.notification_id from json_each(?1) m join notification_reads r
 on r.builder_id = m.value->>0 and r.user_id = m.value->>1 and r.notification_id >= ?2`;
const READ_UNTIL = `select k.user_id, k.builder_id, k.read_until from json_each(?1) m join notification_marks k
 on k.builder_id = m.value->>0 and k.user_id = m.value->>1`;
const MEMBERS = `select m.builder_id, m.user_id, b.name from memberships m join builders b on b.id = m.builder_id and b.is_active = 1
 where m.builder_id in (select value from json_each(?1))`;

type Recent = Omit<Notice, "builder"> & { builder_id: string };
type Member = { builder_id: string; user_id: string; name: string };

/** Whether a member has read a notice of the builder's, of those since then. */
type HasRead = (member: Member, noticeId: string) => boolean;

async function readMarks(db: Db, members: readonly Member[], since: string): Promise<HasRead> {
  const pairs = JSON.stringify(members.map(({ builder_id: builder, user_id: user }) => [builder, user]));
  const [single, all] = await Promise.all([
    prepare(db, READ, pairs, since).all<{ user_id: string; notification_id: string }>(),
    prepare(db, READ_UNTIL, pairs).all<{ user_id: string; builder_id: string; read_until: string }>(),
  ]);
  const read = new Set(single.results.map(({ user_id: user, notification_id: notice }) => `${user} ${notice}`));
  const until = new Map(all.results.map((mark) => [`${mark.user_id} ${mark.builder_id}`, mark.read_until]));
  return ({ user_id: user, builder_id: builder }, notice) =>
    read.has(`${user} ${notice}`) || notice <= (until.get(`${user} ${builder}`) ?? "");
}

/** Everything recent that a person has not read, oldest first. */
async function noticesByUser(env: Bindings, platform: Db, now: number): Promise<ReadonlyMap<string, Notice[]>> {
  const since = firstIdAt(now - LOOK_BACK_MS);
  const byUser = new Map<string, Notice[]>();
  const add = (userId: string, notice: Notice) => {
    const known = byUser.get(userId);
    if (known) known.push(notice);
    else byUser.set(userId, [notice]);
  };
  const own = await prepare(platform, UNREAD_OWN, since).all<Omit<Notice, "builder"> & { user_id: string }>();
  for (const { user_id: userId, ...notice } of own.results) add(userId, { ...notice, builder: null });
  for (let shard = 0; shard < SHARD_COUNT; shard += 1) {
    const db = shardOf(env, shard);
    const { results } = await prepare(db, RECENT, since).all<Recent>();
    const builders = JSON.stringify([...new Set(results.map(({ builder_id: id }) => id))]);
    const members = (await prepare(platform, MEMBERS, builders).all<Member>()).results;
    const hasRead = await readMarks(db, members, since);
    const byBuilder = Map.groupBy(members, ({ builder_id: id }) => id);
    for (const { builder_id: builderId, ...notice } of results) {
      for (const member of byBuilder.get(builderId) ?? [])
        if (!hasRead(member, notice.id)) add(member.user_id, { ...notice, builder: member.name });
    }
  }
  for (const [userId, notices] of byUser)
    byUser.set(
      userId,
      notices.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    );
  return byUser;
}

const dayOf = (now: number): string => new Date(now).toISOString().slice(0, 10);

/** Those of them who have had no mail today; their address must be known to be theirs. */
async function duePeople(platform: Db, userIds: readonly string[], now: number): Promise<Person[]> {
  const sql = `select u.id, u.email, u.name, d.covered_until, d.day from users u left join notification_digests d on d.user_id = u.id
 where u.id in (select value from json_each(?1)) and u.email_verified = 1 and (d.day is null or d.day < ?2) order by u.id`;
  return (await prepare(platform, sql, JSON.stringify(userIds), dayOf(now)).all<Person>()).results;
}

const CLAIM = `insert into notification_digests (user_id, day, covered_until) values (?1, ?2, ?3)
 on conflict (user_id) do update set day = excluded.day, covered_until = excluded.covered_until where day < excluded.day`;

async function sendOne(env: Bindings, platform: Db, person: Person, news: Notice[], now: number): Promise<boolean> {
  const { meta } = await prepare(platform, CLAIM, person.id, dayOf(now), now).run();
  if (meta.changes === 0) return false;
  try {
    await sendMail(env, {
      to: person.email,
      kind: "digest",
      subject: news.length === 1 ? (news[0]?.title ?? "") : `${news.length} notifications from RossOS`,
      text: [`Hello ${person.name},`, "this is new since your last mail:", ...linesOf(news)],
      action: { label: "Read them, or choose what you are mailed", url: `${env.PUBLIC_URL}/account/` },
    });
    return true;
  } catch (error) {
    log("warn", "digest not mailed", { user: person.id, ...describe(error) });
    await giveBack(platform, person, now);
    return false;
  }
}

const linesOf = (news: readonly Notice[]): string[] => [
  ...news.slice(0, MOST_LINES).map(({ builder, title }) => (builder === null ? title : `${builder}: ${title}`)),
  ...(news.length > MOST_LINES ? [`And ${news.length - MOST_LINES} more.`] : []),
];

/** A mail that was not accepted is tried again by the next run. */
async function giveBack(platform: Db, { id, day, covered_until: until }: Person, now: number): Promise<void> {
  const write =
    day === null || until === null
      ? prepare(platform, "delete from notification_digests where user_id = ?1 and day = ?2", id, dayOf(now))
      : prepare(
          platform,
          "update notification_digests set day = ?3, covered_until = ?4 where user_id = ?1 and day = ?2",
          id,
          dayOf(now),
          day,
          until,
        );
  await write.run();
}
