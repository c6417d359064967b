import { commitPlatform, isConstraintFailure, LostRace, mustChange } from "#db/commit";
import { prepare } from "#db/client";
import { newId } from "#lib/ids";
import { actorName, type Context } from "../../context";
import { DomainError, notFound } from "../../errors";
import { eligibility, type Eligibility, TRIAL_DAYS } from "./eligibility";
import { type OwnReview, toOwn } from "./shape";
import { findOwnReview } from "./store";

export type ReviewInput = { rating: number; title: string; body: string };

const REASONS: Readonly<Record<NonNullable<Eligibility["reason"]>, string>> = {
  sandbox: "A sandbox writes no reviews. Name the live builder in X-Builder-Id.",
  not_installed: `A review needs the integration to have been installed for ${TRIAL_DAYS} days.`,
  too_early: `A review needs the integration to have been installed for ${TRIAL_DAYS} days.`,
  never_worked: "A review needs one sync or call that worked.",
};

/** The builder's own review, if there is one, and whether it may write one. */
export async function getOwnReview(ctx: Context, slug: string): Promise<Eligibility & { review: OwnReview | null }> {
  const [state, row] = await Promise.all([eligibility(ctx, slug), findOwnReview(ctx, ctx.builderId, slug)]);
  return { ...state, review: row && toOwn(row) };
}

async function ownReview(ctx: Context, slug: string): Promise<OwnReview> {
  const row = await findOwnReview(ctx, ctx.builderId, slug);
  if (!row) throw notFound("review");
  return toOwn(row);
}

const INSERT = `insert into integration_reviews (id, slug, builder_id, user_id, rating, title, body, created_at, updated_at)
 values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?8)`;

/**
 * The builder's review of an integration it has used.
 * @throws DomainError invalid_state when it has not used it long enough, already_exists when there is a review
 */
export async function createReview(ctx: Context, slug: string, input: ReviewInput): Promise<OwnReview> {
  const { reason } = await eligibility(ctx, slug);
  if (reason) throw new DomainError("invalid_state", REASONS[reason]);
  const id = newId(ctx.now);
  const { rating, title, body } = input;
  const write = prepare(
    ctx.platform,
    INSERT,
    id,
    slug,
    ctx.builderId,
    actorName(ctx.actor),
    rating,
    title,
    body,
    ctx.now,
  );
  const builder = await prepare(ctx.platform, "select name from builders where id = ?1", ctx.builderId).first<{
    name: string;
  }>();
  const row = { id, slug, builder_id: ctx.builderId, user_id: actorName(ctx.actor), rating, title, body };
  const times = { created_at: ctx.now, updated_at: ctx.now, answered_at: null, hidden_at: null };
  const result = toOwn({
    ...row,
    ...times,
    builder_name: builder?.name ?? "",
    answer: null,
    hidden_reason: null,
    open_reports: 0,
  });
  try {
    return await commitPlatform(ctx, { writes: [write], result });
  } catch (error) {
    if (!isConstraintFailure(error)) throw error;
    throw new DomainError("already_exists", "The builder has reviewed this integration already; change that review.");
  }
}

const UPDATE = `update integration_reviews set rating = ?3, title = ?4, body = ?5, user_id = ?6, updated_at = ?7
 where builder_id = ?1 and slug = ?2`;

/** Replaces what the builder's review says. The answer to it stays, and so does moderation's decision. */
export async function changeReview(ctx: Context, slug: string, input: ReviewInput): Promise<OwnReview> {
  const write = prepare(
    ctx.platform,
    UPDATE,
    ctx.builderId,
    slug,
    input.rating,
    input.title,
    input.body,
    actorName(ctx.actor),
    ctx.now,
  );
  await commitPlatform(ctx, { writes: [write], result: undefined });
  return await ownReview(ctx, slug);
}

/**
 * Takes the builder's review back. One that moderation hides stays, or a new one would come in its place.
 * @throws DomainError not_found, invalid_state
 */
export async function deleteReview(ctx: Context, slug: string): Promise<void> {
  const review = await ownReview(ctx, slug);
  const sql = "delete from integration_reviews where id = ?1 and hidden_at is null";
  try {
    await commitPlatform(ctx, {
      writes: [
        ...mustChange(ctx.platform, prepare(ctx.platform, sql, review.id)),
        prepare(ctx.platform, "delete from integration_review_reports where review_id = ?1", review.id),
      ],
      result: undefined,
    });
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
    throw new DomainError("invalid_state", "The review is hidden by moderation and cannot be deleted; change it.");
  }
}
