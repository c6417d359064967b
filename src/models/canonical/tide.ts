import { nearestOf } from "#lib/geo";
import { once } from "#lib/once";
import { tenth, thousandth } from "#lib/units";
import { z } from "@hono/zod-openapi";
import { type OfPlace, ofSite } from "./site";

const feet = (description: string, example: number) =>
  z.number().min(-1000).max(100_000).openapi({ format: "double", description, example });
const name = (max: number, description: string, example: string) =>
  z
    .string()
    .max(max)
    .regex(/^[\s\S]*$/)
    .openapi({ description, example });

/** One high or low water as it is predicted, by the astronomy alone: weather moves it. */
export const tide = once(() =>
  z.object({
    at: z.iso
      .datetime()
      .max(35)
      .openapi({ format: "date-time", description: "When.", example: "2026-07-27T02:56:00.000Z" }),
    height_ft: feet("Height of the water above the datum, in feet.", 5.805),
    kind: z.enum(["high", "low"]).openapi({ description: "High or low water.", example: "high" }),
  }),
);

/** Where tides are predicted. */
export const tideStation = once(() =>
  z.object({
    number: name(20, "The station's number at NOAA.", "9410230"),
    name: name(200, "Its name.", "La Jolla (Scripps Institution Wharf)"),
    latitude: z.number().min(-90).max(90).openapi({ format: "double", description: "Its latitude.", example: 32.8669 }),
    longitude: z
      .number()
      .min(-180)
      .max(180)
      .openapi({ format: "double", description: "Its longitude.", example: -117.2571 }),
    distance_miles: feet("How far it is from the site, in miles.", 1.2),
  }),
);

/** The tides at the station nearest to one site. Heights are in feet above mean lower low water (MLLW). */
export const tidePrediction = once(() =>
  z.object({
    ...ofSite(),
    /** `no_station`: none is near enough. `no_predictions`: the nearest has none for the datum. */
    status: z.enum(["predicted", "no_station", "no_predictions"]),
    station: tideStation().nullable(),
    time_zone: z.string().max(100).nullable(),
    /** From where on there is minor flooding; null where the station has no such level. */
    minor_flood_ft: z.number().nullable(),
    /** The highest water predicted in the calendar year, and the mean of all its high waters. */
    year_highest_ft: z.number().nullable(),
    mean_high_ft: z.number().nullable(),
    /** Of this calendar month and the next, by time. */
    tides: z.array(tide()).max(400),
  }),
);

/** Where no tides are predicted. */
export const noTides = (status: TidePrediction["status"]): Omit<OfPlace<TidePrediction>, "station"> => ({
  status,
  time_zone: null,
  minor_flood_ft: null,
  year_highest_ft: null,
  mean_high_ft: null,
  tides: [],
});

type TideStation = NonNullable<TidePrediction["station"]>;

/** A station with the time zone that it is in. */
export type PlacedStation = Omit<TideStation, "distance_miles"> & { time_zone: string };

const FARTHEST_MILES = 30;

/** The station nearest to a place, unless even that is more than 30 miles away. */
export function nearestStation(all: readonly PlacedStation[], place: { latitude: number; longitude: number }) {
  const best = nearestOf(all, place, FARTHEST_MILES);
  if (!best) return undefined;
  const { time_zone, ...station } = best.found;
  return { time_zone, station: { ...station, distance_miles: tenth(best.miles) } };
}

/**
 * What is kept of a year's tides: this month's and the next one's in full, and the highest of all.
 * @param year by month; in December a thirteenth, which is the next January and not of the year
 * @param month from 0
 */
export const predictedTides = (year: readonly (readonly Tide[])[], month: number): ReturnType<typeof noTides> => ({
  ...noTides("predicted"),
  ...highsOf(year.slice(0, 12).flat()),
  tides: year.slice(month, month + 2).flat(),
});

/** The highest of a year's high waters, and their mean. */
function highsOf(tides: readonly Tide[]): Pick<TidePrediction, "year_highest_ft" | "mean_high_ft"> {
  const highs = tides.filter(({ kind }) => kind === "high").map(({ height_ft: feet }) => feet);
  if (highs.length === 0) return { year_highest_ft: null, mean_high_ft: null };
  const sum = highs.reduce((total, feet) => total + feet, 0);
  return { year_highest_ft: Math.max(...highs), mean_high_ft: thousandth(sum / highs.length) };
}

export type Tide = z.output<ReturnType<typeof tide>>;
export type TidePrediction = z.output<ReturnType<typeof tidePrediction>>;
