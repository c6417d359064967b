import { commitPlatform, LostRace, mustChange } from "#db/commit";
import { type Db, prepare } from "#db/client";
import { notifyUser } from "#modules/notifications";
import type { Bindings } from "../../bindings";
import { platformOf } from "../../context";

/** Followers that are told at once; each leaves the list in the batch that tells them. */
const A_BATCH = 50;
/** Batches of one run; the next one goes on. */
const MOST_BATCHES = 200;

const ANNOUNCED = `update integration_listings set announce_pending = 0 where slug = ?1 and announce_pending = 1
 and not exists (select 1 from integration_follows where slug = ?1)`;

type Available = { slug: string; name: string; tagline: string | null };

/**
 * Tells who follows an integration that it became available, once each.
 * @returns how many were told
 */
export async function announceAvailable(env: Bindings, now: number): Promise<number> {
  const platform = platformOf(env);
  // Any id: it makes of the index of pending ones a range to search.
  const pending =
    "select slug, name, tagline from integration_listings where announce_pending = 1 and id > '' limit 100";
  const { results } = await prepare(platform, pending).all<Available>();
  let told = 0;
  for (const listing of results) {
    for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
      const count = await tellSome(platform, listing, env.PUBLIC_URL, now);
      told += count;
      if (count < A_BATCH) break;
    }
  }
  return told;
}

/** Ends following and tells, for some followers at once. @returns how many; 0 when someone else is at it */
async function tellSome(platform: Db, { slug, name, tagline }: Available, site: string, now: number): Promise<number> {
  const followers = `select user_id from integration_follows where slug = ?1 limit ${A_BATCH}`;
  const { results } = await prepare(platform, followers, slug).all<{ user_id: string }>();
  const ids = results.map(({ user_id: id }) => id);
  const unfollow = "delete from integration_follows where slug = ?1 and user_id in (select value from json_each(?2))";
  const body = `${tagline ?? ""}. You asked to be told: ${site}/marketplace/${slug}/`;
  const notice = { kind: "listing_available", title: `${name} is available`, body, objectId: null } as const;
  try {
    await commitPlatform(
      { platform },
      {
        writes: [
          ...mustChange(platform, prepare(platform, unfollow, slug, JSON.stringify(ids)), ids.length),
          ...ids.map((id) => notifyUser({ platform, now }, id, notice)),
          prepare(platform, ANNOUNCED, slug),
        ],
        result: undefined,
      },
    );
    return ids.length;
  } catch (error) {
    if (error instanceof LostRace) return 0;
    throw error;
  }
}

/** Builders that let an application in: its authorizations end by time, too, so they are counted now and then. */
const RECOUNT = `update integration_listings set install_count = (select count(distinct o.builder_id) from oauth_authorizations o
 join builders b on b.id = o.builder_id and b.environment = 'live'
 where o.application_id = integration_listings.application_id and o.revoked_at is null and o.refresh_expires_at > ?1)
 where application_id is not null`;
const SAME = `update oauth_applications set install_count = coalesce((select install_count from integration_listings l where l.application_id = oauth_applications.id), 0)
 where id in (select application_id from integration_listings where application_id is not null)`;

/** Brings the install counts of third-party applications up to date. */
export async function countAuthorizations(env: Bindings, now: number): Promise<void> {
  const platform = platformOf(env);
  await platform.$client.batch([prepare(platform, RECOUNT, now), prepare(platform, SAME)]);
}
