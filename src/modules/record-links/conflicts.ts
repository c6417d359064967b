import { commit, mustChange } from "#db/commit";
import { prepare } from "#db/client";
import { type Page, page } from "#db/page";
import { isoTime } from "#lib/time";
import { choice, type Listable, type ListQuery, time } from "#models";
import { findInstall } from "#modules/installs";
import { retryLostRaces, type Stored } from "#modules/records";
import { actorName, type Context } from "../../context";
import { DomainError, notFound } from "../../errors";
import { type Kind, recordOf } from "./kind";
import { kindOf } from "./kinds";
import { reconcile } from "./reconcile";
import { settleLinks } from "./settle";
import { findLink, type Link } from "./store";
import { spokenState } from "#lib/spoken-state";

/** Which side a decision keeps. */
export const SIDES = ["local", "remote"] as const;
type Side = (typeof SIDES)[number];

/** As on the wire. */
export type Conflict = {
  id: string;
  link_id: string;
  model: string;
  external_id: string;
  entity: string;
  record_id: string;
  field: string;
  base: string | null;
  local: string | null;
  remote: string | null;
  /** Null: both sides have changed it. */
  reason: string | null;
  status: "open" | "resolved";
  kept: Side | null;
  decided_by: string | null;
  created_at: string;
  updated_at: string;
};

const COLUMNS =
  "id, link_id, model, external_id, entity, record_id, field, base, local, remote, reason, status, kept, decided_by, created_at, updated_at";

type Row = Omit<Conflict, "created_at" | "updated_at"> & { created_at: number; updated_at: number };

const toConflict = (row: Row): Conflict => ({
  ...row,
  created_at: isoTime(row.created_at),
  updated_at: isoTime(row.updated_at),
});

export const conflictList: Listable = {
  fields: {
    status: choice({
      description: "Whether it waits for a decision.",
      example: "open",
      values: ["open", "resolved"],
      required: true,
      filter: true,
    }),
    created_at: time({
      description: "When it was found.",
      example: "2026-04-14T08:00:00.000Z",
      required: true,
      filter: true,
      sort: true,
    }),
  },
  defaultSort: "-created_at",
};

/** Fields that both sides of an install's links have changed, newest first unless asked otherwise. */
export async function listConflicts(ctx: Context, installId: string, query: ListQuery): Promise<Page<Conflict>> {
  await findInstall(ctx, installId);
  const fixed = { builder_id: ctx.builderId, install_id: installId };
  const indexes = { status: "sync_conflicts_status" };
  const source = { table: "sync_conflicts", columns: COLUMNS, fixed, idColumn: "id", indexes };
  const { data, nextCursor } = await page(ctx, ctx.db, source, query);
  return { data: data.map((row) => toConflict(row as Row)), nextCursor };
}

const ONE = `select ${COLUMNS} from sync_conflicts where builder_id = ?1 and install_id = ?2 and id = ?3`;

/** @throws DomainError not_found */
export async function getConflict(ctx: Context, installId: string, id: string): Promise<Conflict> {
  await findInstall(ctx, installId);
  const row = await prepare(ctx.db, ONE, ctx.builderId, installId, id).first<Row>();
  if (!row) throw notFound("conflict");
  return toConflict(row);
}

const RESOLVE = `update sync_conflicts set status = 'resolved', kept = ?4, decided_by = ?5, updated_at = ?6
 where builder_id = ?1 and install_id = ?2 and id = ?3 and status = 'open'`;

type Open = { row: Row; link: Link; kind: Kind; stored: Stored };

/** @throws DomainError not_found; invalid_state for one that is resolved */
async function findOpen(ctx: Context, installId: string, id: string): Promise<Open> {
  const row = await prepare(ctx.db, ONE, ctx.builderId, installId, id).first<Row>();
  if (!row) throw notFound("conflict");
  const kind = kindOf(row.model);
  const link = row.status === "open" ? await findLink(ctx, installId, row.link_id) : undefined;
  const stored = link?.record_id ? await recordOf(ctx, kind.entity, link.record_id) : undefined;
  if (!link || !stored) throw new DomainError("invalid_state", "The conflict is resolved already.");
  return { row, link, kind, stored };
}

/** The side that is not kept counts as the one that has not changed; what was refused is tried once more. */
async function decided(ctx: Context, { row: { field }, link, kind, stored }: Open, keep: Side): Promise<Link> {
  const given = keep === "local" ? link.remote : await kind.localOf(ctx, stored);
  const anew = link.refusal === null ? {} : { pushed: {}, refusal: null };
  return { ...link, ...anew, base: { ...link.base, [field]: given[field] ?? null } };
}

/**
 * Decides a conflict. The side that is kept is what the other becomes: the record of ours in the same commit, the one at the
 * other side as soon as that works. It counts what both sides are now, should they have changed since the conflict was read.
 * @throws DomainError not_found; invalid_state for one that is resolved, for an install that can write nothing, and where
 *   the side that would have to change cannot
 */
export async function resolveConflict(ctx: Context, installId: string, id: string, keep: Side): Promise<Conflict> {
  const { result, goesOn } = await retryLostRaces(() => resolve(ctx, installId, { id, keep }));
  if (goesOn) await settleLinks({ ...ctx, recordAnswer: undefined }, installId);
  return result;
}

async function resolve(ctx: Context, installId: string, { id, keep }: { id: string; keep: Side }) {
  const install = await findInstall(ctx, installId);
  const found = await findOpen(ctx, installId, id);
  const { row, kind, stored } = found;
  if (keep === "local" && install.status !== "active")
    throw new DomainError(
      "invalid_state",
      `The install is ${spokenState(install.status)}: nothing can be written there.`,
    );
  const effects = await reconcile(ctx, install, kind, stored, await decided(ctx, found, keep));
  if (row.field in effects.undecided)
    throw new DomainError("invalid_state", effects.undecided[row.field] ?? "Both sides have changed it again.");
  const by = actorName(ctx.actor);
  const close = prepare(ctx.db, RESOLVE, ctx.builderId, installId, id, keep, by, ctx.now);
  const result = toConflict({ ...row, status: "resolved", kept: keep, decided_by: by, updated_at: ctx.now });
  await commit(ctx, { writes: [...mustChange(ctx.db, close), ...effects.writes], events: effects.events, result });
  effects.announce?.();
  return { result, goesOn: effects.goesOn ?? false };
}
