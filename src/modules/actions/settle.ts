import { commit, type DomainEvent, LostRace, mustChange } from "#db/commit";
import type { Write } from "#db/client";
import { commitUse, type InstallRow } from "#modules/installs";
import { type Notice, notify } from "#modules/notifications";
import type { Context } from "../../context";
import type { Meaning, Outcome, Outcomes } from "./outcome";
import type { ActionRow } from "./store";

/** An attempt under way. */
export type Work = { ctx: Context; install: InstallRow; row: ActionRow; outcomes: Outcomes };

const MOST_RACES = 5;

async function meaningOf({ ctx, install, row, outcomes }: Work, outcome: Outcome): Promise<Meaning> {
  const { id, install_id, key } = row;
  return (await outcomes[row.action]?.(ctx, { id, install_id, slug: install.slug, key }, outcome)) ?? {};
}

/**
 * Commits an outcome with what it means. A record that somebody changes at the same time is read again.
 * @param usual the notice that is given unless the outcome's meaning has one of its own
 * @throws LostRace when the attempt is no longer under way
 */
export async function settle(work: Work, write: Write, outcome: Outcome, usual?: Notice): Promise<void> {
  const { ctx, install } = work;
  for (let race = 1; ; race += 1) {
    const { writes = [], events = [], notice = usual } = await meaningOf(work, outcome);
    const all = [...mustChange(ctx.db, write), ...writes, ...(notice ? [notify(ctx, notice)] : [])];
    try {
      return await commitOutcome(ctx, install, outcome, { writes: all, events });
    } catch (error) {
      if (!(error instanceof LostRace) || writes.length === 0 || race === MOST_RACES) throw error;
    }
  }
}

type Changes = { writes: readonly Write[]; events: readonly DomainEvent[] };

async function commitOutcome(ctx: Context, install: InstallRow, { kind }: Outcome, changes: Changes): Promise<void> {
  if (kind === "succeeded") await commitUse(ctx, install, changes, Date.now());
  else await commit(ctx, { ...changes, result: undefined });
}
