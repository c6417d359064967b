import { html } from "/assets/ui/html.js";

const moment = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });
const exact = new Intl.DateTimeFormat(undefined, { dateStyle: "full", timeStyle: "long" });
const calendarDay = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeZone: "UTC" });
const weekday = new Intl.DateTimeFormat(undefined, { weekday: "short", timeZone: "UTC" });
const dayOfMonth = new Intl.DateTimeFormat(undefined, { day: "numeric", timeZone: "UTC" });
const weekdayOfYear = new Intl.DateTimeFormat(undefined, {
  weekday: "short",
  month: "short",
  day: "numeric",
  timeZone: "UTC",
});
const relative = new Intl.RelativeTimeFormat(undefined, { numeric: "auto" });
const count = new Intl.NumberFormat();
const share = new Intl.NumberFormat(undefined, { style: "percent", maximumFractionDigits: 1 });
const short = new Intl.NumberFormat(undefined, { notation: "compact", maximumFractionDigits: 1 });
const list = new Intl.ListFormat(undefined, { type: "conjunction" });

const UNITS = /** @type {const} */ ([
  ["second", 60],
  ["minute", 60],
  ["hour", 24],
  ["day", 7],
]);

/**
 * `3 minutes ago`, within a week; the date beyond that.
 * @param {string} iso RFC 3339
 */
export function since(iso, now = Date.now()) {
  let amount = (Date.parse(iso) - now) / 1000;
  for (const [unit, next] of UNITS) {
    if (Math.abs(amount) < next) return relative.format(Math.round(amount), unit);
    amount /= next;
  }
  return calendarDay.format(new Date(iso));
}

/** @param {string} iso RFC 3339, in the viewer's zone */
export const dateTime = (iso) => moment.format(new Date(iso));

/** @param {string} day YYYY-MM-DD, the same day everywhere */
export const day = (day) => calendarDay.format(new Date(`${day}T00:00:00Z`));

/**
 * `8:58 AM`, where it happens.
 * @param {string} iso RFC 3339
 * @param {string | null} zone UTC if nobody knows it
 * @param {Intl.DateTimeFormatOptions} [more] such as its day
 */
export const clockAt = (iso, zone, more) =>
  new Intl.DateTimeFormat(undefined, { timeStyle: "short", timeZone: zone ?? "UTC", ...more }).format(new Date(iso));

/** `Mon 23`. @param {string} day YYYY-MM-DD */
export function shortDay(day) {
  const date = new Date(`${day}T00:00:00Z`);
  return `${weekday.format(date)} ${dayOfMonth.format(date)}`;
}

/** `Wed, Nov 25`. @param {string} day YYYY-MM-DD */
export const weekDay = (day) => weekdayOfYear.format(new Date(`${day}T00:00:00Z`));

/** `2.5%`. @param {number} part of 1 */
export const percent = (part) => share.format(part);

/** @param {number} number */
export const number = (number) => count.format(number);

/** @param {number} number `12.4K` */
export const compact = (number) => short.format(number);

/** @param {readonly string[]} words */
export const listed = (words) => list.format(words);

/**
 * @param {number} cents
 * @param {string} [currency] ISO 4217
 */
export const money = (cents, currency = "USD") =>
  new Intl.NumberFormat(undefined, { style: "currency", currency }).format(cents / 100);

/** @param {number} ms */
export const duration = (ms) => (ms < 1000 ? `${number(ms)} ms` : `${number(Math.round(ms / 100) / 10)} s`);

/** @param {number} bytes `722 bytes`, `1.4 MB` */
export function size(bytes) {
  const [amount, unit] =
    bytes < 1000 ? [bytes, "byte"] : bytes < 1e6 ? [bytes / 1e3, "kilobyte"] : [bytes / 1e6, "megabyte"];
  const unitDisplay = unit === "byte" ? "long" : "short";
  return new Intl.NumberFormat(undefined, { style: "unit", unit, unitDisplay, maximumFractionDigits: 1 }).format(
    amount,
  );
}

/**
 * How long ago, with the exact time in the viewer's zone on hover and for screen readers.
 * @param {string | null | undefined} iso
 * @param {string} [never] what stands there without a time
 */
export const ago = (iso, never = "Never") =>
  iso ? html`<time datetime=${iso} title=${exact.format(new Date(iso))}>${since(iso)}</time>` : never;

/** @param {string | null | undefined} iso */
export const at = (iso, never = "–") =>
  iso ? html`<time datetime=${iso} title=${exact.format(new Date(iso))}>${dateTime(iso)}</time>` : never;
