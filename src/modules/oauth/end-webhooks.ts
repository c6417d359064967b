import { endSubscriptions, listTies, type Tie } from "#modules/webhooks";
import { type Db, prepare } from "#db/client";
import { log } from "#lib/log";
import type { Bindings } from "../../bindings";
import { platformOf, SHARD_COUNT, shardOf } from "../../context";

/** What an application needs for the webhooks it made. */
const SCOPE = "write:webhooks";

/** Whether an authorization can still be used, by which its application may have webhooks. */
const ALLOWS = `revoked_at is null and access_token_hash is not null and refresh_expires_at > ?1
 and exists (select 1 from json_each(scopes_granted) where value = '${SCOPE}')`;

/** A tie without any such authorization; `t` is what names it. */
const none = (t: { builder: string; application: string }): string =>
  `not exists (select 1 from oauth_authorizations where builder_id = ${t.builder} and application_id = ${t.application} and ${ALLOWS})`;

/** An application at a builder, and where that is. */
export type LeftWithout = { application_id: string; builder_id: string; shard: number; name: string | null };
const MOST = 800;

/**
 * The applications that are left without an authorization for webhooks by the end of these.
 * @param condition on authorizations, as SQL with parameters from ?2 on
 */
export const leftWithout = (platform: Db, condition: string, values: readonly string[], now: number) =>
  prepare(
    platform,
    `select distinct a.application_id, a.builder_id, b.shard, p.name from oauth_authorizations a
 join builders b on b.id = a.builder_id left join oauth_applications p on p.id = a.application_id
 where a.id in (select id from oauth_authorizations where ${condition} and revoked_at > ?1 - 60000)
 and exists (select 1 from json_each(a.scopes_granted) where value = '${SCOPE}')
 and ${none({ builder: "a.builder_id", application: "a.application_id" })} limit ${MOST + 1}`,
    now,
    ...values,
  );

/** Ends the webhooks of what `leftWithout` found: a builder's own go on. */
export async function endWebhooks(env: Bindings, rows: readonly LeftWithout[], now: number): Promise<void> {
  if (rows.length > MOST) log("warn", "more webhooks to end than at once", { most: MOST });
  for (const [shard, of] of Map.groupBy(rows.slice(0, MOST), (row) => row.shard)) {
    const ties = of.map((row) => ({ ...tieOf(row), name: row.name ?? GONE }));
    await endSubscriptions(shardOf(env, shard), ties, now);
  }
}

const GONE = "An application that was deleted";
const tieOf = (row: Pick<LeftWithout, "application_id" | "builder_id">): Tie => ({
  applicationId: row.application_id,
  builderId: row.builder_id,
});

const STRAY = `select value->>0 as application_id, value->>1 as builder_id, p.name from json_each(?2)
 left join oauth_applications p on p.id = value->>0 where ${none({ builder: "value->>1", application: "value->>0" })}`;
const MOST_PAGES = 100;

/**
 * Ends the webhooks of applications whose authorizations have ended by themselves, or at whose end this failed.
 * @returns how many ended
 */
export async function endStrayWebhooks(env: Bindings, now: number): Promise<number> {
  let ended = 0;
  for (let shard = 0; shard < SHARD_COUNT; shard += 1) {
    const db = shardOf(env, shard);
    let last: Tie | undefined;
    for (let page = 0; page < MOST_PAGES; page += 1) {
      const ties = await listTies(db, last);
      last = ties.at(-1);
      if (!last) break;
      const names = JSON.stringify(ties.map(({ applicationId, builderId }) => [applicationId, builderId]));
      const { results } = await prepare(platformOf(env), STRAY, now, names).all<Omit<LeftWithout, "shard">>();
      const stray = results.map((row) => ({ ...tieOf(row), name: row.name ?? GONE }));
      ended += await endSubscriptions(db, stray, now);
    }
  }
  return ended;
}
