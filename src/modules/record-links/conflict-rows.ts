import type { DomainEvent } from "#db/commit";
import { prepare, type Write } from "#db/client";
import { newId } from "#lib/ids";
import type { Values } from "#lib/merge-fields";
import { type InstallRow, manifestOf } from "#modules/installs";
import { notify } from "#modules/notifications";
import type { Context } from "../../context";
import type { Link } from "./store";

const FOUND = `select field from sync_conflicts indexed by sync_conflicts_open
 where builder_id = ?1 and install_id = ?2 and link_id = ?3 and status = 'open'`;

const OPEN = `insert into sync_conflicts (builder_id, install_id, id, link_id, model, external_id, entity, record_id, field, base, local,
 remote, reason, status, created_at, updated_at)
 select ?1, ?2, value->>'$.id', ?3, ?4, ?5, ?6, ?7, value->>'$.field', value->>'$.base', value->>'$.local', value->>'$.remote',
 value->>'$.reason', 'open', ?8, ?8 from json_each(?9) where true
 on conflict (builder_id, install_id, link_id, field) where status = 'open'
 do update set base = excluded.base, local = excluded.local, remote = excluded.remote, reason = excluded.reason,
 updated_at = excluded.updated_at`;

const CLOSE = `update sync_conflicts indexed by sync_conflicts_open set status = 'resolved', updated_at = ?5
 where builder_id = ?1 and install_id = ?2 and link_id = ?3 and status = 'open'
 and field not in (select value from json_each(?4))`;

type Sides = { base: Values; local: Values; remote: Values };
/** Fields that wait for a decision; with the reason of the side that refuses, or null where both have changed it. */
export type Undecided = Readonly<Record<string, string | null>>;
type Rows = { writes: Write[]; events: DomainEvent[] };

/** Closes what is open of a link. */
export const closeConflicts = (ctx: Context, { install_id: installId, id, conflicts }: Link): Write[] =>
  conflicts > 0 ? [prepare(ctx.db, CLOSE, ctx.builderId, installId, id, "[]", ctx.now)] : [];

/**
 * Has a link's open conflicts be those of these fields. The others are over: the sides have come to agree. The builder is
 * told of each new one, once.
 */
export async function conflictRows(
  ctx: Context,
  install: InstallRow,
  link: Link,
  { undecided, sides }: { undecided: Undecided; sides: Sides },
): Promise<Rows> {
  const fields = Object.keys(undecided);
  if (fields.length === 0 || link.record_id === null) return { writes: closeConflicts(ctx, link), events: [] };
  const key = [ctx.builderId, link.install_id, link.id] as const;
  const found = link.conflicts > 0 ? (await prepare(ctx.db, FOUND, ...key).all<{ field: string }>()).results : [];
  const known = new Set(found.map(({ field }) => field));
  const rows = fields.map((field) => ({
    id: newId(ctx.now),
    field,
    base: sides.base[field] ?? null,
    local: sides.local[field] ?? null,
    remote: sides.remote[field] ?? null,
    reason: undecided[field] ?? null,
  }));
  const opened = rows.filter(({ field }) => !known.has(field));
  const { name } = await manifestOf(install.slug);
  const what = [link.model, link.external_id, link.entity, link.record_id] as const;
  return {
    writes: [
      prepare(ctx.db, CLOSE, ...key, JSON.stringify(fields), ctx.now),
      prepare(ctx.db, OPEN, ...key, ...what, ctx.now, JSON.stringify(rows)),
      ...opened.map(({ field, reason }) => notify(ctx, noticeOf({ id: install.id, name }, link, { field, reason }))),
    ],
    events: opened.map((row) => ({
      type: "integration.conflict_opened",
      objectId: row.id,
      data: { ...row, install_id: install.id, slug: install.slug, ...namesOf(link) },
    })),
  };
}

const namesOf = ({ model, external_id, entity, record_id }: Link) => ({ model, external_id, entity, record_id });

/** How people call a field or a kind. */
const inWords = (name: string): string => name.replaceAll("_", " ");

/** It is of the install, where all of its conflicts are looked after. */
const noticeOf = (
  { id, name }: { id: string; name: string },
  { entity }: Link,
  { field, reason }: { field: string; reason: string | null },
) => ({
  kind: "sync_conflict" as const,
  title: `${name} and you have a different ${inWords(field)} of ${entity === "invoice" ? "an" : "a"} ${inWords(entity)}`,
  body: `${reason ?? "Both sides have changed it."} Choose the side to keep; until then both stay as they are.`,
  objectId: id,
});
