import { z } from "@hono/zod-openapi";

/** What an upstream says, however long it makes it. */
const words = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^[\s\S]*$/);

/** Half a day of a forecast: a day or a night. */
export const forecastPeriod = z.object({
  starts_at: z.iso.datetime().max(35),
  ends_at: z.iso.datetime().max(35),
  name: words(200),
  is_daytime: z.boolean(),
  temperature_f: z.number(),
  /** Strongest sustained wind of the period, 10 m above ground. */
  wind_mph: z.number().nullable(),
  /** Per cent. */
  precipitation_chance: z.number().nullable(),
  summary: words(500),
});

/** What a forecast says of one hour. */
export const forecastHour = z.object({
  starts_at: z.iso.datetime().max(35),
  temperature_f: z.number().nullable(),
  /** Per cent. */
  relative_humidity: z.number().nullable(),
  wind_mph: z.number().nullable(),
  /** Per cent. */
  precipitation_chance: z.number().nullable(),
  /** Rain and melted snow of the hour. */
  precipitation_in: z.number().nullable(),
});

/** The weather expected at one site. */
export const weatherForecast = z.object({
  /** Id of the project whose site it is. */
  site_id: words(100),
  issued_at: z.iso.datetime().max(35),
  time_zone: words(100),
  periods: z.array(forecastPeriod).max(20),
  hours: z.array(forecastHour).max(240),
});

/** A warning in force at one site. */
export const weatherAlert = z.object({
  site_id: words(100),
  /** The issuer's own id of the alert. */
  alert_id: words(500),
  event: words(200),
  severity: z.enum(["extreme", "severe", "moderate", "minor", "unknown"]),
  urgency: words(100),
  headline: words(1000),
  description: words(50_000),
  instruction: words(50_000).nullable(),
  sender: words(500),
  starts_at: z.iso.datetime().max(35),
  /** When it ends; the issuer may leave that open, then when the notice is renewed or void. */
  ends_at: z.iso.datetime().max(35),
});

export type ForecastPeriod = z.output<typeof forecastPeriod>;
export type ForecastHour = z.output<typeof forecastHour>;
export type WeatherForecast = z.output<typeof weatherForecast>;
export type WeatherAlert = z.output<typeof weatherAlert>;
