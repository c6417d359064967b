import { type Page, page } from "#db/page";
import { timeOfId } from "#lib/ids";
import { choice, type Listable, type ListQuery, PERMIT_STATUSES, type PermitStatus, permits, time } from "#models";
import { findRecord } from "#modules/records";
import type { Context } from "../../context";
import { type Reading, SOURCES } from "./reading";

/** As on the wire. */
export type StatusLine = {
  id: string;
  status: PermitStatus | null;
  status_text: string;
  at: string;
  source: Reading["source"];
  detail: string | null;
  raw: string | null;
  created_at: string;
};

export const statusList: Listable = {
  fields: {
    status: choice({ description: "The stage.", example: "in_review", values: PERMIT_STATUSES, filter: true }),
    source: choice({ description: "Where it is from.", example: "api", values: SOURCES, required: true, filter: true }),
    created_at: time({
      description: "When it became known.",
      example: "2026-04-20T15:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "-created_at",
};

/** What became known of a permit's status, newest first unless asked otherwise. */
export async function listPermitStatuses(ctx: Context, permitId: string, query: ListQuery): Promise<Page<StatusLine>> {
  await findRecord(ctx, permits, permitId);
  const source = {
    table: "permit_statuses",
    columns: "id, status, status_text, at, source, detail, raw",
    fixed: { builder_id: ctx.builderId, permit_id: permitId },
    idColumn: "id",
  };
  const { data, nextCursor } = await page(ctx, ctx.db, source, query);
  const rows = data as Omit<StatusLine, "created_at">[];
  return {
    data: rows.map((row) => ({ ...row, created_at: new Date(timeOfId(row.id)).toISOString() })),
    nextCursor,
  };
}
