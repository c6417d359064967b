const DAY_MS = 86_400_000;
/** So many days before a version ends its builders are told of it. */
const TOLD = [90, 30, 7, 1] as const;

/** `told`: it is to be said that so many days are left, at most. `over`: the install is to be moved, or stopped. */
export type Step = { kind: "none" } | { kind: "told"; days: number; name: string } | { kind: "over"; name: string };

/**
 * What a version's end asks to be done now. Of several notices that are due the last one is given alone: an install that
 * comes late is not told four times. A deadline that is put off begins anew.
 * @param endsAt epoch ms
 */
export function stepAt(version: string, endsAt: number, now: number): Step {
  const key = `${version} ${new Date(endsAt).toISOString().slice(0, 10)}`;
  if (now >= endsAt) return { kind: "over", name: `${key} over` };
  const days = TOLD.findLast((left) => now >= endsAt - left * DAY_MS);
  return days === undefined ? { kind: "none" } : { kind: "told", days, name: `${key} ${days}` };
}

/** Whole days until then, begun ones counted. */
export const daysUntil = (endsAt: number, now: number): number => Math.ceil((endsAt - now) / DAY_MS);
