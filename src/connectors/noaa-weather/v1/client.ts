import { z } from "zod";
import { type Answered, endpoint, type Judgement } from "#connectors/sdk";

/** Once a User-Agent is sent, 403 means that the service wants fewer requests, as its own site takes it. */
const judge = ({ status }: Answered): Judgement | undefined =>
  status === 403
    ? { class: "transient", message: "The Weather Service wants fewer requests.", throttled: true }
    : undefined;

const quantity = z.object({ value: z.number().nullable() });

/** Which square of the forecast grid a place is in; it hardly ever changes. */
export const getPoint = endpoint({
  name: "getPoint",
  method: "GET",
  path: "/points/{point}",
  cacheSeconds: 86_400,
  // Places that the service does not cover.
  absent: [404],
  response: z
    .object({
      properties: z.object({
        gridId: z.string(),
        gridX: z.int(),
        gridY: z.int(),
        timeZone: z.string(),
        /** Addresses that end in the codes of the zones (UGC) the place is in. */
        forecastZone: z.string().nullish(),
        county: z.string().nullish(),
      }),
    })
    .nullable(),
  judge,
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

export const getForecast = endpoint({
  name: "getForecast",
  method: "GET",
  path: "/gridpoints/{office}/{square}/forecast",
  response: z.object({ properties: z.object({ updateTime: z.string(), periods: z.array(period) }) }),
  judge,
});

/** A layer of the grid: values with the ISO 8601 interval each is good for. */
const layer = z
  .object({
    uom: z.string().nullish(),
    values: z.array(z.object({ validTime: z.string(), value: z.number().nullable() })),
  })
  .optional();

/** Raw data: degC, km/h, mm, per cent. */
export const getGrid = endpoint({
  name: "getGrid",
  method: "GET",
  path: "/gridpoints/{office}/{square}",
  response: z.object({
    properties: z.object({
      temperature: layer,
      relativeHumidity: layer,
      windSpeed: layer,
      probabilityOfPrecipitation: layer,
      quantitativePrecipitation: layer,
    }),
  }),
  judge,
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

export const getActiveAlerts = endpoint({
  name: "getActiveAlerts",
  method: "GET",
  path: "/alerts/active",
  response: z.object({ features: z.array(alert) }),
  judge,
});

export type Period = z.output<typeof period>;
export type Layer = z.output<typeof layer>;
export type Grid = z.output<typeof getGrid.response>["properties"];
export type AlertFeature = z.output<typeof alert>;
export type Alert = AlertFeature["properties"];
