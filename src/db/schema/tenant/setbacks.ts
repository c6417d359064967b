import { integer, primaryKey, real, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { goesWith } from "../goes-with";
import { projects } from "./entities";

/** What builders have entered of their projects' setbacks, in feet. */
export const setbacks = sqliteTable(
  "setbacks",
  {
    builder_id: text().notNull(),
    project_id: text().notNull(),
    version: integer().notNull(),
    front_ft: real(),
    rear_ft: real(),
    left_ft: real(),
    right_ft: real(),
    waterfront_ft: real(),
    /** Where the zoning says so. */
    reference: text(),
    /** JSON: a survey, and the side that each course of its lot is on. */
    lot: text(),
    entered_by: text().notNull(),
    entered_at: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.builder_id, table.project_id] }),
    goesWith(projects, [table.builder_id, table.project_id]),
  ],
);
