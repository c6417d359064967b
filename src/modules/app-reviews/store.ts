import { prepare } from "#db/client";
import type { UserContext } from "../../context";
import { notFound } from "../../errors";
import type { CheckResult } from "./checks";
import type { Listing } from "./listing";

export type ReviewState = "submitted" | "in_review" | "changes_requested" | "approved" | "rejected" | "withdrawn";

export type ReviewRow = {
  id: string;
  application_id: string;
  round: number;
  state: ReviewState;
  listing: string;
  checks: string;
  submitted_by: string;
  submitted_at: number;
  due_at: number;
  claimed_by: string | null;
  in_review_at: number | null;
  decided_by: string | null;
  decided_at: number | null;
  decision_note: string | null;
  overdue_notified_on: string | null;
};

/** As on the wire. */
export type Review = {
  id: string;
  application_id: string;
  round: number;
  state: ReviewState;
  listing: Listing;
  checks: CheckResult[];
  submitted_at: string;
  due_at: string;
  is_overdue: boolean;
  in_review_at: string | null;
  changes_requested_at: string | null;
  approved_at: string | null;
  rejected_at: string | null;
  withdrawn_at: string | null;
  /** What the developer is told of the decision. */
  note: string | null;
};

/** What platform admins see besides. */
export type AdminReview = Review & { submitted_by: string; claimed_by: string | null; decided_by: string | null };

export const COLUMNS = `id, application_id, round, state, listing, checks, submitted_by, submitted_at, due_at, claimed_by,
 in_review_at, decided_by, decided_at, decision_note, overdue_notified_on`;

const iso = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

export const isOpen = (state: ReviewState): boolean => state === "submitted" || state === "in_review";

export function toReview(row: ReviewRow, now: number): Review {
  const decided = (state: ReviewState) => (row.state === state ? iso(row.decided_at) : null);
  return {
    id: row.id,
    application_id: row.application_id,
    round: row.round,
    state: row.state,
    listing: JSON.parse(row.listing) as Listing,
    checks: JSON.parse(row.checks) as CheckResult[],
    submitted_at: new Date(row.submitted_at).toISOString(),
    due_at: new Date(row.due_at).toISOString(),
    is_overdue: isOpen(row.state) && row.due_at < now,
    in_review_at: iso(row.in_review_at),
    changes_requested_at: decided("changes_requested"),
    approved_at: decided("approved"),
    rejected_at: decided("rejected"),
    withdrawn_at: decided("withdrawn"),
    note: row.decision_note,
  };
}

export const toAdminReview = (row: ReviewRow, now: number): AdminReview => ({
  ...toReview(row, now),
  submitted_by: row.submitted_by,
  claimed_by: row.claimed_by,
  decided_by: row.decided_by,
});

type Ctx = Pick<UserContext, "platform">;

export async function findReview(ctx: Ctx, id: string): Promise<ReviewRow> {
  const row = await prepare(ctx.platform, `select ${COLUMNS} from app_reviews where id = ?1`, id).first<ReviewRow>();
  if (!row) throw notFound("review");
  return row;
}

/** Rounds of one application, newest first; the last 100. */
export async function selectRounds(ctx: Ctx, applicationId: string): Promise<ReviewRow[]> {
  const sql = `select ${COLUMNS} from app_reviews where application_id = ?1 order by round desc limit 100`;
  return (await prepare(ctx.platform, sql, applicationId).all<ReviewRow>()).results;
}
