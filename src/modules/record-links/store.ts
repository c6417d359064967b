import { mustChange } from "#db/commit";
import { prepare, type Write } from "#db/client";
import { canonicalJson } from "#lib/canonical-json";
import { newId } from "#lib/ids";
import type { Values } from "#lib/merge-fields";
import type { Context } from "../../context";

/**
 * A record at the other side, and the record of ours that is the same; `record_id` is null while there is none, and
 * `external_id` empty while it is being written there.
 */
export type Link = {
  install_id: string;
  id: string;
  model: string;
  external_id: string;
  entity: string;
  record_id: string | null;
  match_key: string | null;
  other_key: string | null;
  /** What both sides last agreed on. */
  base: Values;
  /** As the other side last told it, at `remote_at`. */
  remote: Values;
  remote_at: number;
  /** What is on its way to the other side, by `request_id`; or was refused there, for the reason in `refusal`. */
  pushed: Values;
  request_id: string | null;
  refusal: string | null;
  /** Why it has no record of ours, or there, where rules refuse that. */
  problem: string | null;
  /** Since when something is known that was not looked at. */
  due_at: number | null;
  gone_at: number | null;
  conflicts: number;
  /** 0 while it is not stored. */
  revision: number;
};

type Row = Omit<Link, "base" | "remote" | "pushed"> & { base: string; remote: string; pushed: string };

const COLUMNS = `install_id, id, model, external_id, entity, record_id, match_key, other_key, base, remote, remote_at, pushed,
 request_id, refusal, problem, due_at, gone_at, conflicts, revision`;

const toLink = ({ base, remote, pushed, ...row }: Row): Link => ({
  ...row,
  base: JSON.parse(base) as Values,
  remote: JSON.parse(remote) as Values,
  pushed: JSON.parse(pushed) as Values,
});

type Of = { install_id: string; model: string; entity: string };

/** One that is not stored yet, and is to be looked at. */
export const newLink = (ctx: Context, of: Of, known: Partial<Link>): Link => ({
  ...of,
  id: newId(ctx.now),
  external_id: "",
  record_id: null,
  match_key: null,
  other_key: null,
  base: {},
  remote: {},
  remote_at: 0,
  pushed: {},
  request_id: null,
  refusal: null,
  problem: null,
  due_at: ctx.now,
  gone_at: null,
  conflicts: 0,
  revision: 0,
  ...known,
});

const BY_ID = `select ${COLUMNS} from record_links where builder_id = ?1 and install_id = ?2 and id = ?3`;

export async function findLink(ctx: Context, installId: string, id: string): Promise<Link | undefined> {
  const row = await prepare(ctx.db, BY_ID, ctx.builderId, installId, id).first<Row>();
  return row ? toLink(row) : undefined;
}

const BY_EXTERNAL = `select ${COLUMNS} from record_links indexed by record_links_external
 where builder_id = ?1 and install_id = ?2 and model = ?3 and external_id in (select value from json_each(?4)) and external_id <> ''`;

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

/** One install's link of a record of ours. */
export const linkOf = async (
  ctx: Context,
  installId: string,
  entity: string,
  recordId: string,
): Promise<Link | undefined> =>
  (await linksOf(ctx, entity, [recordId])).find(({ install_id: install }) => install === installId);

const INSERT = `insert into record_links (builder_id, install_id, id, revision, external_id, record_id, match_key, other_key, base, remote,
 remote_at, pushed, request_id, refusal, problem, due_at, gone_at, conflicts, updated_at, model, entity)
 values (?1, ?2, ?3, ?4 + 1, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21)`;
const UPDATE = `update record_links set revision = revision + 1, external_id = ?5, record_id = ?6, match_key = ?7, other_key = ?8,
 base = ?9, remote = ?10, remote_at = ?11, pushed = ?12, request_id = ?13, refusal = ?14, problem = ?15, due_at = ?16,
 gone_at = ?17, conflicts = ?18, updated_at = ?19 where builder_id = ?1 and install_id = ?2 and id = ?3 and revision = ?4`;

/** Stores a link if it is as it was read; else the commit is a lost race. */
export function saveLink(ctx: Context, link: Link): Write[] {
  const values = [
    ctx.builderId,
    link.install_id,
    link.id,
    link.revision,
    link.external_id,
    link.record_id,
    link.match_key,
    link.other_key,
    canonicalJson(link.base),
    canonicalJson(link.remote),
    link.remote_at,
    canonicalJson(link.pushed),
    link.request_id,
    link.refusal,
    link.problem?.slice(0, 500) ?? null,
    link.due_at,
    link.gone_at,
    link.conflicts,
    ctx.now,
  ];
  if (link.revision > 0) return mustChange(ctx.db, prepare(ctx.db, UPDATE, ...values));
  return [prepare(ctx.db, INSERT, ...values, link.model, link.entity)];
}

const DELETE = "delete from record_links where builder_id = ?1 and install_id = ?2 and id = ?3 and revision = ?4";

export const deleteLink = (ctx: Context, link: Link): Write[] =>
  mustChange(ctx.db, prepare(ctx.db, DELETE, ctx.builderId, link.install_id, link.id, link.revision));
