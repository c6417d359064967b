import { sql } from "drizzle-orm";
import { index, integer, sqliteTable, text, uniqueIndex } from "drizzle-orm/sqlite-core";

/** Whether a page of the documentation helped: one row a page, visitor and day. */
export const documentationFeedback = sqliteTable(
  "documentation_feedback",
  {
    id: text().primaryKey(),
    page: text().notNull(),
    /** UTC, YYYY-MM-DD. */
    day: text().notNull(),
    /** Tells the visitors of a page and day apart, and nothing else of them; null once the day is over. */
    visitor: text(),
    is_helpful: integer().notNull(),
    comment: text(),
    created_at: integer().notNull(),
  },
  (table) => [
    uniqueIndex("documentation_feedback_visitor").on(table.page, table.day, table.visitor),
    index("documentation_feedback_comments")
      .on(table.page, table.id)
      .where(sql`"comment" is not null`),
    index("documentation_feedback_visitors")
      .on(table.day)
      .where(sql`"visitor" is not null`),
  ],
);

/** The same, counted by page. */
export const documentationTotals = sqliteTable("documentation_totals", {
  page: text().primaryKey(),
  helpful: integer().notNull().default(0),
  unhelpful: integer().notNull().default(0),
});
