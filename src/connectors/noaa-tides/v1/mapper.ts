import { milesBetween } from "#lib/geo";
import type { Tide, TidePrediction } from "#models";
import type { Prediction, Station } from "./client";

const FARTHEST_MILES = 30;

type Place = { latitude: number; longitude: number };
/** A station near a site, and the hours of its standard time from UTC. */
export type Near = { station: NonNullable<TidePrediction["station"]>; hoursFromUtc: number | null };

/** The station nearest to a place, unless even that is more than 30 miles away. */
export function nearest(stations: readonly Station[], place: Place): Near | undefined {
  let best: { found: Station; miles: number } | undefined;
  for (const found of stations) {
    const miles = milesBetween(place, { latitude: found.lat, longitude: found.lng });
    if (miles <= (best?.miles ?? FARTHEST_MILES)) best = { found, miles };
  }
  if (!best) return undefined;
  const { id: number, name, lat: latitude, lng: longitude, timezonecorr } = best.found;
  const station = { number, name, latitude, longitude, distance_miles: Math.round(best.miles * 10) / 10 };
  return { station, hoursFromUtc: timezonecorr ?? null };
}

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

export const timeZoneOf = ({ hoursFromUtc: hours }: Near): string =>
  hours === null ? "UTC" : (TIME_ZONES[hours] ?? "UTC");

export type Month = { begin_date: string; end_date: string };

const monthOf = (year: number, month: number): Month => {
  const [first, last] = [new Date(Date.UTC(year, month, 1)), new Date(Date.UTC(year, month + 1, 0))];
  const [begin, end] = [first, last].map((date) => date.toISOString().slice(0, 10).replaceAll("-", ""));
  return { begin_date: begin ?? "", end_date: end ?? "" };
};

/** The months of a year, by number from 0; the thirteenth is the next January. */
export const monthsOf = (now: Date): Month[] =>
  Array.from({ length: 13 }, (_, month) => monthOf(now.getUTCFullYear(), month));

/** Asked for in GMT, and so read. */
export const toTide = ({ t, v, type }: Prediction): Tide => ({
  at: new Date(`${t.replace(" ", "T")}:00Z`).toISOString(),
  height_ft: Number(v),
  kind: type === "H" ? "high" : "low",
});

const thousandth = (feet: number): number => Math.round(feet * 1000) / 1000;

/** A level above the station's datum as one above MLLW; null where one of the two is not known. */
export const aboveMllw = (level: number | null, mllw: number | null | undefined): number | null =>
  level === null || mllw === null || mllw === undefined ? null : thousandth(level - mllw);

/** The highest of a year's high waters, and their mean. */
export function summaryOf(tides: readonly Tide[]): { year_highest_ft: number | null; mean_high_ft: number | null } {
  const highs = tides.filter(({ kind }) => kind === "high").map(({ height_ft: feet }) => feet);
  if (highs.length === 0) return { year_highest_ft: null, mean_high_ft: null };
  const sum = highs.reduce((total, feet) => total + feet, 0);
  return { year_highest_ft: Math.max(...highs), mean_high_ft: thousandth(sum / highs.length) };
}
