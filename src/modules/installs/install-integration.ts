import { prepare, type Write } from "#db/client";
import { commit } from "#db/commit";
import type { Manifest, VersionInfo } from "#connectors/sdk";
import { newId } from "#lib/ids";
import { configSchema } from "#models";
import { putConnection, readCredentials, type Stored } from "#modules/connections";
import type { Context } from "../../context";
import { DomainError, type Fault, invalid, validate } from "../../errors";
import { type Connected, connectWith } from "./connect-with";
import { enqueueSyncs } from "./enqueue-syncs";
import { installEvent } from "./events";
import { hookPath, newHookToken } from "./hook-token";
import { readInstall } from "./read-install";
import { currentVersion, findManifest, hasSecret, refuseFaultyConfig } from "./open-connector";
import { type Install, toInstall } from "./shape";
import { findBySlug, insertInstall, type InstallRow, listSyncs, putSyncs, type SyncRow, updateInstall } from "./store";

export type InstallInput = {
  /** The manifest's permissions, as they were shown. */
  permissions: readonly string[];
  config?: Readonly<Record<string, unknown>> | undefined;
  credentials?: Readonly<Record<string, string>> | undefined;
};

/** Whether a user has to let us in at the upstream. In a sandbox nobody has. */
const isSentAway = ({ environment }: Context, { auth }: Manifest): boolean =>
  (auth.type === "oauth2_code" || auth.type === "link") && environment === "live";

/**
 * Installs an integration: what it asks for is agreed to, its settings are valid, and a call has proved that they work.
 * One that its builder has to be sent to the upstream for is `pending` until they come back. An integration that is installed
 * stays as it is.
 * @throws DomainError invalid_request naming each field; upstream_failed; not_found
 */
export async function installIntegration(ctx: Context, slug: string, input: InstallInput): Promise<Install> {
  const manifest = await installable(ctx, slug);
  const before = await findBySlug(ctx, slug);
  if (before && before.status !== "uninstalled" && before.status !== "pending")
    return await commit(ctx, { writes: [], result: await readInstall(ctx, before.id) });
  const info = currentVersion(manifest);
  const config = validConfig(manifest, input);
  await refuseFaultyConfig(slug, info.name, config);
  const credentials = readCredentials(manifest, input.credentials ?? {}, hasSecret(manifest));
  const row = await newRow(ctx, { manifest, info, config, before });
  const connected = isSentAway(ctx, manifest) ? undefined : await connectWith(ctx, row, manifest.auth, credentials);
  const saved: InstallRow = connected ? { ...row, status: "active", installed_at: ctx.now } : row;
  try {
    return await save(ctx, { manifest, before, saved, connected, entered: credentials });
  } catch (error) {
    // Two requests at once: the one that was first has installed it.
    const other = await findBySlug(ctx, slug);
    if (!other || other.status === "uninstalled" || other.version === before?.version) throw error;
    return await readInstall(ctx, other.id);
  }
}

type Listed = { name: string; status: string; console_path: string | null; application_id: string | null };

/** @throws DomainError not_found, saying what there is instead */
async function installable(ctx: Context, slug: string): Promise<Manifest> {
  const manifest = await findManifest(slug);
  if (manifest) return manifest;
  const sql =
    "select name, status, console_path, application_id from integration_listings where slug = ?1 and is_active = 1";
  const listed = await prepare(ctx.platform, sql, slug).first<Listed>();
  throw new DomainError("not_found", listed ? whyNot(listed) : "There is no such integration.");
}

function whyNot({ name, status, console_path: path, application_id: application }: Listed): string {
  if (application !== null) return `${name} is an application of a developer: it is let in from its own side.`;
  if (status === "planned") return `${name} is planned: it is not built yet, and can only be followed.`;
  return `${name} is built in: nothing has to be installed.${path === null ? "" : ` It is used at ${path}.`}`;
}

type Saving = {
  manifest: Manifest;
  before: InstallRow | undefined;
  saved: InstallRow;
  connected: Connected | undefined;
  /** What is kept until it is connected: what the upstream signs its webhooks with. */
  entered?: Stored;
};

/** Stores an install, with its credentials and its syncs once it is connected. */
export async function save(
  ctx: Context,
  { manifest, before, saved, connected, entered = {} }: Saving,
): Promise<Install> {
  const { builder_id: _, id, version: __, created_at: ___, ...columns } = saved;
  const known = await listSyncs(ctx, [id]);
  const syncs = manifest.syncs.map(({ name, everyMinutes }): SyncRow => {
    const had = known.find(({ sync }) => sync === name);
    return { sync: name, every_minutes: everyMinutes, last_success_at: null, ...had, next_due_at: ctx.now };
  });
  const isNew = before === undefined || before.status === "uninstalled" || before.status === "pending";
  const webhookPath = manifest.webhooks ? await hookPath(ctx, saved) : null;
  const result = toInstall(saved, manifest, connected ? syncs : [], webhookPath);
  await commit(ctx, {
    writes: [
      ...(before ? updateInstall(ctx, before, columns) : [insertInstall(ctx, saved)]),
      ...(await credentialWrites(ctx, id, connected ?? { stored: entered, expiresAt: null })),
      ...(connected ? [putSyncs(ctx, id, manifest.syncs)] : []),
    ],
    events: connected && isNew ? [installEvent("installed", saved)] : [],
    result,
  });
  const names = manifest.syncs.map(({ name }) => name);
  if (connected) enqueueSyncs(ctx, id, names, "install");
  return result;
}

const credentialWrites = async (ctx: Context, id: string, { stored, expiresAt }: Connected): Promise<Write[]> =>
  Object.keys(stored).length > 0 ? [await putConnection(ctx, id, stored, expiresAt)] : [];

/** @throws DomainError invalid_request naming each fault of what was agreed to and of the settings */
function validConfig(manifest: Manifest, { permissions, config = {} }: InstallInput): Record<string, unknown> {
  const missing = manifest.permissions.filter((line) => !permissions.includes(line));
  const faults: Fault[] = missing.map((line) => ({
    pointer: "/permissions",
    detail: `Agree to this first: ${line}.`,
  }));
  const checked = validate(configSchema(manifest.config), config, "/config");
  if (!checked.ok) faults.push(...checked.faults);
  if (!checked.ok || faults.length > 0) throw invalid(faults);
  return checked.value;
}

type Making = {
  manifest: Manifest;
  info: VersionInfo;
  config: Record<string, unknown>;
  before: InstallRow | undefined;
};

async function newRow(ctx: Context, { manifest, info, config, before }: Making): Promise<InstallRow> {
  const id = before?.id ?? newId(ctx.now);
  return {
    builder_id: ctx.builderId,
    id,
    slug: manifest.slug,
    connector_version: info.name,
    previous_version: null,
    deadline_step: null,
    status: "pending",
    status_reason: null,
    environment: ctx.environment,
    config: JSON.stringify(config),
    permissions: JSON.stringify(manifest.permissions),
    ...(await newHookToken(ctx, id)),
    bad_signatures: 0,
    installed_at: null,
    first_synced_at: before?.first_synced_at ?? null,
    uninstalled_at: null,
    version: 1,
    created_at: before?.created_at ?? ctx.now,
    updated_at: ctx.now,
  };
}
