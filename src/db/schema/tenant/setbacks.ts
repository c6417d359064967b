import {
  type AnySQLiteColumn,
  foreignKey,
  integer,
  primaryKey,
  real,
  sqliteTable,
  text,
} from "drizzle-orm/sqlite-core";
import { projects } from "./entities";

/** Tables of entities are made of their definitions, so that their columns have no types. */
const projectKey = projects as unknown as Record<"builder_id" | "id", AnySQLiteColumn>;

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
    foreignKey({
      columns: [table.builder_id, table.project_id],
      foreignColumns: [projectKey.builder_id, projectKey.id],
    }).onDelete("cascade"),
  ],
);
