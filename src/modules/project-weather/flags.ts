import { daysLater, localDay } from "#lib/local-time";
import type { WeatherAlert } from "#models";
import type { Task } from "#modules/project-tasks";
import type { Day, Thresholds } from "./days";

export type Flag = {
  kind: "cold_concrete" | "hot_concrete" | "precipitation" | "alert";
  date: string;
  /** What is expected, and what it should stay above or below; null for an alert. */
  value: number | null;
  threshold: number | null;
  detail: string;
};

const CONCRETE: ReadonlySet<string> = new Set(["concrete_pour", "foundation"]);
const OUTDOORS: ReadonlySet<string> = new Set([
  "concrete_pour",
  "foundation",
  "waterfront",
  "roofing",
  "exterior",
  "crane",
]);
/** Concrete is to be kept warm for so many days after it is placed (ACI 306R: three, in the usual case). */
const PROTECTION_DAYS = 3;

const within = (days: readonly Day[], from: string, to: string): Day[] =>
  days.filter(({ date }) => date >= from && date <= to);

function coldFlags(task: Task, days: readonly Day[], { cold_below_f: limit }: Thresholds): Flag[] {
  return within(days, task.start_date, daysLater(task.end_date, PROTECTION_DAYS)).flatMap(({ date, low_f: low }) =>
    low === null || low >= limit
      ? []
      : [
          {
            kind: "cold_concrete" as const,
            date,
            value: low,
            threshold: limit,
            detail: `The air falls to ${low} °F while the concrete needs protection: cold-weather concreting (ACI 306R).`,
          },
        ],
  );
}

function hotFlags(task: Task, days: readonly Day[], { evaporation_above: limit }: Thresholds): Flag[] {
  return within(days, task.start_date, task.end_date).flatMap(({ date, evaporation }) =>
    evaporation === null || evaporation <= limit
      ? []
      : [
          {
            kind: "hot_concrete" as const,
            date,
            value: evaporation,
            threshold: limit,
            detail: `Water leaves the surface at ${evaporation} lb/ft²/h: plastic shrinkage cracks are likely (ACI 305R).`,
          },
        ],
  );
}

function rainFlags(task: Task, days: readonly Day[], { precipitation_day_in: limit }: Thresholds): Flag[] {
  return within(days, task.start_date, task.end_date)
    .filter((day) => day.is_precipitation_day)
    .map(({ date, precipitation_in: amount }) => ({
      kind: "precipitation" as const,
      date,
      value: amount,
      threshold: limit,
      detail: `${amount} in of precipitation are expected.`,
    }));
}

function alertFlags(task: Task, alerts: readonly WeatherAlert[], timeZone: string): Flag[] {
  return alerts
    .filter(({ severity }) => severity === "severe" || severity === "extreme")
    .map((alert) => ({
      alert,
      from: localDay(alert.starts_at, timeZone),
      to: localDay(alert.ends_at, timeZone),
    }))
    .filter(({ from, to }) => from <= task.end_date && to >= task.start_date)
    .map(({ alert, from }) => ({
      kind: "alert" as const,
      date: from > task.start_date ? from : task.start_date,
      value: null,
      threshold: null,
      detail: alert.headline,
    }));
}

/** What the weather may do to a task, by day. */
export function flagsOf(
  task: Task,
  weather: { days: readonly Day[]; alerts: readonly WeatherAlert[]; timeZone: string },
  thresholds: Thresholds,
): Flag[] {
  return [
    ...(CONCRETE.has(task.kind) ? coldFlags(task, weather.days, thresholds) : []),
    ...(CONCRETE.has(task.kind) ? hotFlags(task, weather.days, thresholds) : []),
    ...(OUTDOORS.has(task.kind) ? rainFlags(task, weather.days, thresholds) : []),
    ...(OUTDOORS.has(task.kind) ? alertFlags(task, weather.alerts, weather.timeZone) : []),
  ].toSorted((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0));
}
