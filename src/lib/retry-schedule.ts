/** Seconds to wait after the first, second, … failed attempt: 1 min, 5 min, 30 min, 2 h, 12 h. */
export const DEFAULT_RETRY_SCHEDULE: readonly number[] = [60, 300, 1800, 7200, 43200];

const MAX_RETRIES = 20;
const MAX_WAIT_SECONDS = 7 * 86_400;
const MAX_RETRY_AFTER_MS = 86_400_000;
const JITTER = 0.1;

const TIME = "(?<time>\\d{2}:\\d{2}:\\d{2})";
const HTTP_DATES = [
  new RegExp(`^[A-Z][a-z]{2}, (?<day>\\d{2}) (?<month>[A-Z][a-z]{2}) (?<year>\\d{4}) ${TIME} GMT$`),
  new RegExp(`^[A-Z][a-z]{5,8}, (?<day>\\d{2})-(?<month>[A-Z][a-z]{2})-(?<year>\\d{2}) ${TIME} GMT$`),
  new RegExp(`^[A-Z][a-z]{2} (?<month>[A-Z][a-z]{2}) (?<day>[ \\d]\\d) ${TIME} (?<year>\\d{4})$`),
];

/**
 * @param text seconds separated by commas, 1 to 20 of them, each from 1 to 604800 (a week); undefined gives the default
 * @throws RangeError for any other text
 */
export function parseRetrySchedule(text: string | undefined): number[] {
  if (text === undefined) return [...DEFAULT_RETRY_SCHEDULE];
  const parts = text.split(",").map((part) => part.trim());
  const seconds = parts.map((part) => (/^\d{1,6}$/.test(part) ? Number(part) : 0));
  if (seconds.length > MAX_RETRIES || seconds.some((value) => value < 1 || value > MAX_WAIT_SECONDS)) {
    const rule = `1 to ${MAX_RETRIES} whole seconds from 1 to ${MAX_WAIT_SECONDS}, separated by commas`;
    throw new RangeError(`A retry schedule is ${rule}, not "${text.slice(0, 200)}".`);
  }
  return seconds;
}

/**
 * How long a Retry-After header asks to wait (RFC 9110 section 10.2.3): whole seconds, or a date in one of the three forms of
 * section 5.6.7.
 * @param now epoch milliseconds
 * @returns milliseconds, 0 for a date that has passed, 24 h at most; undefined when the header is absent or malformed
 */
export function parseRetryAfter(value: string | null, now: number): number | undefined {
  const text = value?.trim() ?? "";
  const wait = /^\d+$/.test(text) ? Number(text) * 1000 : httpDate(text, now) - now;
  return Number.isNaN(wait) ? undefined : Math.min(Math.max(wait, 0), MAX_RETRY_AFTER_MS);
}

/**
 * When to try again: the schedule's wait with a jitter of 10 % either way, or what the receiver asked for when that is later.
 * @param retry.schedule seconds
 * @param retry.failures failed attempts so far, 1 after the first
 * @param retry.now epoch milliseconds
 * @param retry.retryAfterMs what `parseRetryAfter` gave; more than 24 h counts as 24 h
 * @param retry.random from 0 to below 1
 * @returns epoch milliseconds, or undefined when the schedule is exhausted
 * @throws RangeError when `failures` is not a positive whole number
 */
export function nextRetryAt(retry: {
  schedule: readonly number[];
  failures: number;
  now: number;
  retryAfterMs?: number | undefined;
  random: () => number;
}): number | undefined {
  if (!Number.isInteger(retry.failures) || retry.failures < 1) throw new RangeError("Nothing has failed yet.");
  const seconds = retry.schedule[retry.failures - 1];
  if (seconds === undefined) return undefined;
  const wait = Math.round(seconds * 1000 * (1 - JITTER + 2 * JITTER * retry.random()));
  return retry.now + Math.max(wait, Math.min(retry.retryAfterMs ?? 0, MAX_RETRY_AFTER_MS));
}

/** @returns epoch milliseconds, NaN when malformed */
function httpDate(text: string, now: number): number {
  for (const form of HTTP_DATES) {
    const groups = form.exec(text)?.groups;
    if (!groups) continue;
    const { day = "", month = "", year = "", time = "" } = groups;
    return Date.parse(`${day.trim()} ${month} ${fullYear(year, now)} ${time} GMT`);
  }
  return Number.NaN;
}

/** A two-digit year more than 50 years ahead is in the past (RFC 9110 section 5.6.7). */
function fullYear(year: string, now: number): string {
  if (year.length === 4) return year;
  const current = new Date(now).getUTCFullYear();
  const candidate = current - (current % 100) + Number(year);
  return String(candidate > current + 50 ? candidate - 100 : candidate);
}
