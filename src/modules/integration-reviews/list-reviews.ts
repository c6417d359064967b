import { type Page, page } from "#db/page";
import { boolean, integer, type Listable, type ListQuery, time } from "#models";
import type { OpenContext, UserContext } from "../../context";
import {
  COLUMNS,
  type IntegrationReview,
  MODERATED,
  type ModeratedReview,
  type ModeratedRow,
  REVIEWS,
  type ReviewRow,
  toModerated,
  toReview,
} from "./shape";

const created = time({
  description: "When it was written.",
  example: "2026-11-24T08:00:00.000Z",
  required: true,
  filter: true,
  sort: true,
});

export const reviewList: Listable = {
  fields: {
    rating: integer({
      description: "Stars.",
      example: 5,
      min: 1,
      max: 5,
      required: true,
      filter: true,
      sort: true,
    }),
    created_at: created,
  },
  defaultSort: "-created_at",
};

/** What builders say of an integration, newest first unless asked otherwise; without what moderation hides. */
export async function listReviews(ctx: OpenContext, slug: string, query: ListQuery): Promise<Page<IntegrationReview>> {
  const table = `(select * from ${REVIEWS} where hidden_at is null)`;
  const source = { table, columns: COLUMNS, fixed: { slug }, idColumn: "id" };
  const { data, nextCursor } = await page(ctx, ctx.platform, source, query);
  return { data: data.map((row) => toReview(row as ReviewRow)), nextCursor };
}

export const moderationList: Listable = {
  fields: {
    is_reported: boolean({ description: "Whether reports wait for a decision.", example: true, filter: true }),
    is_hidden: boolean({ description: "Whether moderation hides it.", example: false, filter: true }),
    created_at: created,
  },
  defaultSort: "-created_at",
};

/** Reviews of all integrations, for platform admins. */
export async function listModerated(ctx: UserContext, query: ListQuery): Promise<Page<ModeratedReview>> {
  const table = `(select *, open_reports > 0 as is_reported, hidden_at is not null as is_hidden from ${REVIEWS}) review`;
  // No builder owns the list, and a list needs a condition.
  const source = { table, columns: MODERATED, fixed: { "'reviews'": "reviews" }, idColumn: "id" };
  const { data, nextCursor } = await page(ctx, ctx.platform, source, query);
  return { data: data.map((row) => toModerated(row as ModeratedRow)), nextCursor };
}
