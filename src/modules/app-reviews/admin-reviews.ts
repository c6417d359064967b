import { type Page, page } from "#db/page";
import { choice, type Listable, type ListQuery, time } from "#models";
import { type AuditEntry, listAudit } from "#modules/audit";
import { findAnyApp } from "#modules/developer-apps";
import type { UserContext } from "../../context";
import { type Comment, listComments } from "./comments";
import { type AdminReview, COLUMNS, findReview, type ReviewRow, toAdminReview } from "./store";

export const reviewList: Listable = {
  fields: {
    state: choice({
      description: "State.",
      example: "submitted",
      values: ["submitted", "in_review", "changes_requested", "approved", "rejected", "withdrawn"],
      required: true,
      filter: true,
    }),
    created_at: time({
      description: "When it was submitted.",
      example: "2026-04-14T08:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "created_at",
};

/** Submissions of all applications, oldest first unless asked otherwise. */
export async function listReviews(ctx: UserContext, query: ListQuery): Promise<Page<AdminReview>> {
  // No builder owns them, and a list needs a condition.
  const fixed = { "'app_reviews'": "app_reviews" };
  const source = { table: "app_reviews", columns: COLUMNS, fixed, idColumn: "id" };
  const { data, nextCursor } = await page(ctx, ctx.platform, source, query);
  return { data: data.map((row) => toAdminReview(row as ReviewRow, ctx.now)), nextCursor };
}

export type ReviewDetail = AdminReview & {
  application: {
    id: string;
    name: string;
    developer_id: string;
    client_id: string;
    redirect_uris: string[];
    scopes: string[];
  };
  comments: Comment[];
  audit_log: AuditEntry[];
};

/** A submission with the application, all comments, and what was decided about the application so far. */
export async function getReview(ctx: UserContext, id: string): Promise<ReviewDetail> {
  const review = await findReview(ctx, id);
  const [app, comments, log] = await Promise.all([
    findAnyApp(ctx, review.application_id),
    listComments(ctx, id, true),
    listAudit(ctx, ["app", review.application_id]),
  ]);
  return {
    ...toAdminReview(review, ctx.now),
    application: {
      id: app.id,
      name: app.name,
      developer_id: app.developer_id,
      client_id: app.client_id,
      redirect_uris: JSON.parse(app.redirect_uris) as string[],
      scopes: JSON.parse(app.scopes) as string[],
    },
    comments,
    audit_log: log,
  };
}
