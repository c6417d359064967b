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

/** Why somebody asked for a look at it. */
export type OpenReport = { reason: string; note: string | null; created_at: string };

/** As platform admins see it. */
export type ModeratedReview = OwnReview & {
  integration_name: string;
  builder_id: string;
  user_id: string;
  open_reports: number;
  /** Those that wait for a decision, newest first; 20 at most. */
  reports: OpenReport[];
};

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

/** Of a review as platform admins see it. */
export type ModeratedRow = ReviewRow & { integration_name: string; reports: string };

export const MODERATED = `${COLUMNS}, coalesce((select name from integration_listings l where l.slug = review.slug), slug) as integration_name,
 (select json_group_array(json_object('reason', u.reason, 'note', u.note, 'created_at', u.created_at)) from (
  select reason, note, created_at from integration_review_reports where review_id = review.id and resolved_at is null limit 20) u) as reports`;

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

const toReport = ({
  reason,
  note,
  created_at: time,
}: Omit<OpenReport, "created_at"> & { created_at: number }): OpenReport => ({
  reason,
  note,
  created_at: new Date(time).toISOString(),
});

export const toModerated = (row: ModeratedRow): ModeratedReview => ({
  ...toOwn(row),
  integration_name: row.integration_name,
  builder_id: row.builder_id,
  user_id: row.user_id,
  open_reports: row.open_reports,
  reports: (JSON.parse(row.reports) as Parameters<typeof toReport>[0][])
    .map(toReport)
    .toSorted((a, b) => b.created_at.localeCompare(a.created_at)),
});
