import { commit, type DomainEvent, LostRace, mustChange } from "#db/commit";
import { prepare, type Write } from "#db/client";
import type { Context } from "../../context";
import { installEvent } from "./events";
import type { InstallRow } from "./store";

const FIRST = "update installs set first_synced_at = ?3 where builder_id = ?1 and id = ?2 and first_synced_at is null";

/**
 * Commits what an install has done with success, a sync or an action; the first time, that it counts as used from now on.
 * @throws LostRace when one of the writes is
 */
export async function commitUse(
  ctx: Context,
  install: InstallRow,
  { writes, events = [] }: { writes: readonly Write[]; events?: readonly DomainEvent[] },
  now: number,
): Promise<void> {
  if (install.first_synced_at === null) {
    try {
      const first = mustChange(ctx.db, prepare(ctx.db, FIRST, ctx.builderId, install.id, now));
      const all = [...events, installEvent("first_synced", install)];
      await commit(ctx, { writes: [...first, ...writes], events: all, result: undefined });
      return;
    } catch (error) {
      // Something else of the install was the first one; or one of the writes is lost, which shows once more.
      if (!(error instanceof LostRace)) throw error;
    }
  }
  await commit(ctx, { writes, events, result: undefined });
}
