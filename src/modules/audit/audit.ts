import { prepare, type Write } from "#db/client";
import { newId } from "#lib/ids";
import type { UserContext } from "../../context";

export type AuditEntry = {
  id: string;
  actor_id: string | null;
  /** null for the platform itself, and for who has no account any more. */
  actor_name: string | null;
  action: string;
  subject_type: string;
  subject_id: string;
  /** What people call it; null when it is gone and the line does not tell. */
  subject_name: string | null;
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

/** What a line holds, and what people call whom and what it is about. */
export const COLUMNS = `id, actor_id, action, subject_type, subject_id, detail, created_at,
 (select name from users n where n.id = actor_id) as actor_name,
 case subject_type
  when 'app' then coalesce((select name from oauth_applications n where n.id = subject_id), json_extract(detail, '$.name'))
  when 'builder' then (select name from builders n where n.id = subject_id)
  when 'contract_alert' then (select l.name || ', ' || n.endpoint from contract_alerts n join integration_listings l on l.slug = n.slug where n.id = subject_id)
  when 'incident' then (select title from integration_incidents n where n.id = subject_id)
  when 'integration' then (select name from integration_listings n where n.slug = subject_id)
  when 'integration_review' then (select title from integration_reviews n where n.id = subject_id)
  when 'jurisdiction_report' then (select coalesce(json_extract(n.facts, '$.name'), j.name) from jurisdiction_reports n
   left join jurisdictions j on j.id = n.jurisdiction_id where n.id = subject_id)
 end as subject_name`;

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
    `select ${COLUMNS} from audit_log
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
