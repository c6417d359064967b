import { commit, isConstraintFailure, LostRace } from "#db/commit";
import { describe, log } from "#lib/log";
import { findInstall, type InstallRow } from "#modules/installs";
import { retryLostRaces } from "#modules/records";
import type { Context } from "../../context";
import { dueLinks, isAnyDue } from "./due";
import { type Kind, recordOf } from "./kind";
import { KINDS } from "./kinds";
import { goneThere, offer, orphaned, place } from "./place";
import { type Effects, reconcile } from "./reconcile";
import { findLink, type Link } from "./store";

const A_BATCH = 100;
/** One link takes at most as many commits as its kind has groups of fields, and one to be placed. */
const MOST_STEPS = 8;

/**
 * Makes both sides alike in every link of an install of which something new is known: each in commits of its own, so that
 * one that fails holds up no other. It is due until it is done: what is left by a crash is done with the next sync or change.
 */
export async function settleLinks(ctx: Context, installId: string): Promise<void> {
  if (!(await isAnyDue(ctx, installId))) return;
  for (const kind of KINDS) {
    let after = "";
    for (;;) {
      const ids = await dueLinks(ctx, installId, kind.model, { after, most: A_BATCH });
      for (const id of ids) await settle(ctx, installId, kind, id);
      if (ids.length < A_BATCH) break;
      after = ids.at(-1) ?? "";
    }
  }
}

async function settle(ctx: Context, installId: string, kind: Kind, id: string): Promise<void> {
  try {
    for (let step = 0; step < MOST_STEPS; step += 1)
      if (!(await retryLostRaces(() => settleStep(ctx, installId, kind, id)))) return;
  } catch (error) {
    log("error", "link not settled", { install: installId, link: id, ...describe(error) });
  }
}

/** @returns whether there is more to do */
async function settleStep(ctx: Context, installId: string, kind: Kind, id: string): Promise<boolean> {
  const link = await findLink(ctx, installId, id);
  if (!link || link.due_at === null) return false;
  try {
    const { writes, events, announce, goesOn } = await effectsOf(ctx, await findInstall(ctx, installId), kind, link);
    if (writes.length === 0) return false;
    await commit(ctx, { writes, events, result: undefined });
    announce?.();
    return goesOn ?? false;
  } catch (error) {
    // Somebody else has done the same meanwhile.
    const isOver = (await findLink(ctx, installId, id))?.revision !== link.revision;
    throw isOver || isConstraintFailure(error) ? new LostRace() : error;
  }
}

async function effectsOf(ctx: Context, install: InstallRow, kind: Kind, link: Link): Promise<Effects> {
  if (link.gone_at !== null) return await goneThere(ctx, install, kind, link);
  if (link.record_id === null) return await place(ctx, install, kind, link);
  const stored = await recordOf(ctx, kind.entity, link.record_id);
  if (!stored) return await orphaned(ctx, install, kind, link);
  if (link.external_id === "") return await offer(ctx, install, kind, { stored, link });
  return await reconcile(ctx, install, kind, stored, link);
}
