import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { ofSite } from "./site";

/** What an upstream says, however long it makes it. */
const words = (max: number, description: string, example: string) =>
  z
    .string()
    .max(max)
    .regex(/^[\s\S]*$/)
    .openapi({ description, example });
const moment = (description: string, example: string) =>
  z.iso.datetime().max(35).openapi({ format: "date-time", description, example });
const measured = (description: string, example: number) =>
  z.number().min(-1000).max(100_000).openapi({ format: "double", description, example });

/** Half a day of a forecast: a day or a night. */
export const forecastPeriod = once(() =>
  z.object({
    starts_at: moment("When it begins.", "2026-07-15T20:00:00.000Z"),
    ends_at: moment("When it ends.", "2026-07-15T22:00:00.000Z"),
    name: words(200, "What the issuer calls it.", "This Afternoon"),
    is_daytime: z.boolean().openapi({ description: "Whether it is a day and no night.", example: true }),
    temperature_f: measured("Highest temperature of a day, lowest of a night, °F.", 87),
    wind_mph: measured("Strongest sustained wind, 10 m above ground, mph.", 9).nullable(),
    precipitation_chance: measured("Chance of precipitation, per cent.", 14).nullable(),
    summary: words(500, "The weather in a few words.", "Smoke"),
  }),
);

/** What a forecast says of one hour. */
export const forecastHour = once(() =>
  z.object({
    starts_at: z.iso.datetime().max(35),
    temperature_f: z.number().nullable(),
    /** Per cent. */
    relative_humidity: z.number().nullable(),
    wind_mph: z.number().nullable(),
    /** Per cent. */
    precipitation_chance: z.number().nullable(),
    /** Rain and melted snow of the hour. */
    precipitation_in: z.number().nullable(),
  }),
);

const MOST_HOURS = 168;

/** What a forecast says of each hour, by epoch ms. */
export type HourLayers = Record<Exclude<keyof ForecastHour, "starts_at">, ReadonlyMap<number, number>>;

/** The coming week hour by hour, from the first hour that has a temperature. */
export const hoursOf = (layers: HourLayers): ForecastHour[] =>
  [...layers.temperature_f.keys()]
    .toSorted((a, b) => a - b)
    .slice(0, MOST_HOURS)
    .map((at) => {
      const values = Object.entries(layers).map(([name, of]) => [name, of.get(at) ?? null]);
      const hour = Object.fromEntries(values) as Omit<ForecastHour, "starts_at">;
      return { starts_at: new Date(at).toISOString(), ...hour };
    });

/** The weather expected at one site. */
export const weatherForecast = once(() =>
  z.object({
    ...ofSite(),
    issued_at: z.iso.datetime().max(35),
    time_zone: z.string().max(100),
    periods: z.array(forecastPeriod()).max(20),
    hours: z.array(forecastHour()).max(240),
  }),
);

/** What was measured near a place. */
export const weatherHistory = once(() =>
  z.object({
    /** Null where no station has measured anything. */
    station: z
      .object({
        id: z.string().max(100),
        name: z.string().max(200),
        latitude: z.number(),
        longitude: z.number(),
        distance_miles: z.number(),
      })
      .nullable(),
    /** Every day that was asked for; null is what was not measured. */
    days: z
      .array(
        z.object({
          date: z.iso.date(),
          precipitation_in: z.number().nullable(),
          low_f: z.number().nullable(),
          high_f: z.number().nullable(),
        }),
      )
      .max(366),
  }),
);

/** A warning in force at one site. */
export const weatherAlert = once(() =>
  z.object({
    site_id: words(100, "Id of the project whose site it is for.", "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b11"),
    alert_id: words(500, "The issuer's own id of the alert.", "urn:oid:2.49.0.1.840.0.7b1c"),
    replaces: z
      .array(words(500, "An alert of the same issuer.", "urn:oid:2.49.0.1.840.0.7b1b"))
      .max(50)
      .default([])
      .openapi({ description: "Ids of the alerts it takes the place of.", example: ["urn:oid:2.49.0.1.840.0.7b1b"] }),
    event: words(200, "What is expected.", "High Wind Warning"),
    severity: z
      .enum(["extreme", "severe", "moderate", "minor", "unknown"])
      .openapi({ description: "How bad it may be.", example: "severe" }),
    urgency: words(100, "How soon to act, in the issuer's word.", "Expected"),
    headline: words(1000, "One line about it.", "High Wind Warning until Wednesday evening"),
    description: words(50_000, "All about it.", "Gusts of up to 60 mph."),
    instruction: words(50_000, "What to do.", "Secure what the wind can carry.").nullable(),
    sender: words(500, "Who issued it.", "NWS Boston/Norton MA"),
    starts_at: moment("When it begins.", "2026-07-15T20:00:00.000Z"),
    ends_at: moment(
      "When it ends; where the issuer leaves that open, when the notice is renewed or void.",
      "2026-07-16T02:00:00.000Z",
    ),
  }),
);

/** The same as it is kept, with the place that was looked up. */
export const siteAlert = once(() => weatherAlert().extend(ofSite()));

export type ForecastPeriod = z.output<ReturnType<typeof forecastPeriod>>;
export type ForecastHour = z.output<ReturnType<typeof forecastHour>>;
export type WeatherForecast = z.output<ReturnType<typeof weatherForecast>>;
export type WeatherHistory = z.output<ReturnType<typeof weatherHistory>>;
export type WeatherAlert = z.output<ReturnType<typeof weatherAlert>>;
