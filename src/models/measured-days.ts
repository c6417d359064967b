import { daysFrom } from "#lib/local-time";
import { milesBetween } from "#lib/geo";
import { tenth } from "#lib/units";
import type { WeatherHistory } from "./canonical";

/** A station that has measured less often than on this share of the days gives way to one farther off. */
const ENOUGH = 0.5;

/** What a station has measured, by day. */
export type MeasuringStation = NonNullable<WeatherHistory["station"]> & {
  days: ReadonlyMap<string, Omit<WeatherHistory["days"][number], "date">>;
};

/** What a station has measured on a day. */
export type MeasuredDay = { id: string; name: string; latitude: number | null; longitude: number | null } & Day;
type Day = WeatherHistory["days"][number];

/** The stations of what was measured, with how far each is from a place. One that does not say where it is, is left out. */
export const stationsOf = (
  rows: readonly MeasuredDay[],
  place: { latitude: number; longitude: number },
): MeasuringStation[] =>
  [...Map.groupBy(rows, ({ id }) => id).values()].flatMap((ofStation) => {
    const [first] = ofStation;
    if (!first || first.latitude === null || first.longitude === null) return [];
    const { id, name, latitude, longitude } = first;
    const distance = tenth(milesBetween(place, { latitude, longitude }));
    const days = ofStation.map(
      ({ date, precipitation_in, low_f, high_f }) => [date, { precipitation_in, low_f, high_f }] as const,
    );
    return [{ id, name, latitude, longitude, distance_miles: distance, days: new Map(days) }];
  });

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
