import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

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
    install_count: integer().notNull().default(0),
    /** Mean of the ratings times 100. */
    avg_rating: integer().notNull().default(0),
    is_featured: integer().notNull().default(0),
    is_active: integer().notNull().default(1),
    created_at: integer().notNull(),
    updated_at: integer().notNull(),
  },
  (table) => [index("integration_listings_category").on(table.is_active, table.category, table.id)],
);
