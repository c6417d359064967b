import { commit, type DomainEvent, LostRace } from "#db/commit";
import { prepare, type Write } from "#db/client";
import { CallFailure, type Page } from "#connectors/sdk";
import { canonicalJson } from "#lib/canonical-json";
import { sha256Hex } from "#lib/digest";
import { type ShapeDifference, shapeDifferences } from "#lib/shape-difference";
import { canonicalRecords, type RecordModel } from "#models";
import type { Context } from "../../context";
import { moveCursor } from "./lease";

/** A run under way. */
export type RunState = {
  installId: string;
  slug: string;
  sync: string;
  runId: string;
  model: RecordModel;
  mode: "incremental" | "snapshot";
  /** Pages of the snapshot so far, those of earlier runs that it continues included. */
  pagesSeen: number;
  deleted: number;
  sink?: Sink | undefined;
};

/** What a page or the end of a run brings: records that are new or have changed, and ids of those that go. */
export type Changes = { changed: readonly { id: string; data: unknown; isNew: boolean }[]; gone: readonly string[] };

/** What goes into a commit. */
export type Effects = { writes: readonly Write[]; events: readonly DomainEvent[] };

/**
 * What changes of synced records mean to records of ours; committed with them. What goes is still there when it is asked,
 * and it is asked again when its writes have lost a race.
 */
export type Sink = (ctx: Context, from: { installId: string; slug: string }, changes: Changes) => Promise<Effects>;

/** By the model of their records. */
export type Sinks = { readonly [M in RecordModel]?: Sink };

const MOST_RACES = 5;

/** A page's bounds: what a connector may hand over at once. */
const MOST_RECORDS = 1000;
const LONGEST_ID = 300;
const LARGEST_RECORD = 200_000;
/** The database takes 2 MB as one parameter. */
const A_STATEMENT = 1_000_000;

type Item = { id: string; hash: string; data: string };

const misfit = (message: string, differences: readonly ShapeDifference[] = []) =>
  new CallFailure({ class: "contract", message: message.slice(0, 300) }, { differences });

/** @throws CallFailure contract when a record is not in its model's form */
async function itemsOf(model: RecordModel, page: Page<unknown>): Promise<Item[]> {
  if (page.records.length + (page.deleted?.length ?? 0) > MOST_RECORDS)
    throw misfit(`A page holds at most ${MOST_RECORDS} records.`);
  const items = page.records.map(async ({ id, data }) => {
    const parsed = canonicalRecords[model]().safeParse(data);
    const [issue] = parsed.error?.issues ?? [];
    if (!parsed.success)
      throw misfit(
        `Record ${id} does not fit ${model}: ${(issue?.path ?? []).join(".")}: ${issue?.message ?? ""}`,
        shapeDifferences(parsed.error.issues, data),
      );
    const text = canonicalJson(parsed.data);
    if (id === "" || id.length > LONGEST_ID || text.length > LARGEST_RECORD)
      throw misfit(`Record ${id.slice(0, LONGEST_ID)} is too large, or its id is.`);
    return { id, hash: await sha256Hex(text), data: text };
  });
  // Of two with the same id the later one stands.
  return [...new Map((await Promise.all(items)).map((item) => [item.id, item])).values()];
}

const OF_MODEL = "builder_id = ?1 and install_id = ?2 and model = ?3";
const KNOWN = `select external_id, content_hash, deleted_at from synced_records where ${OF_MODEL} and external_id in (select value from json_each(?4))`;
const UPSERT = `insert into synced_records (builder_id, install_id, model, external_id, content_hash, data, created_at, updated_at)
 select ?1, ?2, ?3, value->>'$.id', value->>'$.hash', value->>'$.data', ?4, ?4 from json_each(?5) where true
 on conflict (builder_id, install_id, model, external_id) do update set content_hash = excluded.content_hash,
 data = excluded.data, updated_at = excluded.updated_at, deleted_at = null`;
const DELETE = `update synced_records set deleted_at = ?4, updated_at = ?4 where ${OF_MODEL} and deleted_at is null
 and external_id in (select value from json_each(?5))`;
const COUNT = `update sync_runs set pages = pages + ?4, records_read = records_read + ?5, created_count = created_count + ?6,
 updated_count = updated_count + ?7, unchanged_count = unchanged_count + ?8, deleted_count = deleted_count + ?9,
 total = coalesce(?10, total) where builder_id = ?1 and install_id = ?2 and id = ?3`;
const SEEN = "insert into sync_pages (builder_id, install_id, sync, number, ids) values (?1, ?2, ?3, ?4, ?5)";

function upserts(ctx: Context, { installId, model }: RunState, items: readonly Item[], now: number): Write[] {
  const writes: Write[] = [];
  let group: Item[] = [];
  let size = 0;
  const close = () => {
    if (group.length > 0)
      writes.push(prepare(ctx.db, UPSERT, ctx.builderId, installId, model, now, JSON.stringify(group)));
    group = [];
    size = 0;
  };
  for (const item of items) {
    // Quotes within the data are escaped once more.
    const length = item.data.length * 2 + 400;
    if (size + length > A_STATEMENT) close();
    group.push(item);
    size += length;
  }
  close();
  return writes;
}

