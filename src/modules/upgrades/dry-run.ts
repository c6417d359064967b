import { prepare } from "#db/client";
import type { Sync } from "#connectors/sdk";
import { CallFailure, type FailureClass } from "#connectors/sdk";
import { fieldDifferences } from "#lib/field-differences";
import { canonicalRecords, type RecordModel, syncOperations, type SyncName } from "#models";
import { type InstallRow, type Opened, openConnector } from "#modules/installs";
import { ownData } from "#modules/syncs";
import type { Context } from "../../context";

/** A dry run ends here, though there may be more to compare. */
const MOST_RECORDS = 1000;
const MOST_MS = 20_000;
/** Differences that are shown, of each sync. */
const MOST_SHOWN = 100;

export type SyncComparison = {
  sync: string;
  model: string;
  /** Records of both. */
  compared: number;
  /** Of these, how many are not the same. */
  changed: number;
  only_before: number;
  only_after: number;
  /** Whether everything was compared. */
  is_complete: boolean;
  error_class: FailureClass | null;
  error: string | null;
  /** `before` and `after` as JSON; null where there is nothing. */
  differences: { external_id: string; pointer: string; before: string | null; after: string | null }[];
};

type Stored = { external_id: string; data: string };

const RECORDS = `select external_id, data from synced_records where builder_id = ?1 and install_id = ?2 and model = ?3
 and deleted_at is null and external_id in (select value from json_each(?4))`;
const COUNT = `select count(*) as n from synced_records where builder_id = ?1 and install_id = ?2 and model = ?3 and deleted_at is null`;

/**
 * Runs another version's syncs in the shadow: it asks the upstream with the install's own settings and credentials, and
 * compares what would come with what is there. Nothing is written but the log of calls.
 */
export async function compareVersions(ctx: Context, install: InstallRow, version: string): Promise<SyncComparison[]> {
  const opened = await openConnector(ctx, { ...install, connector_version: version });
  const comparisons: SyncComparison[] = [];
  try {
    for (const { name } of opened.manifest.syncs) comparisons.push(await compareSync(ctx, install, opened, name));
  } finally {
    await opened.flush();
  }
  return comparisons;
}

async function compareSync(ctx: Context, install: InstallRow, opened: Opened, sync: SyncName): Promise<SyncComparison> {
  const model = syncOperations[sync];
  const result: SyncComparison = {
    sync,
    model,
    compared: 0,
    changed: 0,
    only_before: 0,
    only_after: 0,
    is_complete: false,
    error_class: null,
    error: null,
    differences: [],
  };
  const spec = opened.version.syncs?.[sync] as Sync<Record<string, unknown>, unknown> | undefined;
  if (!spec) return { ...result, error_class: "contract", error: "The version has no such sync." };
  const endsAt = Date.now() + MOST_MS;
  const { call, config } = opened;
  try {
    let seen = 0;
    let isWhole = true;
    for await (const page of spec.run({
      call,
      config,
      cursor: null,
      now: new Date(ctx.now),
      ...ownData(ctx, install.slug),
    })) {
      await comparePage(ctx, install, model, page.records, result);
      seen += page.records.length;
      isWhole = seen < MOST_RECORDS && Date.now() < endsAt;
      if (!isWhole) break;
    }
    if (!isWhole) return result;
    const there = await prepare(ctx.db, COUNT, ctx.builderId, install.id, model).first<{ n: number }>();
    return { ...result, is_complete: true, only_before: Math.max(0, (there?.n ?? 0) - result.compared) };
  } catch (error) {
    if (!(error instanceof CallFailure)) throw error;
    return { ...result, error_class: error.class, error: error.message };
  }
}

const shown = (value: unknown): string | null => JSON.stringify(value)?.slice(0, 1000) ?? null;

async function comparePage(
  ctx: Context,
  install: InstallRow,
  model: RecordModel,
  records: readonly { id: string; data: unknown }[],
  result: SyncComparison,
): Promise<void> {
  const ids = JSON.stringify(records.map(({ id }) => id));
  const { results } = await prepare(ctx.db, RECORDS, ctx.builderId, install.id, model, ids).all<Stored>();
  const before = new Map(results.map((row) => [row.external_id, row.data]));
  for (const { id, data } of records) {
    const parsed = canonicalRecords[model]().safeParse(data);
    const [issue] = parsed.error?.issues ?? [];
    if (!parsed.success)
      throw new CallFailure({ class: "contract", message: `Record ${id} does not fit: ${issue?.message ?? ""}` });
    const known = before.get(id);
    if (known === undefined) {
      result.only_after += 1;
      continue;
    }
    result.compared += 1;
    const differences = fieldDifferences(JSON.parse(known), JSON.parse(JSON.stringify(parsed.data)), MOST_SHOWN);
    if (differences.length > 0) result.changed += 1;
    const room = MOST_SHOWN - result.differences.length;
    result.differences.push(
      ...differences.slice(0, room).map(({ pointer, before: was, after }) => ({
        external_id: id,
        pointer: pointer.slice(0, 500),
        before: shown(was),
        after: shown(after),
      })),
    );
  }
}
