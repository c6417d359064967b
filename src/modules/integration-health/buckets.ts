/** Upper ends in ms of what a call's time is counted under; the last one is open. */
export const BOUNDS = [50, 100, 200, 350, 500, 750, 1000, 1500, 2500, 5000, 10_000, 15_000] as const;

/** Columns of the histogram, in order. */
export const TIME_COLUMNS: readonly string[] = [...BOUNDS.map((bound) => `ms_${bound}`), "ms_more"];

export const FAILURE_CLASSES = ["config", "transient", "contract", "system"] as const;
export type FailureClass = (typeof FAILURE_CLASSES)[number];

/** Lengths in seconds, and how long rows of each are kept. */
export const WIDTHS = [
  { seconds: 300, keptMs: 2 * 86_400_000 },
  { seconds: 3600, keptMs: 32 * 86_400_000 },
] as const;

export const columnOf = (ms: number): string => {
  const index = BOUNDS.findIndex((bound) => ms <= bound);
  return TIME_COLUMNS[index === -1 ? BOUNDS.length : index] ?? "ms_more";
};

/**
 * What so large a share of the calls took at most, estimated by even spreading within a column; exact to the column.
 * @param counts of the columns, in order
 * @param share from 0 to 1
 * @returns ms; null without calls. What lies in the open column is told as its lower end.
 */
export function percentile(counts: readonly number[], share: number): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0) return null;
  const wanted = share * total;
  let seen = 0;
  for (const [index, count] of counts.entries()) {
    if (seen + count < wanted || count === 0) {
      seen += count;
      continue;
    }
    const low = index === 0 ? 0 : (BOUNDS[index - 1] ?? 0);
    const high = BOUNDS[index] ?? low;
    return Math.round(low + ((high - low) * (wanted - seen)) / count);
  }
  return BOUNDS.at(-1) ?? null;
}
