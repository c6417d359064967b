import { commitPlatform } from "#db/commit";
import { prepare } from "#db/client";
import { notifyUser } from "#modules/notifications";
import type { UserContext } from "../../context";
import { DomainError, notFound } from "../../errors";
import { type IntegrationReview, toReview } from "./shape";
import { findReview } from "./store";

/** @throws DomainError not_found; forbidden unless the user made it: its developer, or for the platform's own an admin */
async function requireMaker(ctx: UserContext, slug: string): Promise<string> {
  const sql = "select name, developer_id from integration_listings where slug = ?1";
  const listing = await prepare(ctx.platform, sql, slug).first<{ name: string; developer_id: string | null }>();
  if (!listing) throw notFound("integration");
  const isMaker = listing.developer_id ? listing.developer_id === ctx.user.id : ctx.user.isPlatformAdmin;
  if (isMaker) return listing.name;
  throw new DomainError("forbidden", "Only who made the integration answers its reviews.");
}

/** Publishes an answer below the review, or another in its place, and tells who wrote the review. */
export async function answerReview(
  ctx: UserContext,
  slug: string,
  id: string,
  answer: string,
): Promise<IntegrationReview> {
  const name = await requireMaker(ctx, slug);
  const review = await findReview(ctx, id, slug);
  const sql = "update integration_reviews set answer = ?2, answered_by = ?3, answered_at = ?4 where id = ?1";
  return await commitPlatform(ctx, {
    writes: [
      prepare(ctx.platform, sql, id, answer, ctx.user.id, ctx.now),
      notifyUser(ctx, review.user_id, {
        kind: "review_answered",
        title: `Your review of ${name} was answered`,
        body: answer,
        objectId: id,
      }),
    ],
    result: toReview({ ...review, answer, answered_at: ctx.now }),
  });
}

export async function withdrawAnswer(ctx: UserContext, slug: string, id: string): Promise<void> {
  await requireMaker(ctx, slug);
  await findReview(ctx, id, slug);
  const sql = "update integration_reviews set answer = null, answered_by = null, answered_at = null where id = ?1";
  await commitPlatform(ctx, { writes: [prepare(ctx.platform, sql, id)], result: undefined });
}
