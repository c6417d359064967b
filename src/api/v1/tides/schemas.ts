import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { tide, tideStation, weatherAlert } from "#models";
import { shortText } from "../integrations/schemas";

const TIME = "2026-07-27T16:58:00.000Z";

export const feet = (description: string, example: number) =>
  z.number().min(-1000).max(100_000).openapi({ format: "double", description, example });
export const maybeFeet = (description: string, example: number | null) =>
  z.number().min(-1000).max(100_000).nullable().openapi({ format: "double", description, example });
export const date = (description: string, example = "2026-07-27") =>
  z.string().max(10).openapi({ format: "date", description, example });
const time = (description: string) => z.string().max(30).openapi({ format: "date-time", description, example: TIME });

export const highWater = { at: TIME, height_ft: 5.805, kind: "high" } as const;
const dayExample = { date: "2026-07-27", tides: [highWater], is_king_tide: false };
const station = {
  number: "9410230",
  name: "La Jolla (Scripps Institution Wharf)",
  latitude: 32.8669,
  longitude: -117.2571,
  distance_miles: 1.4,
};

const daySchema = once(() =>
  z.object({
    date: date("The day, in the station's own time."),
    tides: z
      .array(tide())
      .max(10)
      .openapi({ description: "Its high and low waters.", example: [highWater] }),
    is_king_tide: z.boolean().openapi({ description: "Whether one of them is a king tide.", example: false }),
  }),
);

const kingTideSchema = once(() =>
  z.object({
    at: time("When."),
    height_ft: feet("Its height, feet above MLLW.", 7.14),
    reason: z.enum(["minor_flood", "year_highest"]).openapi({
      description: "It reaches the station's minor flood level, or is the highest predicted of the year.",
      example: "year_highest",
    }),
  }),
);

/** What is known of the tides at a site, without its tasks. */
export const siteTidesShape = once(() => ({
  status: z.enum(["predicted", "no_station", "no_predictions"]).openapi({
    description:
      "`no_station`: no station is within 30 miles. `no_predictions`: the nearest one has none for its heights.",
    example: "predicted",
  }),
  station: tideStation().nullable().openapi({ description: "The nearest station.", example: station }),
  time_zone: shortText("The station's time zone.", "America/Los_Angeles").nullable(),
  high_water_ft: maybeFeet("From which height on the water stops work, feet above MLLW.", 4.8),
  minor_flood_ft: maybeFeet("The station's minor flood level, feet above MLLW; null where it has none.", null),
  year_highest_ft: maybeFeet("The highest water predicted this year, feet above MLLW.", 7.14),
  days: z
    .array(daySchema())
    .max(40)
    .openapi({ description: "The tides from today on, by day.", example: [dayExample] }),
  king_tides: z.array(kingTideSchema()).max(100).openapi({ description: "King tides among them.", example: [] }),
  surge_alerts: z
    .array(weatherAlert())
    .max(100)
    .openapi({ description: "Alerts of storm surge and coastal flooding in force.", example: [] }),
  is_surge_watched: z
    .boolean()
    .openapi({ description: "Whether NOAA Weather is installed, which tells of storm surge.", example: true }),
}));

export const siteTidesExample = {
  status: "predicted",
  station,
  time_zone: "America/Los_Angeles",
  high_water_ft: 4.8,
  minor_flood_ft: null,
  year_highest_ft: 7.14,
  days: [dayExample],
  king_tides: [],
  surge_alerts: [],
  is_surge_watched: true,
};
