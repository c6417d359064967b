/** As everybody sees it. */
export type IntegrationReview = {
  id: string;
  integration: string;
  rating: number;
  title: string;
  body: string;
  /** Name of the builder that wrote it. */
  author: string;
  created_at: string;
  updated_at: string;
  /** What the developer or the platform answered. */
  answer: string | null;
  answered_at: string | null;
};

/** As its writer sees it. */
export type OwnReview = IntegrationReview & { is_hidden: boolean; hidden_reason: string | null };

/** As platform admins see it. */
export type ModeratedReview = OwnReview & { builder_id: string; user_id: string; open_reports: number };

export type ReviewRow = {
  id: string;
  slug: string;
  builder_id: string;
  user_id: string;
  rating: number;
  title: string;
  body: string;
  builder_name: string;
  created_at: number;
  updated_at: number;
  answer: string | null;
  answered_at: number | null;
  hidden_at: number | null;
  hidden_reason: string | null;
  open_reports: number;
};

export const REVIEWS = `(select r.id, r.slug, r.builder_id, r.user_id, r.rating, r.title, r.body, b.name as builder_name,
 r.created_at, r.updated_at, r.answer, r.answered_at, r.hidden_at, r.hidden_reason, r.open_reports
 from integration_reviews r join builders b on b.id = r.builder_id)`;
export const COLUMNS = `id, slug, builder_id, user_id, rating, title, body, builder_name, created_at, updated_at, answer,
 answered_at, hidden_at, hidden_reason, open_reports`;

const iso = (time: number | null): string | null => (time === null ? null : new Date(time).toISOString());

export const toReview = (row: ReviewRow): IntegrationReview => ({
  id: row.id,
  integration: row.slug,
  rating: row.rating,
  title: row.title,
  body: row.body,
  author: row.builder_name,
  created_at: new Date(row.created_at).toISOString(),
  updated_at: new Date(row.updated_at).toISOString(),
  answer: row.answer,
  answered_at: iso(row.answered_at),
});

export const toOwn = (row: ReviewRow): OwnReview => ({
  ...toReview(row),
  is_hidden: row.hidden_at !== null,
  hidden_reason: row.hidden_reason,
});

export const toModerated = (row: ReviewRow): ModeratedReview => ({
  ...toOwn(row),
  builder_id: row.builder_id,
  user_id: row.user_id,
  open_reports: row.open_reports,
});
