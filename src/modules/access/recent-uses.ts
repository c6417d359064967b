/**
 * When this isolate last let each authorization in, to ten seconds. Bounded; when full, the oldest goes. What other
 * isolates saw is in `last_used_at`, some seconds later.
 */
const MOST = 10_000;
const EXACT_MS = 10_000;
const uses = new Map<string, number>();

export function noteUse(authorizationId: string, now: number): void {
  const known = uses.get(authorizationId);
  if (known !== undefined && known > now - EXACT_MS) return;
  uses.delete(authorizationId);
  const [oldest] = uses.keys();
  if (uses.size >= MOST && oldest !== undefined) uses.delete(oldest);
  uses.set(authorizationId, now);
}

/** Whether an object may still hold what it read of the authorization: it lets go of it after a minute. */
export const isHeld = (authorizationId: string, lastUsedAt: number | null, now: number): boolean =>
  Math.max(lastUsedAt ?? 0, uses.get(authorizationId) ?? 0) > now - HELD_MS;

/** The object's minute, the seconds until a use is written, and those until it is noted again. */
const HELD_MS = 60_000 + 15_000 + EXACT_MS;
