import { commitPlatform, mustChange } from "#db/commit";
import { prepare } from "#db/client";
import { forgetKey } from "#modules/access";
import { audit } from "#modules/audit";
import { endAuthorizations } from "#modules/oauth";
import { log } from "#lib/log";
import type { UserContext } from "../../context";
import { notFound } from "../../errors";

/** Keys whose limiters are told in one request; the rest learn of it within a minute. */
const MOST_KEYS = 500;
const AT_A_TIME = 50;

/**
 * Suspends a builder with its sandbox, or takes that back. When it returns, no API key and no session acts for a suspended
 * builder, and its applications' authorizations have ended for good. May be repeated.
 * @throws DomainError not_found
 */
export async function suspendBuilder(
  ctx: UserContext,
  id: string,
  change: { suspended: boolean; reason?: string | undefined },
): Promise<void> {
  const { platform, env, now } = ctx;
  const { results } = await prepare(
    platform,
    "select id from builders where id = ?1 and environment = 'live' union all select id from builders where sandbox_of = ?1",
    id,
  ).all<{ id: string }>();
  const ids = results.map((row) => row.id);
  if (!ids.includes(id)) throw notFound("builder");
  const sql = "update builders set is_active = ?2 where id in (select value from json_each(?1))";
  await commitPlatform(ctx, {
    writes: [
      ...mustChange(platform, prepare(platform, sql, JSON.stringify(ids), change.suspended ? 0 : 1), ids.length),
      audit(ctx, {
        action: change.suspended ? "builder.suspended" : "builder.reinstated",
        subject: ["builder", id],
        detail: change.reason === undefined ? {} : { reason: change.reason },
      }),
    ],
    result: undefined,
  });
  if (change.suspended) for (const builderId of ids) await endAuthorizations(platform, env, { builderId }, now);
  await tellKeys(ctx, ids);
}

async function tellKeys({ platform, env }: UserContext, builderIds: readonly string[]): Promise<void> {
  const sql = `select key_hash from api_keys where builder_id in (select value from json_each(?1)) and is_active = 1
 order by last_used_at desc limit ${MOST_KEYS + 1}`;
  const { results } = await prepare(platform, sql, JSON.stringify(builderIds)).all<{ key_hash: string }>();
  if (results.length > MOST_KEYS) log("warn", "more keys than can be told at once", { most: MOST_KEYS });
  for (let at = 0; at < Math.min(results.length, MOST_KEYS); at += AT_A_TIME)
    await Promise.all(results.slice(at, at + AT_A_TIME).map(({ key_hash }) => forgetKey(env, key_hash)));
}
