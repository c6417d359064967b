import { commit } from "#db/commit";
import { prepare, type Write } from "#db/client";
import type { Manifest } from "#connectors/sdk";
import {
  check,
  currentVersion,
  endOf,
  findInstall,
  getInstall,
  type Install,
  type InstallRow,
  manifestOf,
  openConnector,
  putSyncs,
  updateInstall,
} from "#modules/installs";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { compareVersions, type SyncComparison } from "./dry-run";
import { spokenState } from "#lib/spoken-state";

export type Upgrade = {
  from: string;
  to: string;
  /** Whether the new version brings just what the present one has brought. */
  is_clean: boolean;
  syncs: SyncComparison[];
};

const dayOf = (at: number): string => new Date(at).toISOString().slice(0, 10);

type Shown = { install: Install; version: number };

async function upgradable(ctx: Context, id: string): Promise<{ row: InstallRow; manifest: Manifest; to: string }> {
  const row = await findInstall(ctx, id);
  if (row.status === "uninstalled" || row.status === "pending")
    throw new DomainError("invalid_state", `The install is ${spokenState(row.status)}.`);
  const manifest = await manifestOf(row.slug);
  const to = currentVersion(manifest).name;
  if (to === row.connector_version)
    throw new DomainError("invalid_state", `${to} is the newest version of ${manifest.name}.`);
  return { row, manifest, to };
}

/** What an upgrade would change, without changing it. @throws DomainError invalid_state when there is nothing newer */
export async function previewUpgrade(ctx: Context, id: string): Promise<Upgrade> {
  const { row, to } = await upgradable(ctx, id);
  return await commit(ctx, { writes: [], result: await compared(ctx, row, to) });
}

export async function compared(ctx: Context, row: InstallRow, to: string): Promise<Upgrade> {
  const syncs = await compareVersions(ctx, row, to);
  const isClean = syncs.every(
    (one) => one.is_complete && one.error === null && one.changed + one.only_before + one.only_after === 0,
  );
  return { from: row.connector_version, to, is_clean: isClean, syncs };
}

/** A run under way loses its lease, and a cursor means nothing to another version. */
const START_ANEW =
  "update install_syncs set cursor = null, run_id = null, lease_until = null where builder_id = ?1 and install_id = ?2";
const FORGET = "delete from sync_pages where builder_id = ?1 and install_id = ?2";

/** What moves an install to another version. One that needed attention works again: whoever moves it has proved that. */
export function moveTo(ctx: Context, row: InstallRow, manifest: Manifest, set: Partial<InstallRow>): Write[] {
  const runs = row.status !== "paused";
  return [
    ...updateInstall(ctx, row, { ...set, ...(runs ? { status: "active", status_reason: null } : {}) }),
    prepare(ctx.db, START_ANEW, ctx.builderId, row.id),
    prepare(ctx.db, FORGET, ctx.builderId, row.id),
    ...(runs ? [putSyncs(ctx, row.id, manifest.syncs)] : []),
  ];
}

async function move(ctx: Context, row: InstallRow, manifest: Manifest, set: Partial<InstallRow>): Promise<Shown> {
  const opened = await openConnector(ctx, { ...row, ...set });
  try {
    await check(opened, ctx.now);
  } finally {
    await opened.flush();
  }
  await commit({ ...ctx, recordAnswer: undefined }, { writes: moveTo(ctx, row, manifest, set), result: undefined });
  return await commit(ctx, { writes: [], result: await getInstall(ctx, row.id) });
}

/**
 * Moves an install to the newest version. Settings, credentials and records stay.
 * @throws DomainError invalid_state when there is nothing newer; as `check` does when the new version does not work
 */
export async function upgradeInstall(ctx: Context, id: string): Promise<Shown> {
  const { row, manifest, to } = await upgradable(ctx, id);
  return await move(ctx, row, manifest, { connector_version: to, previous_version: row.connector_version });
}

/** Moves an install back to the version before its last upgrade, while that still runs. @throws DomainError invalid_state */
export async function revertInstall(ctx: Context, id: string): Promise<Shown> {
  const row = await findInstall(ctx, id);
  const manifest = await manifestOf(row.slug);
  const previous = manifest.versions.find(({ name }) => name === row.previous_version);
  if (!previous || row.status === "uninstalled")
    throw new DomainError("invalid_state", "There is no version to go back to.");
  const endedAt = endOf(manifest, previous.name);
  if (endedAt !== undefined && endedAt <= ctx.now)
    throw new DomainError("invalid_state", `${previous.name} has ended on ${dayOf(endedAt)}.`);
  return await move(ctx, row, manifest, { connector_version: previous.name, previous_version: null });
}
