import { commitPlatform } from "#db/commit";
import { type Db, prepare } from "#db/client";
import { base64Url, hmacSha256 } from "#lib/digest";
import { firstIdAt, newId } from "#lib/ids";
import type { OpenContext } from "../../context";
import type { DocumentationPage } from "./pages";

export type Feedback = { page: DocumentationPage; isHelpful: boolean; comment: string | null };

/** What the visitor said before on that day is taken out of the totals, and what they say now put in. */
const BEGIN = "insert into documentation_totals (page) values (?1) on conflict do nothing";
const TAKE_OUT = `update documentation_totals set helpful = helpful - before.is_helpful, unhelpful = unhelpful - (1 - before.is_helpful)
 from (select is_helpful from documentation_feedback where page = ?1 and day = ?2 and visitor = ?3) before where documentation_totals.page = ?1`;
const PUT = `insert into documentation_feedback (id, page, day, visitor, is_helpful, comment, created_at) values (?4, ?1, ?2, ?3, ?5, ?6, ?7)
 on conflict (page, day, visitor) do update set is_helpful = excluded.is_helpful, comment = coalesce(excluded.comment, comment),
 created_at = excluded.created_at`;
const PUT_IN = "update documentation_totals set helpful = helpful + ?2, unhelpful = unhelpful + 1 - ?2 where page = ?1";

/**
 * Keeps whether a page helped; said again on the same day from the same address, it replaces what was said.
 * @param address who asks, as the rate limit counts them; only a keyed digest of it is kept, and only for the day
 */
export async function recordFeedback(
  { platform, env, now }: OpenContext,
  { page, isHelpful, comment }: Feedback,
  address: string,
): Promise<void> {
  const day = new Date(now).toISOString().slice(0, 10);
  const digest = await hmacSha256(env.SESSION_SECRET, `documentation feedback ${day} ${page} ${address}`);
  const whose = [page, day, base64Url(digest.slice(0, 16))] as const;
  await commitPlatform(
    { platform },
    {
      writes: [
        prepare(platform, BEGIN, page),
        prepare(platform, TAKE_OUT, ...whose),
        prepare(platform, PUT, ...whose, newId(now), isHelpful ? 1 : 0, comment, now),
        prepare(platform, PUT_IN, page, isHelpful ? 1 : 0),
      ],
      result: undefined,
    },
  );
}

const A_BATCH = 500;
/** What was written so long ago is about another page by now; how many it helped is kept. */
const KEPT_MS = 365 * 86_400_000;
const OLD = `delete from documentation_feedback where id in (select id from documentation_feedback where id < ?1 order by id limit ${A_BATCH})`;

/** Deletes what readers said more than a year ago, and leaves the totals. @returns how many rows; there may be more */
export async function purgeFeedback(platform: Db, now: number): Promise<number> {
  const { meta } = await prepare(platform, OLD, firstIdAt(now - KEPT_MS)).run();
  return meta.changes;
}

const FORGET = `update documentation_feedback set visitor = null where id in
 (select id from documentation_feedback where visitor is not null and day < ?1 limit ${A_BATCH})`;

/** Forgets what told the visitors of days that are over apart. @returns how many rows; there may be more */
export async function forgetVisitors(platform: Db, now: number): Promise<number> {
  const { meta } = await prepare(platform, FORGET, new Date(now).toISOString().slice(0, 10)).run();
  return meta.changes;
}
