import { z } from "@hono/zod-openapi";

/** Half a day of a forecast: a day or a night. */
export const forecastPeriod = z.object({
  starts_at: z.iso.datetime(),
  ends_at: z.iso.datetime(),
  name: z.string(),
  is_daytime: z.boolean(),
  temperature_f: z.number(),
  /** Strongest sustained wind of the period, 10 m above ground. */
  wind_mph: z.number().nullable(),
  /** Per cent. */
  precipitation_chance: z.number().nullable(),
  summary: z.string(),
});

/** What a forecast says of one hour. */
export const forecastHour = z.object({
  starts_at: z.iso.datetime(),
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
  site_id: z.string(),
  issued_at: z.iso.datetime(),
  time_zone: z.string(),
  periods: z.array(forecastPeriod).max(20),
  hours: z.array(forecastHour).max(240),
});

/** A warning in force at one site. */
export const weatherAlert = z.object({
  site_id: z.string(),
  /** The issuer's own id of the alert. */
  alert_id: z.string(),
  event: z.string(),
  severity: z.enum(["extreme", "severe", "moderate", "minor", "unknown"]),
  urgency: z.string(),
  headline: z.string(),
  description: z.string(),
  instruction: z.string().nullable(),
  sender: z.string(),
  starts_at: z.iso.datetime(),
  /** When it ends; the issuer may leave that open, then when the notice is renewed or void. */
  ends_at: z.iso.datetime(),
});

export type ForecastPeriod = z.output<typeof forecastPeriod>;
export type ForecastHour = z.output<typeof forecastHour>;
export type WeatherForecast = z.output<typeof weatherForecast>;
export type WeatherAlert = z.output<typeof weatherAlert>;
