/** Days before a license ends on which its builder is told. */
export const ALERT_DAYS = [60, 30, 7] as const;

const DAY_MS = 86_400_000;

/** When a license ends, at the end of its last day (UTC). */
const endOf = (expiresOn: string): number => Date.parse(`${expiresOn}T00:00:00Z`) + DAY_MS;

/** Whole days that are left; none on the last one. */
export const daysLeft = (expiresOn: string, now: number): number => Math.floor((endOf(expiresOn) - now) / DAY_MS);

/**
 * When to tell of a license's end for the first time: 60 days before it, or at once when no more are left.
 * @returns null when it has ended, or has no end
 */
export function firstAlert(expiresOn: string | null, now: number): number | null {
  if (expiresOn === null || endOf(expiresOn) <= now) return null;
  return Math.max(now, endOf(expiresOn) - ALERT_DAYS[0] * DAY_MS);
}

/** When to tell of it again, after having told now; null after the last time. */
export function alertAfter(expiresOn: string, now: number): number | null {
  const days = ALERT_DAYS.find((ahead) => ahead < daysLeft(expiresOn, now));
  return days === undefined ? null : endOf(expiresOn) - days * DAY_MS;
}
