import { prepare } from "#db/client";
import { type Page, page } from "#db/page";
import type { Values } from "#lib/merge-fields";
import { isoTime } from "#lib/time";
import { choice, type Listable, type ListQuery, time } from "#models";
import { findInstall } from "#modules/installs";
import { type AnyRecord, selectSome } from "#modules/records";
import type { Context } from "../../context";
import { notFound } from "../../errors";
import { kindOf, KINDS } from "./kinds";

/** How the two sides of a link stand. */
export const LINK_STATES = ["linked", "conflict", "unmatched", "unwritten"] as const;

/** As on the wire. */
export type RecordLink = {
  id: string;
  model: string;
  state: (typeof LINK_STATES)[number];
  /** Null: it is not there yet. */
  external_id: string | null;
  entity: string;
  /** Null: unmatched. */
  record_id: string | null;
  /** Null: there is none. */
  local: Values | null;
  local_changed_at: string | null;
  remote: Values;
  /** Null: the other side has not told of it yet. */
  remote_changed_at: string | null;
  conflicts: number;
  /** Why it is not at both sides. */
  problem: string | null;
  updated_at: string;
};

type Row = Pick<RecordLink, "id" | "model" | "state" | "entity" | "record_id" | "conflicts" | "problem"> & {
  external_id: string;
  remote: string;
  remote_at: number;
  updated_at: number;
};

export const linkList: Listable = {
  fields: {
    state: choice({
      description: "How the two sides stand.",
      example: "unmatched",
      values: [...LINK_STATES],
      required: true,
      filter: true,
    }),
    model: choice({
      description: "Kind of the record at the other side.",
      example: "contact",
      values: KINDS.map(({ model }) => model),
      required: true,
      filter: true,
    }),
    created_at: time({
      description: "When the link was begun.",
      example: "2026-04-14T08:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "created_at",
};

const COLUMNS = "id, model, state, external_id, entity, record_id, remote, remote_at, conflicts, problem, updated_at";

/** With the records of ours, which are read once for each kind. */
async function show(ctx: Context, rows: readonly Row[]): Promise<RecordLink[]> {
  const records = new Map<string, AnyRecord>();
  for (const [model, some] of Map.groupBy(rows, (row) => row.model)) {
    const ids = some.flatMap(({ record_id: id }) => id ?? []);
    if (ids.length === 0) continue;
    for (const [id, record] of await selectSome(ctx, kindOf(model).entity, ids)) records.set(`${model} ${id}`, record);
  }
  return rows.map(({ remote_at: toldAt, ...row }) => {
    const record = records.get(`${row.model} ${row.record_id}`);
    return {
      ...row,
      external_id: row.external_id || null,
      local: record ? kindOf(row.model).shownOf(record) : null,
      local_changed_at: record?.updated_at ?? null,
      remote: JSON.parse(row.remote) as Values,
      remote_changed_at: toldAt === 0 ? null : isoTime(toldAt),
      updated_at: isoTime(row.updated_at),
    };
  });
}

/** What an install's records are in ours, those without a match included, oldest first. */
export async function listLinks(ctx: Context, installId: string, query: ListQuery): Promise<Page<RecordLink>> {
  await findInstall(ctx, installId);
  const source = {
    table: "record_links",
    columns: COLUMNS,
    fixed: { builder_id: ctx.builderId, install_id: installId },
    idColumn: "id",
    indexes: { state: "record_links_state", model: "record_links_model" },
  };
  const { data, nextCursor } = await page(ctx, ctx.db, source, query);
  return { data: await show(ctx, data as Row[]), nextCursor };
}

const ONE = `select ${COLUMNS} from record_links where builder_id = ?1 and install_id = ?2 and id = ?3`;

/** @throws DomainError not_found */
export async function getLink(ctx: Context, installId: string, id: string): Promise<RecordLink> {
  await findInstall(ctx, installId);
  const row = await prepare(ctx.db, ONE, ctx.builderId, installId, id).first<Row>();
  const [link] = row ? await show(ctx, [row]) : [];
  if (!link) throw notFound("link");
  return link;
}
