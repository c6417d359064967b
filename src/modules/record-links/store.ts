import { mustChange } from "#db/commit";
import { prepare, type Write } from "#db/client";
import { canonicalJson } from "#lib/canonical-json";
import type { Values } from "#lib/merge-fields";
import type { Context } from "../../context";

/** A record at the other side, and the record of ours that is the same; `record_id` is null while there is none. */
export type Link = {
  install_id: string;
  id: string;
  model: string;
  external_id: string;
  entity: string;
  record_id: string | null;
  /** What both sides last agreed on. */
  base: Values;
  /** As the other side last told it, at `remote_at`. */
  remote: Values;
  remote_at: number;
  /** What is on its way to the other side, by `request_id`. */
  pushed: Values;
  request_id: string | null;
  conflicts: number;
  /** 0 while it is not stored. */
  revision: number;
};

type Row = Omit<Link, "base" | "remote" | "pushed"> & { base: string; remote: string; pushed: string };

const COLUMNS = `install_id, id, model, external_id, entity, record_id, base, remote, remote_at, pushed, request_id, conflicts,
 revision`;

const toLink = ({ base, remote, pushed, ...row }: Row): Link => ({
  ...row,
  base: JSON.parse(base) as Values,
  remote: JSON.parse(remote) as Values,
  pushed: JSON.parse(pushed) as Values,
});

const BY_ID = `select ${COLUMNS} from record_links where builder_id = ?1 and install_id = ?2 and id = ?3`;

export async function findLink(ctx: Context, installId: string, id: string): Promise<Link | undefined> {
  const row = await prepare(ctx.db, BY_ID, ctx.builderId, installId, id).first<Row>();
  return row ? toLink(row) : undefined;
}

const BY_EXTERNAL = `select ${COLUMNS} from record_links indexed by record_links_external
 where builder_id = ?1 and install_id = ?2 and model = ?3 and external_id in (select value from json_each(?4))`;

/** By the ids at the other side. */
export async function linksTo(
  ctx: Context,
  installId: string,
  model: string,
  ids: readonly string[],
): Promise<Map<string, Link>> {
  const asked = prepare(ctx.db, BY_EXTERNAL, ctx.builderId, installId, model, JSON.stringify(ids));
  return new Map((await asked.all<Row>()).results.map((row) => [row.external_id, toLink(row)]));
}

const BY_RECORD = `select ${COLUMNS} from record_links indexed by record_links_record
 where builder_id = ?1 and entity = ?2 and record_id in (select value from json_each(?3)) and record_id is not null`;

/** Every install's links of records of ours. */
export const linksOf = async (
  ctx: Pick<Context, "db" | "builderId">,
  entity: string,
  ids: readonly string[],
): Promise<Link[]> =>
  (await prepare(ctx.db, BY_RECORD, ctx.builderId, entity, JSON.stringify(ids)).all<Row>()).results.map(toLink);

const INSERT = `insert into record_links (builder_id, install_id, id, revision, record_id, base, remote, remote_at, pushed, request_id,
 conflicts, updated_at, model, external_id, entity) values (?1, ?2, ?3, ?4 + 1, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)`;
const UPDATE = `update record_links set revision = revision + 1, record_id = ?5, base = ?6, remote = ?7, remote_at = ?8, pushed = ?9,
 request_id = ?10, conflicts = ?11, updated_at = ?12 where builder_id = ?1 and install_id = ?2 and id = ?3 and revision = ?4`;

/** Stores a link if it is as it was read; else the commit is a lost race. */
export function saveLink(ctx: Context, link: Link): Write[] {
  const values = [
    ctx.builderId,
    link.install_id,
    link.id,
    link.revision,
    link.record_id,
    canonicalJson(link.base),
    canonicalJson(link.remote),
    link.remote_at,
    canonicalJson(link.pushed),
    link.request_id,
    link.conflicts,
    ctx.now,
  ];
  if (link.revision > 0) return mustChange(ctx.db, prepare(ctx.db, UPDATE, ...values));
  return [prepare(ctx.db, INSERT, ...values, link.model, link.external_id, link.entity)];
}
