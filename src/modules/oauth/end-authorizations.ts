import { forgetAuthorization } from "#modules/access";
import { type Db, prepare } from "#db/client";
import { log } from "#lib/log";
import type { Bindings } from "../../bindings";
import { endWebhooks, type LeftWithout, leftWithout } from "./end-webhooks";

/** Which authorizations: one, an application's, an application's at a builder, a member's at a builder, or a builder's. */
export type Ended =
  | { id: string }
  | { applicationId: string }
  | { applicationId: string; builderId: string }
  | { userId: string; builderId: string }
  | { builderId: string };

const COLUMNS = {
  id: "id",
  applicationId: "application_id",
  builderId: "builder_id",
  userId: "user_id",
} as const;

/** Limiter objects that are told at a time, and at most: an invocation may make so many calls. */
const AT_A_TIME = 50;
const MOST = 800;

/**
 * Ends authorizations with every token and code they have, and the webhooks of applications that are left without any.
 * When it returns, no token is accepted anywhere and no event goes out; where more than 800 had an access token that was
 * still good, the rest end within a minute, and webhooks of more than 800 applications within the hour.
 * @returns how many were ended
 * @throws when an object or a database cannot be told; the ending must then not be reported as done, and may be repeated
 */
export async function endAuthorizations(
  platform: Db,
  env: Bindings,
  where: Ended,
  now: number = Date.now(),
): Promise<number> {
  const pairs = Object.entries(where) as [keyof typeof COLUMNS, string][];
  const condition = pairs.map(([name], index) => `${COLUMNS[name]} = ?${index + 2}`).join(" and ");
  const values = pairs.map(([, value]) => value);
  // Those ended in the last minute are told again: who ended them may have failed before telling.
  const [ended, live, without] = await platform.$client.batch<{ id: string } | LeftWithout>([
    prepare(
      platform,
      `update oauth_authorizations set revoked_at = ?1 where ${condition} and revoked_at is null`,
      now,
      ...values,
    ),
    prepare(
      platform,
      `select id from oauth_authorizations where ${condition} and access_expires_at > ?1 and revoked_at > ?1 - 60000
 order by revoked_at desc limit ${MOST + 1}`,
      now,
      ...values,
    ),
    leftWithout(platform, condition, values, now),
  ]);
  const ids = ((live?.results ?? []) as { id: string }[]).map(({ id }) => id);
  if (ids.length > MOST) log("warn", "more authorizations ended than objects can be told at once", { most: MOST });
  for (let at = 0; at < Math.min(ids.length, MOST); at += AT_A_TIME) {
    await Promise.all(ids.slice(at, at + AT_A_TIME).map((id) => forgetAuthorization(env, id)));
  }
  await endWebhooks(env, (without?.results ?? []) as LeftWithout[], now);
  return ended?.meta.changes ?? 0;
}
