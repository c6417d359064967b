import { prepare } from "#db/client";
import type { Context } from "../../context";
import { present, type RunState } from "./commit-page";

/** A run that would delete more than this part of the records stops and asks. */
const MOST = 0.2;

/** A run has stopped: it would delete more records than it may without asking. */
export class TooManyDeletions extends Error {
  readonly count: number;
  readonly total: number;

  constructor(count: number, total: number) {
    super(`The sync would delete ${count} of ${total} records. Confirm that this is right.`);
    this.count = count;
    this.total = total;
  }
}

const OF_MODEL = "builder_id = ?1 and install_id = ?2 and model = ?3";

async function countRecords(ctx: Context, { installId, model }: RunState): Promise<number> {
  const sql = `select count(*) as n from synced_records where ${OF_MODEL} and deleted_at is null`;
  return (await prepare(ctx.db, sql, ctx.builderId, installId, model).first<{ n: number }>())?.n ?? 0;
}

type Leave = { expected: boolean; allowed: number };

/** @throws TooManyDeletions */
async function judge(ctx: Context, run: RunState, gone: number, { expected, allowed }: Leave): Promise<void> {
  if (gone === 0 || expected || run.deleted + gone <= allowed) return;
  const total = (await countRecords(ctx, run)) + run.deleted;
  if (run.deleted + gone > total * MOST) throw new TooManyDeletions(run.deleted + gone, total);
}

/**
 * Which records a page deletes: those the upstream names that are there.
 * @throws TooManyDeletions
 */
export async function goneByName(ctx: Context, run: RunState, ids: readonly string[], leave: Leave): Promise<string[]> {
  const gone = await present(ctx, run, ids);
  await judge(ctx, run, gone.length, leave);
  return gone;
}

const MISSING = `select external_id from synced_records where ${OF_MODEL} and deleted_at is null and external_id not in
 (select shown.value from sync_pages p, json_each(p.ids) shown where p.builder_id = ?1 and p.install_id = ?2 and p.sync = ?4)`;

/**
 * Which records a complete snapshot has not shown.
 * @throws TooManyDeletions
 */
export async function goneByAbsence(ctx: Context, run: RunState, leave: Leave): Promise<string[]> {
  const { results } = await prepare(ctx.db, MISSING, ctx.builderId, run.installId, run.model, run.sync).all<{
    external_id: string;
  }>();
  await judge(ctx, run, results.length, leave);
  return results.map(({ external_id: id }) => id);
}
