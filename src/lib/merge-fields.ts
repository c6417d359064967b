export type Values = Readonly<Record<string, string | null>>;

export type Merged = {
  /** The value of each field that is decided. */
  merged: Record<string, string | null>;
  /** Fields that both sides have changed, each in its own way. */
  conflicts: string[];
};

/**
 * Merges two sides of a record, field by field, against what both last agreed on. A side that alone has changed wins; what
 * both have come to alike is so, whatever it was. Only fields that both sides have are merged; one without a base was empty.
 */
export function mergeFields({ base, local, remote }: { base: Values; local: Values; remote: Values }): Merged {
  const result: Merged = { merged: {}, conflicts: [] };
  for (const [name, ours] of Object.entries(local)) {
    const theirs = remote[name];
    if (theirs === undefined) continue;
    const before = base[name] ?? null;
    if (ours === theirs || theirs === before) result.merged[name] = ours;
    else if (ours === before) result.merged[name] = theirs;
    else result.conflicts.push(name);
  }
  return result;
}
