import { commit } from "#db/commit";
import { prepare, type Write } from "#db/client";
import { configSchema } from "#models";
import { deleteConnection, keepWebhookSecret, putConnection, readCredentials } from "#modules/connections";
import type { Context } from "../../context";
import { DomainError, invalid, notFound, validate } from "../../errors";
import { check } from "./check";
import { connectWith } from "./connect-with";
import { enqueueSyncs } from "./enqueue-syncs";
import { installEvent } from "./events";
import { endOf, hasSecret, manifestOf, openConnector, refuseFaultyConfig } from "./open-connector";
import { getInstall } from "./read-install";
import { revoke } from "./revoke";
import type { Install } from "./shape";
import { findBySlug, findInstall, type InstallRow, scheduleAll, updateInstall } from "./store";
import { spokenState, spokenStates } from "#lib/spoken-state";

type Shown = { install: Install; version: number };
/** Refuses a version that the change is not meant for. */
export type Precondition = (version: number) => void;

const refuse = (row: InstallRow, wanted: readonly string[]): void => {
  if (wanted.includes(row.status)) return;
  const said = `The install is ${spokenState(row.status)}; it would have to be ${spokenStates(wanted)}.`;
  throw new DomainError("invalid_state", said);
};

/** @throws DomainError invalid_state when the version has ended, so that nothing runs on it again */
async function refuseEnded(ctx: Context, { slug, connector_version: version }: InstallRow): Promise<void> {
  const endedAt = endOf(await manifestOf(slug), version);
  if (endedAt !== undefined && endedAt <= ctx.now)
    throw new DomainError("invalid_state", `${version} has ended. Upgrade the install.`);
}

/** Changes nothing but the status; syncs stop or start with it. */
async function turn(ctx: Context, row: InstallRow, set: Partial<InstallRow>, dueAt: number | null): Promise<Shown> {
  await commit(
    { ...ctx, recordAnswer: undefined },
    { writes: [...updateInstall(ctx, row, set), scheduleAll(ctx, row.id, dueAt)], result: undefined },
  );
  const shown = await getInstall(ctx, row.id);
  return await commit(ctx, { writes: [], result: shown });
}

/** Stops its syncs until it is resumed; what is under way ends at its next page. */
export async function pauseInstall(ctx: Context, id: string): Promise<Shown> {
  const row = await findInstall(ctx, id);
  if (row.status === "paused") return await commit(ctx, { writes: [], result: await getInstall(ctx, id) });
  refuse(row, ["active", "needs_attention"]);
  return await turn(ctx, row, { status: "paused", status_reason: "Paused by a member." }, null);
}

/** Lets it work again, at once. */
export async function resumeInstall(ctx: Context, id: string): Promise<Shown> {
  const row = await findInstall(ctx, id);
  if (row.status === "active") return await commit(ctx, { writes: [], result: await getInstall(ctx, id) });
  refuse(row, ["paused", "needs_attention"]);
  await refuseEnded(ctx, row);
  return await turn(ctx, row, { status: "active", status_reason: null }, ctx.now);
}

export type InstallPatch = {
  config?: Readonly<Record<string, unknown>> | undefined;
  credentials?: Readonly<Record<string, string>> | undefined;
  /** Minutes between runs, by sync. */
  every_minutes?: Readonly<Record<string, number>> | undefined;
};

/**
 * Changes settings, credentials or rhythm. New settings or credentials are proved by a call first, and end a state of
 * needing attention.
 * @throws DomainError invalid_request naming each field; upstream_failed; precondition_failed
 */
export async function updateInstallSettings(
  ctx: Context,
  id: string,
  patch: InstallPatch,
  matches: Precondition,
): Promise<Shown> {
  const row = await findInstall(ctx, id);
  matches(row.version);
  refuse(row, ["active", "paused", "needs_attention"]);
  const manifest = await manifestOf(row.slug);
  const rhythm = rhythmWrites(ctx, row, manifest.syncs, patch.every_minutes ?? {});
  const config = { ...(JSON.parse(row.config) as object), ...patch.config };
  const checked = validate(configSchema(manifest.config), config, "/config");
  if (!checked.ok) throw invalid(checked.faults);
  if (patch.config) await refuseFaultyConfig(row.slug, row.connector_version, checked.value);
  const set: Partial<InstallRow> = { config: JSON.stringify(checked.value) };
  const writes: Write[] = [...rhythm];
  if (patch.config || patch.credentials) {
    writes.push(...(await proved(ctx, { ...row, ...set }, patch.credentials)));
    if (row.status === "needs_attention") {
      await refuseEnded(ctx, row);
      Object.assign(set, { status: "active", status_reason: null });
      writes.push(scheduleAll(ctx, id, ctx.now));
    }
  }
  await commit(ctx, { writes: [...updateInstall(ctx, row, set), ...writes], result: undefined });
  return await getInstall(ctx, id);
}

