import { z } from "zod";
import { fields, orNull, readBy, wordIn } from "#connectors/sdk";
import { nearestOf } from "#lib/geo";
import { tenth, thousandth } from "#lib/units";
import type { Tide, TidePrediction } from "#models";

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

type TideStation = NonNullable<TidePrediction["station"]>;
type Station = Omit<TideStation, "distance_miles"> & { timeZone: string };

export const station = fields<Station>({
  number: ["id", z.string()],
  name: z.string(),
  latitude: ["lat", z.number()],
  longitude: ["lng", z.number()],
  // Some stations have none.
  timeZone: ["timezonecorr", orNull(z.number()).transform((hours) => TIME_ZONES[hours ?? Number.NaN] ?? "UTC")],
});

/** A station near a site. */
export type Near = { station: TideStation; timeZone: string };

/** The station nearest to a place, unless even that is more than 30 miles away. */
export function nearest(all: readonly Station[], place: { latitude: number; longitude: number }): Near | undefined {
  const best = nearestOf(all, place, FARTHEST_MILES);
  if (!best) return undefined;
  const { timeZone, ...found } = best.found;
  return { station: { ...found, distance_miles: tenth(best.miles) }, timeZone };
}

export type Month = { begin_date: string; end_date: string };

/** The months of a year, by number from 0; the thirteenth is the next January. */
export const monthsOf = (now: Date): Month[] =>
  Array.from({ length: 13 }, (_, month) => {
    const dayOf = (ofMonth: number, day: number): string =>
      new Date(Date.UTC(now.getUTCFullYear(), ofMonth, day)).toISOString().slice(0, 10).replaceAll("-", "");
    return { begin_date: dayOf(month, 1), end_date: dayOf(month + 1, 0) };
  });

/** In GMT, as it was asked for: the answer has no word of it. */
const time = readBy(z.string().regex(/^\d{4}-\d{2}-\d{2} \d{2}:\d{2}$/u), "datetime", (text) => {
  const at = Date.parse(`${text.replace(" ", "T")}:00Z`);
  return Number.isNaN(at) ? undefined : new Date(at).toISOString();
});

export const tide = fields<Tide>({
  at: ["t", time],
  height_ft: [
    "v",
    z
      .string()
      .regex(/^-?\d+(\.\d+)?$/u)
      .transform(Number),
  ],
  kind: ["type", wordIn({ H: "high", L: "low" })],
});

/** A level above the station's datum as one above MLLW; null where that is not known. */
export const aboveMllw = (level: number, mllw: number | null | undefined): number | null =>
  mllw === null || mllw === undefined ? null : thousandth(level - mllw);
