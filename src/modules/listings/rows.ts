import type { Listing, ListingSummary, ListingVersion } from "./types";

export const SUMMARY_COLUMNS = `l.id, l.slug, l.name, l.category, l.kind, l.status, l.tagline, l.application_id, a.logo_url,
 l.pricing_type, l.price_monthly_cents, l.install_count, l.avg_rating, l.review_count, l.rating_score, l.listed_at, l.is_featured,
 exists (select 1 from integration_incidents x where x.slug = l.slug and x.closed_at is null) as has_incident`;
export const DETAIL_COLUMNS = `${SUMMARY_COLUMNS}, l.description, l.long_description, l.screenshots, l.setup_guide,
 l.setup_guide_url, l.console_path, l.permissions, l.data_read, l.data_written, l.pricing_note, l.support_email, l.support_url, l.versions,
 l.rating_1, l.rating_2, l.rating_3, l.rating_4, l.rating_5, l.created_at, l.updated_at, d.name as developer_name`;

export type SummaryRow = Pick<
  ListingSummary,
  | "slug"
  | "name"
  | "category"
  | "kind"
  | "status"
  | "logo_url"
  | "pricing_type"
  | "price_monthly_cents"
  | "install_count"
  | "review_count"
> & {
  id: string;
  tagline: string | null;
  application_id: string | null;
  avg_rating: number;
  rating_score: number;
  listed_at: number;
  is_featured: number;
  has_incident: number;
  installed: number | null;
};

export type DetailRow = SummaryRow & {
  description: string;
  long_description: string;
  screenshots: string;
  setup_guide: string;
  setup_guide_url: string;
  console_path: string | null;
  permissions: string;
  data_read: string;
  data_written: string;
  pricing_note: string;
  support_email: string | null;
  support_url: string | null;
  versions: string;
  rating_1: number;
  rating_2: number;
  rating_3: number;
  rating_4: number;
  rating_5: number;
  created_at: number;
  updated_at: number;
  developer_name: string | null;
};

const iso = (time: number): string => new Date(time).toISOString();

export const toSummary = (row: SummaryRow): ListingSummary => ({
  slug: row.slug,
  name: row.name,
  category: row.category,
  kind: row.kind,
  status: row.status,
  tagline: row.tagline ?? "",
  provided_by: row.application_id === null ? "platform" : "developer",
  logo_url: row.logo_url,
  pricing_type: row.pricing_type,
  price_monthly_cents: row.price_monthly_cents,
  currency: "USD",
  install_count: row.install_count,
  average_rating: row.review_count === 0 ? null : row.avg_rating / 100,
  review_count: row.review_count,
  installed: row.installed === null ? null : row.installed === 1,
  listed_at: iso(row.listed_at),
  is_featured: row.is_featured === 1,
  has_incident: row.has_incident === 1,
});

const list = (json: string): string[] => JSON.parse(json) as string[];

export const toListing = (row: DetailRow): Listing => ({
  ...toSummary(row),
  description: row.description,
  long_description: row.long_description,
  screenshots: list(row.screenshots),
  setup_guide: list(row.setup_guide),
  setup_guide_url: row.setup_guide_url,
  console_path: row.console_path,
  permissions: list(row.permissions),
  data_read: list(row.data_read),
  data_written: list(row.data_written),
  pricing_note: row.pricing_note,
  support_email: row.support_email,
  support_url: row.support_url,
  developer_name: row.application_id === null ? "RossOS" : (row.developer_name ?? ""),
  versions: JSON.parse(row.versions) as ListingVersion[],
  rating_histogram: [row.rating_1, row.rating_2, row.rating_3, row.rating_4, row.rating_5],
  rating_score: row.rating_score / 10_000,
  created_at: iso(row.created_at),
  updated_at: iso(row.updated_at),
});