/** Stores new credentials, once a call has shown that they and the settings work. */
async function proved(ctx: Context, row: InstallRow, sent: InstallPatch["credentials"]): Promise<Write[]> {
  const manifest = await manifestOf(row.slug);
  if (!sent) {
    await check(await openConnector(ctx, row), ctx.now);
    return [];
  }
  const entered = readCredentials(manifest, sent, hasSecret(manifest));
  if (manifest.auth.type === "oauth2_code") {
    await check(await openConnector(ctx, row), ctx.now);
    if (entered.webhook_secret !== undefined) await keepWebhookSecret(ctx, row.id, entered.webhook_secret);
    return [];
  }
  const { stored, expiresAt } = await connectWith(ctx, row, manifest.auth, entered);
  return [await putConnection(ctx, row.id, stored, expiresAt)];
}

const RHYTHM = "update install_syncs set every_minutes = ?4 where builder_id = ?1 and install_id = ?2 and sync = ?3";
const A_MONTH = 43_200;

function rhythmWrites(
  ctx: Context,
  row: InstallRow,
  syncs: readonly { name: string; everyMinutes: number; atMostEveryMinutes?: number }[],
  wanted: Readonly<Record<string, number>>,
): Write[] {
  return Object.entries(wanted).map(([name, minutes]) => {
    const pointer = `/every_minutes/${name}`;
    const sync = syncs.find((one) => one.name === name);
    if (!sync) throw invalid([{ pointer, detail: `There is no sync ${name}.` }]);
    const least = sync.atMostEveryMinutes ?? sync.everyMinutes;
    if (minutes < least || minutes > A_MONTH)
      throw invalid([{ pointer, detail: `It runs every ${least} to ${A_MONTH} minutes.` }]);
    return prepare(ctx.db, RHYTHM, ctx.builderId, row.id, name, minutes);
  });
}

const OF_INSTALL = "where builder_id = ?1 and install_id = ?2";
/** Rows of one statement of a purge. */
const A_BATCH = 5000;

/**
 * Ends an install: its credentials are gone, its syncs and actions stop. What it brought stays the builder's, unless it is
 * to be purged.
 */
async function uninstall(ctx: Context, id: string, purge: boolean): Promise<void> {
  const row = await findInstall(ctx, id);
  if (row.status !== "uninstalled") {
    await revoke(ctx, row);
    const off = (table: string) => prepare(ctx.db, `delete from ${table} ${OF_INSTALL}`, ctx.builderId, id);
    const counted = row.status !== "pending";
    await commit(ctx, {
      writes: [
        ...updateInstall(ctx, row, { status: "uninstalled", status_reason: null, uninstalled_at: ctx.now }),
        deleteConnection(ctx, id),
        off("install_syncs"),
        off("sync_pages"),
        prepare(ctx.db, GIVE_UP, ctx.builderId, id, ctx.now),
      ],
      events: counted ? [installEvent("uninstalled", row)] : [],
      result: undefined,
    });
  }
  if (purge)
    for (const table of ["synced_records", "inbound_webhooks", "sync_runs", "record_links", "sync_conflicts"])
      await empty(ctx, id, table);
}

/** @throws DomainError not_found when it was never installed */
export async function uninstallBySlug(ctx: Context, slug: string, purge: boolean): Promise<void> {
  const row = await findBySlug(ctx, slug);
  if (!row) throw notFound("install");
  await uninstall(ctx, row.id, purge);
}

/** Their time is up: what that means to records of ours is settled by their last attempt, which asks nobody any more. */
const GIVE_UP = `update action_requests set next_attempt_at = ?3, expires_at = ?3, updated_at = ?3 ${OF_INSTALL} and status = 'pending'`;

async function empty(ctx: Context, id: string, table: string): Promise<void> {
  const keys = table === "synced_records" ? "builder_id, install_id, model, external_id" : "builder_id, install_id, id";
  const sql = `delete from ${table} where (${keys}) in (select ${keys} from ${table} ${OF_INSTALL} limit ${A_BATCH})`;
  for (;;) if ((await prepare(ctx.db, sql, ctx.builderId, id).run()).meta.changes < A_BATCH) return;
}

/** Syncs of an install that run now, beside their rhythm. @throws DomainError invalid_state unless it is active */
export async function requestSync(ctx: Context, id: string, sync: string | undefined): Promise<{ syncs: string[] }> {
  const row = await findInstall(ctx, id);
  refuse(row, ["active"]);
  const names = (await manifestOf(row.slug)).syncs.map(({ name }) => name as string);
  if (sync !== undefined && !names.includes(sync))
    throw invalid([{ pointer: "/sync", detail: `It is one of ${names.join(", ")}.` }]);
  const syncs = sync === undefined ? names : [sync];
  const due = `update install_syncs set next_due_at = ?3 ${OF_INSTALL} and sync in (select value from json_each(?4))`;
  const result = await commit(ctx, {
    writes: [prepare(ctx.db, due, ctx.builderId, id, ctx.now, JSON.stringify(syncs))],
    result: { syncs },
  });
  enqueueSyncs(ctx, id, syncs, "manual");
  return result;
}
