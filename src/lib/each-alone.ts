/**
 * Does a piece of work for many at once and, where that fails, for each alone, so that one that always fails takes no other
 * along. The work may be done again for what it was done for.
 * @param failed is told of each that it fails for
 * @returns those
 */
export async function eachAlone<T>(
  items: readonly T[],
  work: (some: readonly T[]) => Promise<void>,
  failed: (item: T, error: unknown) => void,
): Promise<T[]> {
  const together = await attempt(items, work);
  if (together === undefined) return [];
  const alone = items.length === 1 ? [together] : await Promise.all(items.map((item) => attempt([item], work)));
  return items.filter((item, at) => {
    const failure = alone[at];
    if (failure) failed(item, failure.error);
    return failure !== undefined;
  });
}

async function attempt<T>(
  items: readonly T[],
  work: (some: readonly T[]) => Promise<void>,
): Promise<{ error: unknown } | undefined> {
  try {
    await work(items);
    return undefined;
  } catch (error) {
    return { error };
  }
}
