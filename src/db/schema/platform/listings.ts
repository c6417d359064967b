import { sql } from "drizzle-orm";
import { check, index, integer, primaryKey, sqliteTable, text, unique } from "drizzle-orm/sqlite-core";

const NAME = sql`name collate nocase`;

/** What the marketplace shows: the platform's own integrations, and approved applications. */
export const integrationListings = sqliteTable(
  "integration_listings",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    slug: text().notNull().unique(),
    category: text().notNull(),
    tagline: text(),
    description: text().notNull(),
    long_description: text().notNull(),
    /** JSON list of paths. */
    screenshots: text().notNull(),
    setup_guide_url: text().notNull(),
    support_email: text(),
    support_url: text(),
    /** null: kept by the platform. */
    developer_id: text(),
    application_id: text().unique(),
    /** free, paid or freemium */
    pricing_type: text().notNull(),
    price_monthly_cents: integer(),
    /** Live builders that have it installed. Kept by the triggers on integration_installations. */
    install_count: integer().notNull().default(0),
    /** Mean of the visible ratings times 100. This and all counts of ratings are kept by the triggers on integration_reviews. */
    avg_rating: integer().notNull().default(0),
    is_featured: integer().notNull().default(0),
    is_active: integer().notNull().default(1),
    created_at: integer().notNull(),
    updated_at: integer().notNull(),
    /** live_api, file_import, inbound_webhook, email, punchout, deep_link, feed or manual */
    kind: text().notNull().default("live_api"),
    /** planned or available */
    status: text().notNull().default("available"),
    /** When it was listed, or became available; what `newest` sorts by. */
    listed_at: integer().notNull().default(0),
    /** Set while followers are still to be told that it is available. */
    announce_pending: integer().notNull().default(0),
    /** Where in the builder console it is used, for what is part of the product and not installed. */
    console_path: text(),
    /** Further words it is found by. */
    keywords: text().notNull().default(""),
    /** JSON list of steps. */
    setup_guide: text().notNull().default("[]"),
    /** JSON lists of sentences. */
    permissions: text().notNull().default("[]"),
    data_read: text().notNull().default("[]"),
    data_written: text().notNull().default("[]"),
    /** What is to be paid, to us and to the vendor. */
    pricing_note: text().notNull().default(""),
    /** JSON: see ListingVersion of the listings module. */
    versions: text().notNull().default("[]"),
    rating_score: integer().notNull().default(35_000),
    review_count: integer().notNull().default(0),
    rating_sum: integer().notNull().default(0),
    rating_1: integer().notNull().default(0),
    rating_2: integer().notNull().default(0),
    rating_3: integer().notNull().default(0),
    rating_4: integer().notNull().default(0),
    rating_5: integer().notNull().default(0),
    /** Its row in the full text index. */
    search_id: integer().unique(),
  },
  (table) => [
    index("integration_listings_category").on(table.is_active, table.category, table.id),
    index("integration_listings_popularity").on(table.is_active, sql`install_count desc`, NAME, table.id),
    index("integration_listings_rating").on(table.is_active, sql`rating_score desc`, NAME, table.id),
    index("integration_listings_newest").on(table.is_active, sql`listed_at desc`, NAME, table.id),
    index("integration_listings_name").on(table.is_active, NAME, table.id),
    index("integration_listings_announce_pending")
      .on(table.id)
      .where(sql`"announce_pending" = 1`),
  ],
);

/** Who has what installed, as the builders' databases tell it by events; live builders alone. */
export const integrationInstallations = sqliteTable(
  "integration_installations",
  {
    builder_id: text().notNull(),
    slug: text().notNull(),
    /** Of the present installation, or of the last one. */
    installed_at: integer(),
    uninstalled_at: integer(),
    /** The first sync or call that worked. */
    first_success_at: integer(),
    is_installed: integer().notNull().default(0),
    /** The newest event that was applied; older ones change nothing. */
    last_event_id: text().notNull().default(""),
  },
  (table) => [
    primaryKey({ columns: [table.builder_id, table.slug] }),
    index("integration_installations_slug").on(table.slug, table.is_installed, table.builder_id),
  ],
);

/** Who wants to be told when a planned integration becomes available. */
export const integrationFollows = sqliteTable(
  "integration_follows",
  { slug: text().notNull(), user_id: text().notNull(), created_at: integer().notNull() },
  (table) => [
    primaryKey({ columns: [table.slug, table.user_id] }),
    index("integration_follows_user_id").on(table.user_id, table.slug),
  ],
);

/** What builders say of integrations; one each. */
export const integrationReviews = sqliteTable(
  "integration_reviews",
  {
    id: text().primaryKey(),
    slug: text().notNull(),
    builder_id: text().notNull(),
    /** Who wrote it. */
    user_id: text().notNull(),
    rating: integer().notNull(),
    title: text().notNull(),
    body: text().notNull(),
    created_at: integer().notNull(),
    updated_at: integer().notNull(),
    /** The developer's or the platform's public answer. */
    answer: text(),
    answered_by: text(),
    answered_at: integer(),
    /** Set while moderation hides it. */
    hidden_at: integer(),
    hidden_reason: text(),
    /** Reports that no admin has dealt with. */
    open_reports: integer().notNull().default(0),
  },
  (table) => [
    check("integration_reviews_rating_range", sql`rating between 1 and 5`),
    unique("integration_reviews_builder").on(table.builder_id, table.slug),
    index("integration_reviews_slug").on(table.slug, table.id),
    index("integration_reviews_rating").on(table.slug, table.rating, table.id),
    index("integration_reviews_reported").on(sql`("open_reports" > 0)`, table.id),
    index("integration_reviews_hidden").on(sql`("hidden_at" is not null)`, table.id),
  ],
);

export const integrationReviewReports = sqliteTable(
  "integration_review_reports",
  {
    review_id: text().notNull(),
    user_id: text().notNull(),
    /** spam, offensive, false_information, conflict_of_interest, private_data or other */
    reason: text().notNull(),
    note: text(),
    created_at: integer().notNull(),
    /** When an admin dealt with it. */
    resolved_at: integer(),
  },
  (table) => [primaryKey({ columns: [table.review_id, table.user_id] })],
);
