import { commitPlatform, mustChange } from "#db/commit";
import { prepare, type Write } from "#db/client";
import { audit } from "#modules/audit";
import { notifyUser } from "#modules/notifications";
import type { UserContext } from "../../context";
import { DomainError, notFound } from "../../errors";
import { type ModeratedReview, type ReviewRow, toModerated } from "./shape";
import { findModerated, findReview } from "./store";

export const REPORT_REASONS = [
  "spam",
  "offensive",
  "false_information",
  "conflict_of_interest",
  "private_data",
  "other",
] as const;
export type Report = { reason: (typeof REPORT_REASONS)[number]; note?: string | undefined };

const RECOUNT = `update integration_reviews set open_reports =
 (select count(*) from integration_review_reports where review_id = ?1 and resolved_at is null) where id = ?1`;

/** Asks the platform to look at a review; one report a person and review counts. */
export async function reportReview(ctx: UserContext, slug: string, id: string, report: Report): Promise<void> {
  const review = await findReview(ctx, id, slug);
  if (review.hidden_at !== null) throw notFound("review");
  const insert = `insert into integration_review_reports (review_id, user_id, reason, note, created_at)
 values (?1, ?2, ?3, ?4, ?5) on conflict do nothing`;
  await commitPlatform(ctx, {
    writes: [
      prepare(ctx.platform, insert, id, ctx.user.id, report.reason, report.note ?? null, ctx.now),
      prepare(ctx.platform, RECOUNT, id),
    ],
    result: undefined,
  });
}

const resolveReports = (ctx: UserContext, id: string): Write[] => [
  prepare(
    ctx.platform,
    "update integration_review_reports set resolved_at = ?2 where review_id = ?1 and resolved_at is null",
    id,
    ctx.now,
  ),
  prepare(ctx.platform, RECOUNT, id),
];

const line = (ctx: UserContext, review: ReviewRow, done: string, detail: Record<string, unknown> = {}): Write =>
  audit(ctx, {
    action: `integration_review.${done}`,
    subject: ["integration_review", review.id],
    detail: { slug: review.slug, builder_id: review.builder_id, ...detail },
  });

/**
 * Takes a review out of sight and out of the rating, and tells who wrote it why.
 * @throws DomainError invalid_state when it is hidden
 */
export async function hideReview(ctx: UserContext, id: string, reason: string): Promise<ModeratedReview> {
  const review = await findModerated(ctx, id);
  if (review.hidden_at !== null) throw new DomainError("invalid_state", "The review is hidden already.");
  const sql = "update integration_reviews set hidden_at = ?2, hidden_reason = ?3 where id = ?1 and hidden_at is null";
  return await commitPlatform(ctx, {
    writes: [
      ...mustChange(ctx.platform, prepare(ctx.platform, sql, id, ctx.now, reason)),
      ...resolveReports(ctx, id),
      line(ctx, review, "hidden", { reason }),
      notifyUser(ctx, review.user_id, {
        kind: "review_hidden",
        title: `Your review “${review.title}” was hidden`,
        body: reason,
        objectId: id,
      }),
    ],
    result: toModerated({ ...review, hidden_at: ctx.now, hidden_reason: reason, open_reports: 0, reports: "[]" }),
  });
}

/** @throws DomainError invalid_state when it is not hidden */
export async function restoreReview(ctx: UserContext, id: string): Promise<ModeratedReview> {
  const review = await findModerated(ctx, id);
  if (review.hidden_at === null) throw new DomainError("invalid_state", "The review is not hidden.");
  const sql =
    "update integration_reviews set hidden_at = null, hidden_reason = null where id = ?1 and hidden_at is not null";
  return await commitPlatform(ctx, {
    writes: [...mustChange(ctx.platform, prepare(ctx.platform, sql, id)), line(ctx, review, "restored")],
    result: toModerated({ ...review, hidden_at: null, hidden_reason: null }),
  });
}

/** Leaves a reported review as it is; its reports are dealt with. */
export async function dismissReports(ctx: UserContext, id: string): Promise<ModeratedReview> {
  const review = await findModerated(ctx, id);
  return await commitPlatform(ctx, {
    writes: [...resolveReports(ctx, id), line(ctx, review, "reports_dismissed", { reports: review.open_reports })],
    result: toModerated({ ...review, open_reports: 0, reports: "[]" }),
  });
}
