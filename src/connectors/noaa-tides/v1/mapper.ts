import { nearestOf } from "#lib/geo";
import { tenth, thousandth } from "#lib/units";
import type { Tide, TidePrediction } from "#models";
import type { Prediction, Station } from "./client";

const FARTHEST_MILES = 30;

/** By the hours of standard time from UTC, at coasts of the United States. */
const TIME_ZONES: Readonly<Record<number, string>> = {
  "-4": "America/Puerto_Rico",
  "-5": "America/New_York",
  "-6": "America/Chicago",
  "-8": "America/Los_Angeles",
  "-9": "America/Anchorage",
  "-10": "Pacific/Honolulu",
  "-11": "Pacific/Pago_Pago",
  "10": "Pacific/Guam",
};

/** A station near a site. */
export type Near = { station: NonNullable<TidePrediction["station"]>; timeZone: string };

/** The station nearest to a place, unless even that is more than 30 miles away. */
export function nearest(
  stations: readonly Station[],
  place: { latitude: number; longitude: number },
): Near | undefined {
  const best = nearestOf(stations, ({ lat, lng }) => ({ latitude: lat, longitude: lng }), place, FARTHEST_MILES);
  if (!best) return undefined;
  const { id: number, name, lat: latitude, lng: longitude, timezonecorr: hours } = best.found;
  const station = { number, name, latitude, longitude, distance_miles: tenth(best.miles) };
  return { station, timeZone: TIME_ZONES[hours ?? Number.NaN] ?? "UTC" };
}

export type Month = { begin_date: string; end_date: string };

/** The months of a year, by number from 0; the thirteenth is the next January. */
export const monthsOf = (now: Date): Month[] =>
  Array.from({ length: 13 }, (_, month) => {
    const dayOf = (ofMonth: number, day: number): string =>
      new Date(Date.UTC(now.getUTCFullYear(), ofMonth, day)).toISOString().slice(0, 10).replaceAll("-", "");
    return { begin_date: dayOf(month, 1), end_date: dayOf(month + 1, 0) };
  });

/** Asked for in GMT, and so read. */
export const toTide = ({ t, v, type }: Prediction): Tide => ({
  at: new Date(`${t.replace(" ", "T")}:00Z`).toISOString(),
  height_ft: Number(v),
  kind: type === "H" ? "high" : "low",
});

/** A level above the station's datum as one above MLLW; null where that is not known. */
export const aboveMllw = (level: number, mllw: number | null | undefined): number | null =>
  mllw === null || mllw === undefined ? null : thousandth(level - mllw);
