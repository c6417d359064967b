import { commit, type DomainEvent } from "#db/commit";
import type { Write } from "#db/client";
import { permits } from "#models";
import {
  findRecord,
  type Precondition,
  recordEvent,
  requireMatch,
  retryLostRaces,
  type Stored,
  updateRecord,
} from "#modules/records";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { spokenState, spokenStates } from "#lib/spoken-state";

/** A change of a permit, and what goes with it. */
export type Move = {
  /** Values on the wire. */
  changes: Readonly<Record<string, unknown>>;
  /** Values of columns that never leave the platform. */
  internal?: Readonly<Record<string, unknown>>;
  /** Its transitions, for their events. */
  verbs: readonly string[];
  writes?: readonly Write[];
  /** What is done once it is committed. */
  afterwards?: () => void;
};

/** The writes and events of a move, guarded by the version that was read; none when nothing changes. */
export function moveEffects(
  ctx: Context,
  before: Stored,
  { changes, internal = {}, verbs, writes = [] }: Move,
): { writes: Write[]; events: DomainEvent[]; after: Stored } {
  const changed = Object.entries(changes).filter(([name, value]) => before.record[name] !== value);
  if (changed.length === 0 && Object.keys(internal).length === 0)
    return { writes: [...writes], events: [], after: before };
  const values = Object.fromEntries(changed);
  const after = { ...before.record, ...values, updated_at: new Date(ctx.now).toISOString() };
  const previous = Object.fromEntries(changed.map(([name]) => [name, before.record[name]]));
  return {
    writes: [...updateRecord(ctx, permits, after.id, before.version, { ...values, ...internal }), ...writes],
    events: ["updated", ...verbs].map((verb) => recordEvent(permits, verb, after, previous)),
    after: { record: after, version: before.version + 1 },
  };
}

/** Moves a permit in one commit; decides again from a fresh read when it lost a race. */
export const movePermit = (
  ctx: Context,
  id: string,
  ifMatch: Precondition | undefined,
  decide: (stored: Stored) => Promise<Move> | Move,
): Promise<Stored> =>
  retryLostRaces(async () => {
    const before = await findRecord(ctx, permits, id);
    requireMatch(before.version, ifMatch);
    const move = await decide(before);
    const { writes, events, after } = moveEffects(ctx, before, move);
    const stored = await commit(ctx, { writes, events, result: after });
    move.afterwards?.();
    return stored;
  });

/** @throws DomainError invalid_state */
export function requireStatus({ record }: Stored, allowed: readonly string[], action: string): void {
  const status = String(record["status"]);
  if (allowed.includes(status)) return;
  throw new DomainError(
    "invalid_state",
    `The permit is ${spokenState(status)}; only one that is ${spokenStates(allowed)} can be ${action}.`,
  );
}
