import { index, integer, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What people decided, in order; rows are added and never changed. */
export const auditLog = sqliteTable(
  "audit_log",
  {
    id: text().primaryKey(),
    /** The user; null for the platform itself. */
    actor_id: text(),
    /** `<noun>.<past participle>`, such as app_review.approved. */
    action: text().notNull(),
    subject_type: text().notNull(),
    subject_id: text().notNull(),
    /** JSON: what was decided, and why. */
    detail: text().notNull(),
    created_at: integer().notNull(),
  },
  (table) => [
    index("audit_log_subject").on(table.subject_type, table.subject_id, table.id),
    index("audit_log_subject_id").on(table.subject_id, table.id),
    index("audit_log_subject_type").on(table.subject_type, table.id),
    index("audit_log_actor").on(table.actor_id, table.id),
    index("audit_log_action").on(table.action, table.id),
  ],
);
