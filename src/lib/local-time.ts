import { DAY_MS } from "./time";

const days = new Map<string, Intl.DateTimeFormat>();
const clocks = new Map<string, Intl.DateTimeFormat>();
const words = new Map<string, Intl.DateTimeFormat>();

function formatOf(
  kept: Map<string, Intl.DateTimeFormat>,
  timeZone: string,
  make: () => Intl.DateTimeFormat,
): Intl.DateTimeFormat {
  const format = kept.get(timeZone) ?? make();
  kept.set(timeZone, format);
  return format;
}

/** The calendar day of a moment in a time zone, YYYY-MM-DD. */
export const localDay = (at: string | number, timeZone: string): string =>
  formatOf(days, timeZone, () => new Intl.DateTimeFormat("en-CA", { timeZone, dateStyle: "short" })).format(
    new Date(at),
  );

/** `Nov 24, 2026`. @param date YYYY-MM-DD, or a moment, whose day in UTC is meant */
export const dayInWords = (date: string | number): string =>
  formatOf(words, "UTC", () => new Intl.DateTimeFormat("en-US", { timeZone: "UTC", dateStyle: "medium" })).format(
    new Date(date),
  );

/** What the clocks of a time zone show at a moment, such as `6:04 AM`. */
export const localClock = (at: string | number, timeZone: string): string =>
  formatOf(clocks, timeZone, () => new Intl.DateTimeFormat("en-US", { timeZone, timeStyle: "short" }))
    .format(new Date(at))
    .replaceAll("\u202F", " ");

/** How far a time zone is ahead of UTC at a moment, in ms. */
function offsetAt(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat("en-US", { timeZone, timeZoneName: "longOffset" }).formatToParts(at);
  const name = parts.find(({ type }) => type === "timeZoneName")?.value ?? "";
  const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d{2}):(\d{2})/u.exec(name) ?? [];
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3_600_000 + Number(minutes) * 60_000);
}

/** The moment, epoch ms, at which the clocks of a time zone show an hour of a day (YYYY-MM-DD). */
export function localHour(date: string, hour: number, timeZone: string): number {
  const asIfUtc = Date.parse(`${date}T00:00:00Z`) + hour * 3_600_000;
  const near = asIfUtc - offsetAt(asIfUtc, timeZone);
  return asIfUtc - offsetAt(near, timeZone);
}

/** The day so many days later, YYYY-MM-DD. */
export const daysLater = (date: string, count: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + count * DAY_MS).toISOString().slice(0, 10);

/** The days from one to another, both included, YYYY-MM-DD. */
export const daysFrom = (from: string, to: string): string[] =>
  Array.from({ length: Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1 }, (_, at) => daysLater(from, at));

/** The first and the last day of each of so many months, from the January of a year on, YYYY-MM-DD. */
export const monthsOf = (year: number, count: number): [first: string, last: string][] =>
  Array.from({ length: count }, (_, month) => {
    const day = (of: number, date: number): string => new Date(Date.UTC(year, of, date)).toISOString().slice(0, 10);
    return [day(month, 1), day(month + 1, 0)];
  });

/** By the hours of standard time from UTC, at coasts of the United States. */
const ZONES: Readonly<Record<number, string>> = {
  "-4": "America/Puerto_Rico",
  "-5": "America/New_York",
  "-6": "America/Chicago",
  "-8": "America/Los_Angeles",
  "-9": "America/Anchorage",
  "-10": "Pacific/Honolulu",
  "-11": "Pacific/Pago_Pago",
  "10": "Pacific/Guam",
};

/** The time zone of a coast of the United States; undefined where none has this standard time. */
export const zoneOfStandardTime = (hours: number | null): string | undefined => ZONES[hours ?? Number.NaN];
