import type { CallFailure } from "#connectors/sdk";
import type { ActionRow } from "./store";

type Failure = Pick<CallFailure, "class" | "ambiguous" | "rejected" | "refused" | "retryAfterMs">;

const FIRST_WAIT_MS = 60_000;
const LONGEST_WAIT_MS = 3_600_000;
/** An attempt that our own breaker holds back at the deadline gets so much longer. */
const GRACE_MS = 7_200_000;

/** How long to wait after so many attempts: a minute, then twice as long each time, up to an hour. */
const waitAfter = (attempts: number, retryAfterMs: number | undefined): number =>
  Math.max(Math.min(FIRST_WAIT_MS * 2 ** Math.min(attempts - 1, 12), LONGEST_WAIT_MS), retryAfterMs ?? 0);

/** What does not fit or is refused will not do better later, unless it is not even known whether it was done. */
const isFinal = ({ class: kind, ambiguous, rejected }: Failure): boolean =>
  rejected || (kind === "contract" && !ambiguous);

/**
 * When it is tried next; null when it is given up. The last attempt is made when the time is up. One that our own breaker
 * holds back then, since many wait for an upstream that is just back, is no attempt: it waits for its turn a little longer.
 * @param random from 0 to 1: many that were refused at once are not to come back at once
 */
export function nextAttempt(
  { attempts, expires_at: end }: Pick<ActionRow, "attempts" | "expires_at">,
  failure: Failure,
  now: number,
  random: () => number,
): number | null {
  if (isFinal(failure)) return null;
  const { refused, retryAfterMs } = failure;
  if (now < end) {
    const wait = waitAfter(attempts, retryAfterMs);
    return Math.min(now + Math.round(refused ? wait * (1 + random()) : wait), end);
  }
  return refused && now < end + GRACE_MS ? now + Math.max(FIRST_WAIT_MS, retryAfterMs ?? 0) : null;
}
