import { DAY_MS } from "./time";

const ZONE = "America/New_York";
const HOUR_MS = 3_600_000;
const SUNDAY = 0;
const MONDAY = 1;
const THURSDAY = 4;
const SATURDAY = 6;

/** Made when it is first needed: it takes ten milliseconds, which a Worker's start should not. */
let dayFormat: Intl.DateTimeFormat | undefined;

/** @returns the calendar day of the US east coast, YYYY-MM-DD */
export function easternDay(ms: number): string {
  dayFormat ??= new Intl.DateTimeFormat("en-CA", { timeZone: ZONE, year: "numeric", month: "2-digit", day: "2-digit" });
  return dayFormat.format(ms);
}

/** Whether the day, YYYY-MM-DD, is neither a weekend nor a US federal holiday. */
export function isBusinessDay(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return weekday !== SUNDAY && weekday !== SATURDAY && !isFederalHoliday(day);
}

/**
 * The end of the nth business day after the day of `from`, counted on the US east coast. A submission on a weekend counts
 * from there, so Monday is its first day.
 * @param from epoch ms
 * @returns epoch ms, the last one of the day
 * @throws RangeError when `days` is not a whole number from 1 to 250
 */
export function addBusinessDays(from: number, days: number): number {
  if (!Number.isInteger(days) || days < 1 || days > 250) throw new RangeError("1 to 250 business days.");
  let day = easternDay(from);
  for (let left = days; left > 0;) {
    day = after(day, 1);
    if (isBusinessDay(day)) left -= 1;
  }
  return startOfDay(after(day, 1)) - 1;
}

/** Whether the day is one on which federal offices are closed (5 U.S.C. 6103, Executive Order 11582). */
export function isFederalHoliday(day: string): boolean {
  const year = Number(day.slice(0, 4));
  // New Year's Day on a Saturday is kept on the last day of the year before.
  return [...federalHolidays(year), ...federalHolidays(year + 1)].includes(day);
}

/** The days on which the eleven federal holidays of a year are kept. A fixed date on a Saturday is kept the day before, on a Sunday the day after. */
export function federalHolidays(year: number): string[] {
  return [
    observed(year, 1, 1),
    nth(year, 1, MONDAY, 3),
    nth(year, 2, MONDAY, 3),
    lastMondayOfMay(year),
    observed(year, 6, 19),
    observed(year, 7, 4),
    nth(year, 9, MONDAY, 1),
    nth(year, 10, MONDAY, 2),
    observed(year, 11, 11),
    nth(year, 11, THURSDAY, 4),
    observed(year, 12, 25),
  ];
}

const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const after = (day: string, days: number): string => isoDay(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS);

function observed(year: number, month: number, date: number): string {
  const ms = Date.UTC(year, month - 1, date);
  const weekday = new Date(ms).getUTCDay();
  const shift = weekday === SATURDAY ? -1 : weekday === SUNDAY ? 1 : 0;
  return isoDay(ms + shift * DAY_MS);
}

function nth(year: number, month: number, weekday: number, count: number): string {
  const first = Date.UTC(year, month - 1, 1);
  const offset = (weekday - new Date(first).getUTCDay() + 7) % 7;
  return isoDay(first + (offset + (count - 1) * 7) * DAY_MS);
}

function lastMondayOfMay(year: number): string {
  const last = Date.UTC(year, 4, 31);
  return isoDay(last - ((new Date(last).getUTCDay() - MONDAY + 7) % 7) * DAY_MS);
}

/** Clocks change at two in the morning, so midnight is always one moment: four or five hours behind UTC. */
function startOfDay(day: string): number {
  const utc = Date.parse(`${day}T00:00:00Z`);
  const summer = utc + 4 * HOUR_MS;
  return easternDay(summer) === day ? summer : utc + 5 * HOUR_MS;
}
