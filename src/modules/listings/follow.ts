import { commitPlatform } from "#db/commit";
import { prepare } from "#db/client";
import type { Context } from "../../context";
import { DomainError, notFound } from "../../errors";

type Ctx = Pick<Context, "platform" | "now">;

export type Follow = { slug: string; is_following: boolean; followed_at: string | null };

const INSERT = `insert into integration_follows (slug, user_id, created_at)
 select slug, ?2, ?3 from integration_listings where slug = ?1 and is_active = 1 and status = 'planned'
 on conflict do nothing`;
const SELECT = `select l.status, f.created_at from integration_listings l
 left join integration_follows f on f.slug = l.slug and f.user_id = ?2 where l.slug = ?1 and l.is_active = 1`;

/**
 * Asks to be told when a planned integration becomes available; asking again changes nothing.
 * @throws DomainError not_found, invalid_state when it is available already
 */
export async function follow(ctx: Ctx, userId: string, slug: string): Promise<Follow> {
  await commitPlatform(ctx, { writes: [prepare(ctx.platform, INSERT, slug, userId, ctx.now)], result: undefined });
  const row = await prepare(ctx.platform, SELECT, slug, userId).first<{ status: string; created_at: number | null }>();
  if (!row) throw notFound("integration");
  if (row.created_at === null) throw new DomainError("invalid_state", "The integration is available already.");
  return { slug, is_following: true, followed_at: new Date(row.created_at).toISOString() };
}

/**
 * Takes it back; nothing happens when there is nothing to take back.
 * @throws DomainError not_found when there never was such an integration
 */
export async function unfollow(ctx: Ctx, userId: string, slug: string): Promise<void> {
  const listing = await prepare(ctx.platform, "select 1 from integration_listings where slug = ?1", slug).first();
  if (!listing) throw notFound("integration");
  const sql = "delete from integration_follows where slug = ?1 and user_id = ?2";
  await commitPlatform(ctx, { writes: [prepare(ctx.platform, sql, slug, userId)], result: undefined });
}
