import { z } from "zod";
import { type Answered, endpoints, fields, type Judgement, readers } from "#connectors/sdk";
import { type Alert, alert, hours, period } from "./mapper";

/** Once a User-Agent is sent, 403 means that the service wants fewer requests, as its own site takes it. */
const judge = ({ status }: Answered): Judgement | undefined =>
  status === 403
    ? { class: "transient", message: "The Weather Service wants fewer requests.", throttled: true }
    : undefined;

const point = z.object({
  gridId: z.string(),
  gridX: z.int(),
  gridY: z.int(),
  timeZone: z.string(),
  /** Addresses that end in the codes of the zones (UGC) the place is in. */
  forecastZone: z.string().nullish(),
  county: z.string().nullish(),
});

/** Its area is null for an alert that is for whole zones. */
const feature = fields<{ isForZones: boolean; isTakenBack: boolean; alert: Alert }>({
  isForZones: ["geometry", z.unknown().transform((area) => (area ?? null) === null)],
  isTakenBack: ["properties.messageType", z.unknown().transform((type) => type === "Cancel")],
  alert: ["properties", alert],
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
    response: z.object({ properties: z.object({ updateTime: readers().time, periods: z.array(period) }) }),
  },
  getGrid: { at: "GET /gridpoints/{office}/{square}", response: z.object({ properties: hours }) },
  getActiveAlerts: { at: "GET /alerts/active", response: z.object({ features: z.array(feature) }) },
});

/** How the service is told a place: it takes at most four decimals, and no zeros at their end. */
export const pointOf = ({ latitude, longitude }: { latitude: number; longitude: number }): string =>
  [latitude, longitude].map((degrees) => String(Number(degrees.toFixed(4)))).join(",");

export type Feature = z.output<typeof feature>;
