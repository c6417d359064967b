import { commit } from "#db/commit";
import { CallFailure, type Manifest } from "#connectors/sdk";
import {
  check,
  currentVersion,
  enqueueSyncs,
  type InstallRow,
  openConnector,
  scheduleAll,
  updateInstall,
} from "#modules/installs";
import { dayInWords } from "#lib/local-time";
import { notify } from "#modules/notifications";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { daysUntil } from "./deadline-step";
import { compared, moveTo } from "./upgrade-install";

/** While the upstream is away nobody can tell what a move would change: so long it is tried again. */
const PATIENCE_MS = 86_400_000;

type About = { row: InstallRow; manifest: Manifest; step: string; endsAt: number };

/** Says once that the version ends, and how many days are left. */
export async function tellOfEnd(ctx: Context, { row, manifest, step, endsAt }: About): Promise<boolean> {
  const { connector_version: from } = row;
  const left = daysUntil(endsAt, ctx.now);
  const lifecycle = manifest.versions.find(({ name }) => name === from)?.lifecycle;
  const reason = lifecycle?.status === "deprecated" ? `${lifecycle.reason} ` : "";
  const notice = notify(ctx, {
    kind: "upgrade_due",
    title: `${manifest.name} ${from} ends in ${left === 1 ? "one day" : `${left} days`}`,
    body: `${reason}Upgrade to ${currentVersion(manifest).name} before ${dayInWords(endsAt)}; you can see beforehand what would change. After that day it is moved by itself if nothing changes, and stops otherwise.`,
    objectId: row.id,
  });
  await commit(ctx, { writes: [...updateInstall(ctx, row, { deadline_step: step }), notice], result: undefined });
  return true;
}

/** Moves the install where that changes nothing; else it stops. @returns false when that cannot be told yet */
export async function leaveVersion(ctx: Context, { row, manifest, step, endsAt }: About): Promise<boolean> {
  const to = currentVersion(manifest).name;
  const { doubt, isAway } = await doubtOf(ctx, row, to);
  if (doubt === undefined) await moveByItself(ctx, { row, manifest, step, endsAt }, to);
  else if (isAway && ctx.now < endsAt + PATIENCE_MS) return false;
  else await stop(ctx, { row, manifest, step, endsAt }, doubt);
  return true;
}

type Doubt = { doubt?: string; isAway?: boolean };

/** Why the install cannot be moved without its builder. */
async function doubtOf(ctx: Context, row: InstallRow, to: string): Promise<Doubt> {
  try {
    const opened = await openConnector(ctx, { ...row, connector_version: to });
    try {
      await check(opened, ctx.now);
    } finally {
      await opened.flush();
    }
  } catch (error) {
    if (!(error instanceof DomainError) && !(error instanceof CallFailure)) throw error;
    const isAway = error instanceof DomainError && (error.code === "upstream_failed" || error.code === "unavailable");
    return { doubt: `${to} could not be tried: ${error.message}`, isAway };
  }
  const { is_clean: isClean, syncs } = await compared(ctx, row, to);
  if (isClean) return {};
  const failed = syncs.find(({ error }) => error !== null);
  if (!failed) return { doubt: `${to} brings other data than ${row.connector_version}.` };
  const isAway = failed.error_class === "transient" || failed.error_class === "system";
  return { doubt: `${to} could not be compared: ${failed.error ?? ""}`, isAway };
}

async function moveByItself(ctx: Context, { row, manifest, step }: About, to: string): Promise<void> {
  const set = { connector_version: to, previous_version: row.connector_version, deadline_step: step };
  const notice = notify(ctx, {
    kind: "upgrade_done",
    title: `${manifest.name} was moved to ${to}`,
    body: `${row.connector_version} has ended. Settings, credentials and records are as they were, and ${to} brings the same.`,
    objectId: row.id,
  });
  await commit(ctx, { writes: [...moveTo(ctx, row, manifest, set), notice], result: undefined });
  if (row.status === "paused") return;
  const names = manifest.syncs.map(({ name }) => name);
  enqueueSyncs(ctx, row.id, names, "schedule");
}

/** A run under way ends at its next page; nothing runs any more until the builder upgrades. */
async function stop(ctx: Context, { row, manifest, step }: About, doubt: string): Promise<void> {
  const reason = `${row.connector_version} has ended. ${doubt} Compare the versions and upgrade.`.slice(0, 500);
  const notice = notify(ctx, {
    kind: "integration_needs_attention",
    title: `${manifest.name} has stopped: ${row.connector_version} has ended`,
    body: `${reason} Nothing is synced until then.`,
    objectId: row.id,
  });
  const set = { status: "needs_attention", status_reason: reason, deadline_step: step };
  const writes = [...updateInstall(ctx, row, set), scheduleAll(ctx, row.id, null), notice];
  await commit(ctx, { writes, result: undefined });
}
