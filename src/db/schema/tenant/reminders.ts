import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";
import { goesWith } from "../goes-with";
import { projects } from "./entities";

/** What the members of a project have been told of and are to be told of once more, shortly before it comes. */
export const reminders = sqliteTable(
  "reminders",
  {
    builder_id: text().notNull(),
    project_id: text().notNull(),
    environment: text().notNull(),
    /** `king_tide` or `storm_surge`. */
    kind: text().notNull(),
    /** Which one of its kind: when a king tide begins, or what the alert is called. */
    subject: text().notNull(),
    due_at: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.builder_id, table.project_id, table.kind, table.subject] }),
    index("reminders_due_at").on(table.due_at),
    goesWith(projects, [table.builder_id, table.project_id]),
  ],
);
