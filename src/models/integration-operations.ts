import { z } from "@hono/zod-openapi";
import { weatherAlert, weatherForecast } from "./canonical";

/** Every kind of record that integrations bring, in the form the product works with, by its name. */
export const canonicalRecords = {
  weather_alert: weatherAlert,
  weather_forecast: weatherForecast,
} as const satisfies Record<string, z.ZodType>;

export type RecordModel = keyof typeof canonicalRecords;

/** Every sync a connector may have, and what it brings. */
export const syncOperations = {
  weather_alerts: "weather_alert",
  weather_forecasts: "weather_forecast",
} as const satisfies Record<string, RecordModel>;

export type SyncName = keyof typeof syncOperations;

export type SyncRecord<S extends SyncName> = z.input<(typeof canonicalRecords)[(typeof syncOperations)[S]]>;

type ActionShape = { description: string; input: z.ZodType; output: z.ZodType };

/** Every action a connector may offer: what it takes and what it answers. */
export const actionOperations = {
  look_up_forecast: {
    description: "The forecast for a place that is no project.",
    input: z.strictObject({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) }),
    output: weatherForecast.omit({ site_id: true }),
  },
} as const satisfies Record<string, ActionShape>;

export type ActionName = keyof typeof actionOperations;
