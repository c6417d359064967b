import { daysFrom, localClock, localDay } from "#lib/local-time";
import type { Tide, WeatherAlert } from "#models";
import type { Task } from "#modules/project-tasks";
import { highestAtWork, type KingTide, type WorkHours } from "./water";

export type TideFlag = {
  kind: "high_water" | "king_tide" | "storm_surge";
  /** YYYY-MM-DD, in the station's time. */
  date: string;
  /** When the water is highest; null for an alert. */
  at: string | null;
  height_ft: number | null;
  /** What it is held against. */
  threshold_ft: number | null;
  detail: string;
};

const TIDE_BOUND: ReadonlySet<string> = new Set(["concrete_pour", "foundation", "waterfront"]);
/** What NWS warns of when the sea comes ashore. */
const SURGE = /storm surge|coastal flood|tsunami/iu;

export const isSurge = ({ event }: WeatherAlert): boolean => SURGE.test(event);

/** What tasks are held against. */
export type Waters = {
  tides: readonly Tide[];
  kingTides: readonly KingTide[];
  surgeAlerts: readonly WeatherAlert[];
  timeZone: string;
  /** Null: no height is known that would matter. */
  high_water_ft: number | null;
  hours: WorkHours;
  /** Days before it are past, and of days after `to` nothing is known. */
  from: string;
  to: string;
};

function lowWaters({ tides, timeZone }: Waters, date: string): string {
  const lows = tides
    .filter(({ at, kind }) => kind === "low" && localDay(at, timeZone) === date)
    .map(({ at, height_ft: feet }) => `${feet} ft at ${localClock(at, timeZone)}`);
  return lows.length === 0 ? "" : ` Low water is ${lows.join(" and ")}.`;
}

function highWaterFlags(waters: Waters): TideFlag[] {
  const { tides, timeZone, hours, high_water_ft: limit, from, to } = waters;
  if (limit === null) return [];
  return daysFrom(from, to).flatMap((date) => {
    const highest = highestAtWork(tides, date, timeZone, hours);
    if (!highest || highest.height_ft < limit) return [];
    const detail = `The water stands at ${highest.height_ft} ft MLLW at ${localClock(highest.at, timeZone)}, in working hours.${lowWaters(waters, date)}`;
    return [{ kind: "high_water" as const, date, ...highest, threshold_ft: limit, detail }];
  });
}

function kingTideFlags({ kingTides, timeZone, from, to }: Waters): TideFlag[] {
  return kingTides.flatMap(({ at, height_ft: feet, reason }) => {
    const date = localDay(at, timeZone);
    if (date < from || date > to) return [];
    const why = reason === "minor_flood" ? "the station's minor flood level" : "the highest of the year";
    const detail = `King tide of ${feet} ft MLLW at ${localClock(at, timeZone)}: ${why}.`;
    return [{ kind: "king_tide" as const, date, at, height_ft: feet, threshold_ft: null, detail }];
  });
}

const surgeFlags = (task: Task, { surgeAlerts, timeZone }: Waters): TideFlag[] =>
  surgeAlerts.flatMap(({ starts_at: starts, ends_at: ends, headline }) => {
    const [from, to] = [localDay(starts, timeZone), localDay(ends, timeZone)];
    if (from > task.end_date || to < task.start_date) return [];
    const date = from > task.start_date ? from : task.start_date;
    return [{ kind: "storm_surge" as const, date, at: null, height_ft: null, threshold_ft: null, detail: headline }];
  });

/**
 * What the sea may do to tasks, by day: the days are judged once, whatever the tasks. Only concrete, foundations and work at
 * the waterfront wait for the tide.
 */
export function tideFlags(waters: Waters): (task: Task) => TideFlag[] {
  const ofDays = [...highWaterFlags(waters), ...kingTideFlags(waters)];
  return (task) => {
    if (!TIDE_BOUND.has(task.kind)) return [];
    const ofTask = ofDays.filter(({ date }) => date >= task.start_date && date <= task.end_date);
    return [...ofTask, ...surgeFlags(task, waters)].toSorted((a, b) =>
      a.date < b.date ? -1 : a.date > b.date ? 1 : 0,
    );
  };
}
