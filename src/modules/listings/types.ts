import type { Category } from "#models";

/** How the other side is reached; a listing never claims more than there is. */
export const KINDS = [
  "live_api",
  "file_import",
  "inbound_webhook",
  "email",
  "punchout",
  "deep_link",
  "feed",
  "manual",
] as const;
export const STATUSES = ["available", "planned"] as const;
export const PRICING_TYPES = ["free", "freemium", "paid"] as const;
export const SORTS = ["relevance", "popularity", "rating", "newest", "name"] as const;

export type Kind = (typeof KINDS)[number];
export type Status = (typeof STATUSES)[number];
export type PricingType = (typeof PRICING_TYPES)[number];
export type SortName = (typeof SORTS)[number];

/** One of the versions of an integration that stand side by side. */
export type ListingVersion = {
  version: string;
  /** The vendor's own name for the version of its side. */
  upstream_version: string;
  status: "current" | "deprecated";
  /** YYYY-MM-DD */
  released_on: string;
  release_notes: string;
  /** YYYY-MM-DD: the day installs of a deprecated version are moved on. */
  upgrade_deadline: string | null;
};

/** As a list shows it. */
export type ListingSummary = {
  slug: string;
  name: string;
  category: Category;
  kind: Kind;
  status: Status;
  tagline: string;
  provided_by: "platform" | "developer";
  logo_url: string | null;
  pricing_type: PricingType;
  price_monthly_cents: number | null;
  currency: "USD";
  install_count: number;
  /** null without ratings. */
  average_rating: number | null;
  review_count: number;
  /** Whether the caller's builder has it; null for who has no credential. */
  installed: boolean | null;
  listed_at: string;
  is_featured: boolean;
  /** Whether an incident is open. */
  has_incident: boolean;
};

export type Listing = ListingSummary & {
  description: string;
  long_description: string;
  screenshots: string[];
  setup_guide: string[];
  setup_guide_url: string;
  /** Where in the builder console it is used, for what is part of the product; null for what is installed or planned. */
  console_path: string | null;
  permissions: string[];
  data_read: string[];
  data_written: string[];
  pricing_note: string;
  support_email: string | null;
  support_url: string | null;
  developer_name: string;
  versions: ListingVersion[];
  /** Stars, from 1 to 5: how many visible reviews gave them. */
  rating_histogram: number[];
  /** The mean with five further reviews of 3.5 stars; what `sort=rating` goes by. */
  rating_score: number;
  created_at: string;
  updated_at: string;
};

export type FacetName = "category" | "kind" | "pricing" | "status" | "installed";
export type Facets = Record<FacetName, { value: string; count: number }[]>;

/** What the directory is asked; lists are alternatives. */
export type DirectoryQuery = {
  q?: string | undefined;
  category?: readonly string[] | undefined;
  kind?: readonly string[] | undefined;
  pricing?: readonly string[] | undefined;
  status?: readonly string[] | undefined;
  installed?: boolean | undefined;
  sort?: SortName | undefined;
  limit: number;
  cursor?: string | undefined;
};
