import { localDay, localHour } from "#lib/local-time";
import { DAY_MS } from "#lib/time";
import type { ConfigOf, Tide, TidePrediction, tideSettings } from "#models";

/** Between a high and a low water lie some six hours; where more is missing, nothing is said of the time between. */
const LONGEST_GAP_MS = 14 * 3_600_000;

export type Level = { at: string; height_ft: number };

const hundredth = (feet: number): number => Math.round(feet * 100) / 100;

/** The water at a moment, between high and low water along a cosine; null where it is not known. */
export function levelAt(tides: readonly Tide[], at: number): number | null {
  const next = tides.findIndex((tide) => Date.parse(tide.at) >= at);
  const [before, after] = [tides[next - 1], tides[next]];
  if (!after) return null;
  if (Date.parse(after.at) === at) return after.height_ft;
  if (!before) return null;
  const [from, to] = [Date.parse(before.at), Date.parse(after.at)];
  if (to - from > LONGEST_GAP_MS) return null;
  const middle = (before.height_ft + after.height_ft) / 2;
  const half = (before.height_ft - after.height_ft) / 2;
  return hundredth(middle + half * Math.cos((Math.PI * (at - from)) / (to - from)));
}

export type WorkHours = Pick<ConfigOf<typeof tideSettings>, "work_from_hour" | "work_to_hour">;

/** The highest water of a day's working hours; null where nothing is known of them. */
export const highestAtWork = (tides: readonly Tide[], date: string, timeZone: string, hours: WorkHours): Level | null =>
  highestBetween(tides, localHour(date, hours.work_from_hour, timeZone), localHour(date, hours.work_to_hour, timeZone));

/** An unusually high tide: one that reaches the station's minor flood level, or the highest of the year. */
export type KingTide = Level & { reason: "minor_flood" | "year_highest" };

/**
 * Whether a water is a king tide, and why. EPA takes the highest predicted of a year for one; of the next year, whose first
 * month is known in December, the highest is not known yet. The year ends at midnight at the station.
 */
export function kingTideOf(
  { at, height_ft: feet, kind }: Tide,
  { minor_flood_ft: flood, year_highest_ft: highest, tides, time_zone: timeZone }: Prediction,
): KingTide | undefined {
  if (kind !== "high") return undefined;
  if (flood !== null && feet >= flood) return { at, height_ft: feet, reason: "minor_flood" };
  return highest !== null && feet >= highest && localDay(at, timeZone ?? "UTC").slice(0, 4) === yearOf(tides)
    ? { at, height_ft: feet, reason: "year_highest" }
    : undefined;
}

/** Predictions begin with a month; its second day is of the same year everywhere. */
const yearOf = ([first]: readonly Tide[]): string | undefined =>
  first && new Date(Date.parse(first.at) + DAY_MS).toISOString().slice(0, 4);

type Prediction = Pick<TidePrediction, "minor_flood_ft" | "year_highest_ft" | "tides" | "time_zone">;

/** The highest water of a stretch of time, its ends included; null where it is not known. @param from and @param to epoch ms */
export function highestBetween(tides: readonly Tide[], from: number, to: number): Level | null {
  const turns = tides.filter(({ at }) => Date.parse(at) > from && Date.parse(at) < to);
  const ends = [from, to].map((at) => ({ at: new Date(at).toISOString(), height_ft: levelAt(tides, at) }));
  let highest: Level | null = null;
  for (const { at, height_ft: feet } of [...turns, ...ends])
    if (feet !== null && (highest === null || feet > highest.height_ft)) highest = { at, height_ft: feet };
  return highest;
}
