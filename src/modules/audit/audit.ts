import { prepare, type Write } from "#db/client";
import { newId } from "#lib/ids";
import type { UserContext } from "../../context";

export type AuditEntry = {
  id: string;
  actor_id: string | null;
  action: string;
  subject_type: string;
  subject_id: string;
  detail: Record<string, unknown>;
  created_at: string;
};

type Said = {
  action: string;
  subject: readonly [type: string, id: string];
  detail?: Readonly<Record<string, unknown>>;
};

/** A line of the audit log, to be written in the very batch that does what it tells of. */
export function audit(ctx: Pick<UserContext, "platform" | "now" | "user">, { action, subject, detail }: Said): Write {
  return prepare(
    ctx.platform,
    `insert into audit_log (id, actor_id, action, subject_type, subject_id, detail, created_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7)`,
    newId(ctx.now),
    ctx.user.id,
    action,
    subject[0],
    subject[1],
    JSON.stringify(detail ?? {}),
    ctx.now,
  );
}

/** Lines about one subject; there are few. */
const MOST = 200;

export type AuditRow = Omit<AuditEntry, "detail" | "created_at"> & { detail: string; created_at: number };

/** What was decided about a subject, newest first; the last 200. */
export async function listAudit(
  ctx: Pick<UserContext, "platform">,
  subject: readonly [type: string, id: string],
): Promise<AuditEntry[]> {
  const { results } = await prepare(
    ctx.platform,
    `select id, actor_id, action, subject_type, subject_id, detail, created_at from audit_log
 where subject_type = ?1 and subject_id = ?2 order by id desc limit ${MOST}`,
    ...subject,
  ).all<AuditRow>();
  return results.map(toEntry);
}

export const toEntry = (row: AuditRow): AuditEntry => ({
  ...row,
  detail: JSON.parse(row.detail) as Record<string, unknown>,
  created_at: new Date(row.created_at).toISOString(),
});
