import { type Page, page } from "#db/page";
import { type Listable, type ListQuery, ref, text, time } from "#models";
import type { UserContext } from "../../context";
import { type AuditEntry, type AuditRow, COLUMNS, toEntry } from "./audit";

export const auditList: Listable = {
  fields: {
    action: text({ description: "What was done.", example: "integration.killed", max: 60, filter: true }),
    subject_type: text({ description: "To what kind of thing.", example: "integration", max: 60, filter: true }),
    subject_id: text({ description: "To which.", example: "noaa-weather", max: 100, filter: true }),
    actor_id: ref({
      description: "Who did it.",
      example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b71",
      to: "user",
      filter: true,
    }),
    created_at: time({
      description: "When it was done.",
      example: "2026-11-24T08:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "-created_at",
};

const INDEXES = {
  subject_id: "audit_log_subject_id",
  actor_id: "audit_log_actor",
  action: "audit_log_action",
  subject_type: "audit_log_subject_type",
};

/** What people decided, about everything, newest first. */
export async function listLog(ctx: UserContext, query: ListQuery): Promise<Page<AuditEntry>> {
  // No builder owns the list, and a list needs a condition.
  const fixed = { "'audit_log'": "audit_log" };
  const source = { table: "audit_log", columns: COLUMNS, fixed, idColumn: "id", indexes: INDEXES };
  const { data, nextCursor } = await page(ctx, ctx.platform, source, query);
  return { data: data.map((row) => toEntry(row as AuditRow)), nextCursor };
}
