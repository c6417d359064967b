import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** Who decides on building permits where, and how applications reach them. */
export const jurisdictions = sqliteTable(
  "jurisdictions",
  {
    id: text().primaryKey(),
    name: text().notNull(),
    /** The name in lower case, which is searched. */
    name_key: text().notNull(),
    /** Two-letter USPS code. */
    state: text().notNull(),
    county: text(),
    /** The county's FIPS code, five digits. */
    county_geoid: text(),
    /** city, county, town, state, other */
    kind: text().notNull(),
    /** accela, opengov, other, none */
    platform: text().notNull(),
    /** The connector that reaches it, and what it is called there. */
    connector: text(),
    agency_code: text(),
    portal_url: text(),
    /** JSON list of kinds of permit that are applied for online. */
    permit_types: text().notNull(),
    /** available, unavailable, unverified */
    api_status: text().notNull(),
    /** JSON list of domains that it sends statuses from by e-mail. */
    email_domains: text().notNull(),
    /** Where the facts are from. */
    source_url: text(),
    verified_at: integer(),
    version: integer().notNull(),
    created_at: integer().notNull(),
    updated_at: integer().notNull(),
  },
  (table) => [
    uniqueIndex("jurisdictions_place").on(table.state, table.name_key, table.kind),
    index("jurisdictions_name").on(table.name_key, table.id),
    index("jurisdictions_county").on(table.county, table.name_key, table.id),
    index("jurisdictions_kind").on(table.kind, table.name_key, table.id),
    index("jurisdictions_platform").on(table.platform, table.name_key, table.id),
    index("jurisdictions_api_status").on(table.api_status, table.name_key, table.id),
  ],
);

/** What builders report of jurisdictions, for platform admins to decide on. */
export const jurisdictionReports = sqliteTable(
  "jurisdiction_reports",
  {
    id: text().primaryKey(),
    /** new_jurisdiction, portal_changed, api_down, does_not_work, other */
    kind: text().notNull(),
    /** Null for a new one, until it is approved. */
    jurisdiction_id: text(),
    /** JSON: what is proposed. */
    facts: text().notNull(),
    note: text(),
    builder_id: text().notNull(),
    /** The member who reported it; null when a key did. */
    user_id: text(),
    /** open, approved, rejected */
    status: text().notNull(),
    decision_note: text(),
    decided_by: text(),
    decided_at: integer(),
    created_at: integer().notNull(),
  },
  (table) => [
    index("jurisdiction_reports_status").on(table.status, table.id),
    index("jurisdiction_reports_kind").on(table.kind, table.id),
    index("jurisdiction_reports_builder").on(table.builder_id, table.status, table.id),
  ],
);
