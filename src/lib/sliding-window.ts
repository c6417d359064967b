/** Requests are counted over this many ms. */
export const WINDOW_MS = 60_000;

const CELL_MS = 1000;
/** Sixty seconds touch sixty-one clock seconds. */
const CELLS = WINDOW_MS / CELL_MS + 1;

/** A ring of one-second cells: how many were admitted in each, and when the last of them was. Plain data, so it can be stored. */
export type Ring = { counts: number[]; lasts: number[] };

export const emptyRing = (): Ring => ({ counts: Array<number>(CELLS).fill(0), lasts: Array<number>(CELLS).fill(0) });

export type Decision =
  | { allowed: true; remaining: number; resetMs: number }
  /** Nothing can be admitted for so many ms. */
  | { allowed: false; remaining: 0; resetMs: number; retryAfterMs: number };

/**
 * Admits a request, or says for how long none will be. A cell counts in full until its last admission is a whole window
 * old, so no span of 60 s ever holds more than `limit` admissions, wherever it begins.
 * Changes the ring. Time never runs backwards in it: an earlier `now` is taken for the latest one seen.
 * @param now epoch ms
 * @returns resetMs: until the window is as good as new
 */
export function take(ring: Ring, limit: number, now: number): Decision {
  let used = 0;
  let oldest = Number.POSITIVE_INFINITY;
  let newest = 0;
  for (let cell = 0; cell < CELLS; cell += 1) newest = Math.max(newest, ring.lasts[cell] ?? 0);
  const at = Math.max(now, newest);
  for (let cell = 0; cell < CELLS; cell += 1) {
    const last = ring.lasts[cell] ?? 0;
    if (last <= at - WINDOW_MS) ring.counts[cell] = 0;
    const count = ring.counts[cell] ?? 0;
    used += count;
    if (count > 0) oldest = Math.min(oldest, last);
  }
  if (used >= limit) {
    const retryAfterMs = used === 0 ? WINDOW_MS : oldest + WINDOW_MS - at;
    return { allowed: false, remaining: 0, resetMs: newest + WINDOW_MS - at, retryAfterMs };
  }
  add(ring, at, 1);
  return { allowed: true, remaining: limit - used - 1, resetMs: WINDOW_MS };
}

/** Counts admissions that were promised but perhaps not made: after a crash they are taken to have been made just now. */
export function add(ring: Ring, now: number, count: number): void {
  const cell = Math.floor(now / CELL_MS) % CELLS;
  const last = ring.lasts[cell] ?? 0;
  const kept = last > now - WINDOW_MS ? (ring.counts[cell] ?? 0) : 0;
  ring.counts[cell] = kept + count;
  ring.lasts[cell] = Math.max(now, last);
}

/**
 * How many admissions one write to storage pays for: a hundredth of the limit, at least one. They are written as used
 * before they are, so a crash forgets none.
 */
export const blockSize = (limit: number): number => Math.max(1, Math.floor(limit / 100));
