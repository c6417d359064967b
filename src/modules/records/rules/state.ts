import { DomainError } from "../../../errors";
import { changedFields } from "#lib/merge-patch";
import type { AnyRecord } from "../shape";
import { spokenState, spokenStates } from "#lib/spoken-state";

/** After the draft only what does not change its meaning may change. */
export function refuseFrozen(noun: string, before: AnyRecord, after: AnyRecord, free: ReadonlySet<string>): void {
  if (before["status"] === "draft") return;
  const frozen = changedFields(before, after).filter((name) => !free.has(name));
  if (frozen.length === 0) return;
  throw new DomainError(
    "invalid_state",
    `The ${noun} is ${spokenState(String(before["status"]))}; ${frozen.join(", ")} can only change while it is a draft.`,
    {
      errors: frozen.map((name) => ({
        pointer: `/${name}`,
        detail: `${name} can only change while the ${noun} is a draft.`,
      })),
    },
  );
}

export function refuseState(noun: string, record: AnyRecord, allowed: readonly string[], action: string): void {
  if (allowed.includes(String(record["status"]))) return;
  throw new DomainError(
    "invalid_state",
    `The ${noun} is ${spokenState(String(record["status"]))}; only one that is ${spokenStates(allowed)} can be ${action}.`,
  );
}
