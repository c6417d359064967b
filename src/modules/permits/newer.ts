const DAY = 10;

/**
 * Whether what is read is the newer of two. Days and times are compared as far as both are exact; of two that are the same,
 * the one that came later is newer.
 */
export function isNewer(known: string | null, read: string): boolean {
  if (known === null) return true;
  const exact = known.length > DAY && read.length > DAY;
  return exact ? Date.parse(read) >= Date.parse(known) : read.slice(0, DAY) >= known.slice(0, DAY);
}
