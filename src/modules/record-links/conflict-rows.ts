import { prepare, type Write } from "#db/client";
import { newId } from "#lib/ids";
import type { Values } from "#lib/merge-fields";
import type { Context } from "../../context";
import type { Link } from "./store";

const OPEN = `insert into sync_conflicts (builder_id, install_id, id, link_id, model, external_id, entity, record_id, field, base, local,
 remote, status, created_at, updated_at)
 select ?1, ?2, value->>'$.id', ?3, ?4, ?5, ?6, ?7, value->>'$.field', value->>'$.base', value->>'$.local', value->>'$.remote',
 'open', ?8, ?8 from json_each(?9) where true
 on conflict (builder_id, install_id, link_id, field) where status = 'open'
 do update set base = excluded.base, local = excluded.local, remote = excluded.remote, updated_at = excluded.updated_at`;

const CLOSE = `update sync_conflicts indexed by sync_conflicts_open set status = 'resolved', updated_at = ?5
 where builder_id = ?1 and install_id = ?2 and link_id = ?3 and status = 'open'
 and field not in (select value from json_each(?4))`;

type Sides = { base: Values; local: Values; remote: Values };

/** Has a link's open conflicts be those of these fields. The others are over: the sides have come to agree. */
export function conflictWrites(ctx: Context, link: Link, fields: readonly string[], sides: Sides): Write[] {
  const key = [ctx.builderId, link.install_id, link.id] as const;
  const close = prepare(ctx.db, CLOSE, ...key, JSON.stringify(fields), ctx.now);
  if (fields.length === 0 || link.record_id === null) return link.conflicts > 0 ? [close] : [];
  const rows = fields.map((field) => ({
    id: newId(ctx.now),
    field,
    base: sides.base[field] ?? null,
    local: sides.local[field] ?? null,
    remote: sides.remote[field] ?? null,
  }));
  const what = [link.model, link.external_id, link.entity, link.record_id] as const;
  return [close, prepare(ctx.db, OPEN, ...key, ...what, ctx.now, JSON.stringify(rows))];
}
