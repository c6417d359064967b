import { commit, LostRace, mustChange } from "#db/commit";
import { prepare, type Write } from "#db/client";
import { notify } from "#modules/notifications";
import type { Context } from "../../context";
import { manifestOf } from "./open-connector";
import { type InstallRow, scheduleAll } from "./store";

const ATTENTION = `update installs set status = 'needs_attention', status_reason = ?3, version = version + 1, updated_at = ?4
 where builder_id = ?1 and id = ?2 and status = 'active'`;

/**
 * The install waits for its builder, who is told of it once, and none of its syncs is due until then; `writes` are committed
 * in any case.
 */
export async function needAttention(
  ctx: Context,
  install: InstallRow,
  { reason, consequence }: { reason: string; consequence: string },
  writes: readonly Write[],
  now: number,
): Promise<void> {
  const { name } = await manifestOf(install.slug);
  const off = mustChange(ctx.db, prepare(ctx.db, ATTENTION, ctx.builderId, install.id, reason.slice(0, 500), now));
  const notice = notify(ctx, {
    kind: "integration_needs_attention",
    title: `${name} needs your attention`,
    body: `${reason} ${consequence}`,
    objectId: install.id,
  });
  try {
    const still = scheduleAll(ctx, install.id, null);
    await commit(ctx, { writes: [...off, still, notice, ...writes], result: undefined });
  } catch (error) {
    // It is paused, gone, or waits already.
    if (!(error instanceof LostRace)) throw error;
    await commit(ctx, { writes, result: undefined });
  }
}