type Known = { external_id: string; content_hash: string; deleted_at: number | null };

const idsOf = (ids: readonly string[]): string => JSON.stringify(ids);

/** Which of these records are there and not deleted. */
export async function present(ctx: Context, { installId, model }: RunState, ids: readonly string[]): Promise<string[]> {
  if (ids.length === 0) return [];
  const { results } = await prepare(ctx.db, KNOWN, ctx.builderId, installId, model, idsOf(ids)).all<Known>();
  return results.filter(({ deleted_at: at }) => at === null).map(({ external_id: id }) => id);
}

/**
 * Commits a page with its cursor: its records, those of them that have changed, and what is gone.
 * @param gone ids that are to be deleted
 * @throws LostRace when the run has lost its lease, or the install is no longer active
 */
export async function commitPage(
  ctx: Context,
  run: RunState,
  page: Page<unknown>,
  gone: readonly string[],
): Promise<void> {
  const now = Date.now();
  const { installId, model } = run;
  const items = await itemsOf(model, page);
  const ids = items.map(({ id }) => id);
  const { results } = await prepare(ctx.db, KNOWN, ctx.builderId, installId, model, idsOf(ids)).all<Known>();
  const known = new Map(results.map((row) => [row.external_id, row]));
  const changed = items.filter(({ id, hash }) => {
    const before = known.get(id);
    return before?.content_hash !== hash || before.deleted_at !== null;
  });
  const created = changed.filter(({ id }) => !known.has(id)).length;
  const counts = [1, items.length, created, changed.length - created, items.length - changed.length, gone.length];
  const isSnapshot = run.mode === "snapshot";
  const records = changed.map(({ id, data }) => ({ id, data: JSON.parse(data) as unknown, isNew: !known.has(id) }));
  await commitWithSink(
    ctx,
    run,
    { changed: records, gone },
    {
      writes: [
        ...moveCursor(ctx, run, page.cursor, now),
        ...upserts(ctx, run, changed, now),
        ...deletions(ctx, run, gone, now),
        prepare(ctx.db, COUNT, ctx.builderId, installId, run.runId, ...counts, page.total ?? null),
        ...(isSnapshot ? [prepare(ctx.db, SEEN, ctx.builderId, installId, run.sync, run.pagesSeen, idsOf(ids))] : []),
      ],
      events: changedEvent(run, { created, updated: changed.length - created, deleted: gone.length }),
    },
  );
  run.pagesSeen += 1;
  run.deleted += gone.length;
}

async function commitWithSink(
  ctx: Context,
  { sink, installId, slug }: RunState,
  changes: Changes,
  own: Effects,
): Promise<void> {
  const asks = sink !== undefined && changes.changed.length + changes.gone.length > 0;
  for (let race = 1; ; race += 1) {
    const more = asks ? await sink(ctx, { installId, slug }, changes) : { writes: [], events: [] };
    const writes = [...own.writes, ...more.writes];
    const events = [...own.events, ...more.events];
    try {
      return await commit(ctx, { writes, events, result: undefined });
    } catch (error) {
      if (!(error instanceof LostRace) || more.writes.length === 0 || race === MOST_RACES) throw error;
    }
  }
}

/** Deletes what a run has not shown that has shown all there is, in bounded parts. @param cursor to be kept at the end */
export async function commitMissing(
  ctx: Context,
  run: RunState,
  gone: readonly string[],
  cursor: string | null,
): Promise<void> {
  for (let at = 0; at < gone.length || (at === 0 && cursor !== null); at += MOST_RECORDS) {
    const part = gone.slice(at, at + MOST_RECORDS);
    const now = Date.now();
    const counts = [0, 0, 0, 0, 0, part.length, null];
    await commitWithSink(
      ctx,
      run,
      { changed: [], gone: part },
      {
        writes: [
          ...moveCursor(ctx, run, at + MOST_RECORDS < gone.length ? null : cursor, now),
          ...deletions(ctx, run, part, now),
          prepare(ctx.db, COUNT, ctx.builderId, run.installId, run.runId, ...counts),
        ],
        events: changedEvent(run, { created: 0, updated: 0, deleted: part.length }),
      },
    );
  }
}

const deletions = (ctx: Context, { installId, model }: RunState, gone: readonly string[], now: number): Write[] =>
  gone.length === 0 ? [] : [prepare(ctx.db, DELETE, ctx.builderId, installId, model, now, idsOf(gone))];

function changedEvent(
  { installId, slug, sync, model, runId }: RunState,
  counts: { created: number; updated: number; deleted: number },
): DomainEvent[] {
  if (counts.created + counts.updated + counts.deleted === 0) return [];
  const data = { id: installId, slug, sync, model, run_id: runId, ...counts };
  return [{ type: "integration.records_changed", objectId: installId, data }];
}

/** What we have deleted there ourselves is not to be taken for a deletion by somebody there. */
export const forgetRecord = (
  ctx: Context,
  { installId, model, externalId }: { installId: string; model: string; externalId: string },
): Write => prepare(ctx.db, DELETE, ctx.builderId, installId, model, ctx.now, JSON.stringify([externalId]));
