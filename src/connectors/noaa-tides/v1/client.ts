import { z } from "zod";
import { type Answered, endpoints, type Judgement } from "#connectors/sdk";
import { station, tide } from "./mapper";

const NONE_FOUND = /^No Predictions data was found/u;

const errorIn = z.object({ error: z.object({ message: z.string() }) });

/**
 * Errors come with a 200. That a station has no predictions is an answer; what else goes wrong there may pass. A 403 is
 * given to good requests now and then, and the next one is answered.
 */
function judge({ status, body }: Answered): Judgement | undefined {
  if (status === 403) return { class: "transient", message: "CO-OPS wants fewer requests.", throttled: true };
  const { data } = errorIn.safeParse(body);
  if (!data || NONE_FOUND.test(data.error.message)) return undefined;
  return { class: "transient", message: `CO-OPS says: ${data.error.message.slice(0, 200)}` };
}

const WEEK = 604_800;

/** In feet above the station's own datum. */
const level = z.number().nullable();

const usual = { cacheSeconds: WEEK, judge };

export const api = endpoints(usual, {
  /** Every station that tides are predicted for, some 3,400. */
  listStations: {
    at: "GET /mdapi/prod/webapi/stations.json",
    timeoutMs: 30_000,
    response: z.object({ stations: z.array(station).min(1) }),
  },
  /** High and low waters of at most 31 days. Unit and datum are those of the request: the answer does not name them. */
  getPredictions: {
    at: "GET /api/prod/datagetter",
    // A month's predictions stay what they are.
    cacheSeconds: 4 * WEEK,
    response: z.union([z.object({ predictions: z.array(tide) }), errorIn]),
  },
  /** Stations that are worked out from another one have none. */
  getFloodLevels: {
    at: "GET /mdapi/prod/webapi/stations/{station}/floodlevels.json",
    absent: [404],
    response: z.object({ nos_minor: level, nws_minor: level }).nullable(),
  },
  getDatums: {
    at: "GET /mdapi/prod/webapi/stations/{station}/datums.json",
    absent: [404],
    response: z.object({ datums: z.array(z.object({ name: z.string(), value: level })).nullable() }).nullable(),
  },
});
