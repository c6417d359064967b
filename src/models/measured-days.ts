import { daysFrom } from "#lib/local-time";
import type { WeatherHistory } from "./canonical";

/** A station that has measured less often than on this share of the days gives way to one farther off. */
const ENOUGH = 0.5;

/** What a station has measured, by day. */
export type MeasuringStation = NonNullable<WeatherHistory["station"]> & {
  days: ReadonlyMap<string, Omit<WeatherHistory["days"][number], "date">>;
};

const measuredDays = ({ days }: MeasuringStation): number =>
  [...days.values()].filter(({ precipitation_in: inches }) => inches !== null).length;

/**
 * Of stations around a place the nearest that has measured precipitation on enough days; else the one that has on most.
 * @returns undefined where none has measured any
 */
export function bestStation(stations: readonly MeasuringStation[], { from, to }: { from: string; to: string }) {
  const measuring = stations
    .filter((station) => measuredDays(station) > 0)
    .toSorted((a, b) => a.distance_miles - b.distance_miles);
  const enough = measuring.find((station) => measuredDays(station) >= daysFrom(from, to).length * ENOUGH);
  const station = enough ?? measuring.toSorted((a, b) => measuredDays(b) - measuredDays(a))[0];
  return station && { station, isEnough: enough !== undefined };
}

/** What was measured day by day. A day without a measurement is null, which is not a day without rain. */
export function historyOf(found: MeasuringStation | undefined, from: string, to: string): WeatherHistory {
  const { days, ...station } = found ?? { days: new Map<string, never>() };
  const nothing = { precipitation_in: null, low_f: null, high_f: null };
  return {
    station: "id" in station ? station : null,
    days: daysFrom(from, to).map((date) => ({ date, ...(days.get(date) ?? nothing) })),
  };
}
