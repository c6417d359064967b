import type { FailureClass } from "#connectors/sdk";

const MINUTE_MS = 60_000;
const JITTER = 0.05;
/** A run that the breaker or the kill switch refused has asked nothing of the upstream, which may be back at any time. */
const LONGEST_REFUSED_MS = 600_000;

/** When a sync that succeeded runs again: after its rhythm, a twentieth sooner or later, so that not all come at once. */
export const nextRun = (everyMinutes: number, now: number, random: () => number): number =>
  now + Math.round(everyMinutes * MINUTE_MS * (1 - JITTER + 2 * JITTER * random()));

type Failed = {
  class: FailureClass;
  /** Failed runs in a row, this one included. */
  failures: number;
  retryAfterMs: number | undefined;
  /** Whether it was refused on our side, by the breaker or the kill switch. */
  refused: boolean;
  everyMinutes: number;
};

/**
 * When a sync that failed runs again: soon, then less and less often up to its rhythm, and not before the upstream wants
 * it. An answer that does not fit will not do so in a minute.
 * @returns null when the builder has to do something first
 */
export function nextTry(failed: Failed, now: number, random: () => number): number | null {
  if (failed.class === "config") return null;
  const rhythm = nextRun(failed.everyMinutes, now, random);
  if (failed.class === "contract") return rhythm;
  const soon = now + MINUTE_MS * 2 ** Math.min(failed.failures - 1, 12);
  const latest = failed.refused ? Math.min(rhythm, now + LONGEST_REFUSED_MS) : rhythm;
  return Math.max(Math.min(soon, latest), now + (failed.retryAfterMs ?? 0));
}
