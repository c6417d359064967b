import type { z } from "@hono/zod-openapi";
import { type canonicalRecords, configSchema, type SyncName, syncOperations } from "#models";
import { findBySlug, type InstallRow, manifestOf } from "#modules/installs";
import { readSynced, type SyncState, syncState } from "#modules/syncs";
import type { Context } from "../../context";

/** The sync of an integration that keeps one record a site, by the site's id. */
export type SiteSource<S extends SyncName> = { slug: string; sync: S };

type RecordOf<S extends SyncName> = z.output<ReturnType<(typeof canonicalRecords)[(typeof syncOperations)[S]]>>;

/** What an integration keeps of one project's site, and how far that can be relied on. */
export type Kept<S extends SyncName> = {
  isInstalled: boolean;
  /** The integration's name, for people. */
  name: string;
  installId: string | null;
  /** The values of the install's form. */
  config: Record<string, unknown>;
  record: RecordOf<S> | null;
  /** When the upstream was last asked with success, epoch ms. */
  checkedAt: number | null;
  /** Why what is known may be old, or nothing is; null while all is well. */
  problem: string | null;
};

/** A sync that has not succeeded for so many of its turns is behind. */
const TURNS_BEHIND = 3;
const MINUTE_MS = 60_000;

/** Why an install cannot be relied on at the moment; null while it can. */
function problemOf(install: InstallRow, name: string, state: SyncState | null, now: number): string | null {
  const { status, status_reason: reason } = install;
  if (status === "paused") return `${name} is paused.`;
  if (status === "needs_attention") return `${name} needs attention: ${reason ?? "see its page"}`;
  if (status === "pending") return `${name} is not connected yet.`;
  if (!state) return null;
  if (state.failures > 0) return `${name} could not be asked: ${state.error ?? "it failed."}`;
  const { last_success_at: at, every_minutes: minutes } = state;
  const isBehind = at !== null && now - at > TURNS_BEHIND * minutes * MINUTE_MS;
  return isBehind ? `${name} has not been asked for some time.` : null;
}

/** The record that an integration keeps for a project, wherever its site was then. Reads our own database alone. */
export async function readKept<S extends SyncName>(
  ctx: Context,
  { slug, sync }: SiteSource<S>,
  projectId: string,
): Promise<Kept<S>> {
  const { name, config: form } = await manifestOf(slug);
  const install = await findBySlug(ctx, slug);
  if (!install || install.status === "uninstalled")
    return { isInstalled: false, name, installId: null, config: {}, record: null, checkedAt: null, problem: null };
  const [record] = await readSynced(ctx, install.id, syncOperations[sync], projectId, 1);
  const state = await syncState(ctx, install.id, sync);
  return {
    isInstalled: true,
    name,
    installId: install.id,
    config: configSchema(form).parse(JSON.parse(install.config)),
    record: (record as RecordOf<S> | undefined) ?? null,
    checkedAt: state?.last_success_at ?? null,
    problem: problemOf(install, name, state, ctx.now),
  };
}
