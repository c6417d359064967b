import { commitPlatform, mustChange } from "#db/commit";
import { prepare } from "#db/client";
import { type Page, page } from "#db/page";
import { audit } from "#modules/audit";
import { boolean, type Listable, type ListQuery, text, time } from "#models";
import type { UserContext } from "../../context";
import { DomainError, notFound } from "../../errors";
import { type AlertRow, COLUMNS, type ContractAlert, toAlert } from "./shape";

export const alertList: Listable = {
  fields: {
    slug: text({ description: "The integration.", example: "xero", max: 100, filter: true }),
    is_open: boolean({ description: "Whether nobody has dealt with it.", example: true, filter: true }),
    created_at: time({
      description: "When it first happened.",
      example: "2026-11-24T08:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "-created_at",
};

/** Answers that did not fit, of all integrations, newest first. */
export async function listAlerts(ctx: UserContext, query: ListQuery): Promise<Page<ContractAlert>> {
  const table = "(select *, resolved_at is null as is_open from contract_alerts) alert";
  // No builder owns the list, and a list needs a condition.
  const source = { table, columns: COLUMNS, fixed: { "'contract_alerts'": "contract_alerts" }, idColumn: "id" };
  const { data, nextCursor } = await page(ctx, ctx.platform, source, query);
  return { data: data.map((row) => toAlert(row as AlertRow)), nextCursor };
}

const RESOLVE =
  "update contract_alerts set resolved_at = ?2, resolved_by = ?3, notice_due_at = null where id = ?1 and resolved_at is null";

/** Somebody has dealt with it. @throws DomainError not_found; invalid_state when somebody had before */
export async function resolveAlert(ctx: UserContext, id: string): Promise<ContractAlert> {
  const sql = `select ${COLUMNS} from contract_alerts alert where id = ?1`;
  const row = await prepare(ctx.platform, sql, id).first<AlertRow>();
  if (!row) throw notFound("alert");
  if (row.resolved_at !== null) throw new DomainError("invalid_state", "The alert is resolved already.");
  const { slug, version, endpoint } = row;
  return await commitPlatform(ctx, {
    writes: [
      ...mustChange(ctx.platform, prepare(ctx.platform, RESOLVE, id, ctx.now, ctx.user.id)),
      audit(ctx, {
        action: "contract_alert.resolved",
        subject: ["contract_alert", id],
        detail: { slug, version, endpoint },
      }),
    ],
    result: toAlert({ ...row, resolved_at: ctx.now, resolved_by: ctx.user.id }),
  });
}
