/** The middle value; of an even number of values, the mean of the middle two. */
export function median(values: readonly number[]): number {
  if (values.length === 0) throw new RangeError("There is no median of nothing.");
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2;
}

export type Round<T> = { ours: T; theirs: T };

/**
 * Measures two things in turn, each round in the other order than the one before, so that what else the machine does
 * falls on both.
 */
export async function interleave<T>(
  rounds: number,
  ours: () => Promise<T>,
  theirs: () => Promise<T>,
): Promise<Round<T>[]> {
  const measured: Round<T>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    if (round % 2 === 0) {
      const first = await ours();
      measured.push({ ours: first, theirs: await theirs() });
    } else {
      const first = await theirs();
      measured.push({ ours: await ours(), theirs: first });
    }
  }
  return measured;
}

/** Medians of a figure on both sides, and of its ratio round by round. */
export function compare<T>(
  rounds: readonly Round<T>[],
  figure: (measured: T) => number,
): { ours: number; theirs: number; ratio: number } {
  return {
    ours: median(rounds.map(({ ours }) => figure(ours))),
    theirs: median(rounds.map(({ theirs }) => figure(theirs))),
    ratio: median(rounds.map(({ ours, theirs }) => figure(ours) / figure(theirs))),
  };
}
