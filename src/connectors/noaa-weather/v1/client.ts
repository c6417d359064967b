import { z } from "zod";
import { type Answered, endpoints, type Judgement } from "#connectors/sdk";

/** Once a User-Agent is sent, 403 means that the service wants fewer requests, as its own site takes it. */
const judge = ({ status }: Answered): Judgement | undefined =>
  status === 403
    ? { class: "transient", message: "The Weather Service wants fewer requests.", throttled: true }
    : undefined;

const quantity = z.object({ value: z.number().nullable() });

const point = z.object({
  gridId: z.string(),
  gridX: z.int(),
  gridY: z.int(),
  timeZone: z.string(),
  /** Addresses that end in the codes of the zones (UGC) the place is in. */
  forecastZone: z.string().nullish(),
  county: z.string().nullish(),
});

const period = z.object({
  startTime: z.string(),
  endTime: z.string(),
  name: z.string(),
  isDaytime: z.boolean(),
  temperature: z.number(),
  temperatureUnit: z.enum(["F", "C"]),
  probabilityOfPrecipitation: quantity.nullish(),
  windSpeed: z.string().nullish(),
  shortForecast: z.string(),
});

/** A layer of the grid: values with the ISO 8601 interval each is good for. */
const layer = z
  .object({
    uom: z.string().nullish(),
    values: z.array(z.object({ validTime: z.string(), value: z.number().nullable() })),
  })
  .optional();

/** Raw data: degC, km/h, mm, per cent. */
const grid = z.object({
  temperature: layer,
  relativeHumidity: layer,
  windSpeed: layer,
  probabilityOfPrecipitation: layer,
  quantitativePrecipitation: layer,
});

const alert = z.object({
  /** Null for an alert that is for whole zones. */
  geometry: z.unknown(),
  properties: z.object({
    id: z.string(),
    messageType: z.string().nullish(),
    /** The alerts it takes the place of. */
    references: z.array(z.object({ identifier: z.string() })).nullish(),
    event: z.string(),
    severity: z.string(),
    urgency: z.string(),
    headline: z.string().nullish(),
    description: z.string().nullish(),
    instruction: z.string().nullish(),
    senderName: z.string().nullish(),
    effective: z.string(),
    onset: z.string().nullish(),
    expires: z.string(),
    ends: z.string().nullish(),
  }),
});

const usual = { judge };

export const api = endpoints(usual, {
  /** Which square of the forecast grid a place is in; it hardly ever changes. None where the service does not reach. */
  getPoint: {
    at: "GET /points/{point}",
    cacheSeconds: 86_400,
    absent: [404],
    response: z.object({ properties: point }).nullable(),
  },
  getForecast: {
    at: "GET /gridpoints/{office}/{square}/forecast",
    response: z.object({ properties: z.object({ updateTime: z.string(), periods: z.array(period) }) }),
  },
  getGrid: { at: "GET /gridpoints/{office}/{square}", response: z.object({ properties: grid }) },
  getActiveAlerts: { at: "GET /alerts/active", response: z.object({ features: z.array(alert) }) },
});

/** How the service is told a place: it takes at most four decimals, and no zeros at their end. */
export const pointOf = ({ latitude, longitude }: { latitude: number; longitude: number }): string =>
  [latitude, longitude].map((degrees) => String(Number(degrees.toFixed(4)))).join(",");

export type Period = z.output<typeof period>;
export type Layer = z.output<typeof layer>;
export type Grid = z.output<typeof grid>;
export type AlertFeature = z.output<typeof alert>;
export type Alert = AlertFeature["properties"];
