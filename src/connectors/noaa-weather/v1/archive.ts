import { z } from "zod";
import { endpoint } from "#connectors/sdk";

/** NCEI, NOAA's climate archive: daily summaries of stations (GHCN-Daily), keyless. */
const service = {
  method: "GET",
  baseUrl: "https://www.ncei.noaa.gov",
  headers: { accept: "application/json" },
  timeoutMs: 25_000,
} as const;

/** Stations that have summaries of what is asked, in a box of north, west, south and east. */
export const findStations = endpoint({
  ...service,
  name: "findStations",
  path: "/access/services/search/v1/data",
  cacheSeconds: 86_400,
  response: z.object({ results: z.array(z.object({ stations: z.array(z.object({ id: z.string() })) })) }),
});

/** A number as text; what a station has not measured is left out. */
const measured = z
  .union([z.string(), z.number()])
  .nullish()
  .transform((value, context) => {
    if (value === undefined || value === null || value === "") return null;
    const number = Number(value);
    if (Number.isFinite(number)) return number;
    context.addIssue({ code: "custom", message: "It is no number." });
    return z.NEVER;
  });

const summary = z.object({
  STATION: z.string(),
  NAME: z.string().nullish(),
  LATITUDE: measured,
  LONGITUDE: measured,
  DATE: z.iso.date(),
  PRCP: measured,
  TMAX: measured,
  TMIN: measured,
});

/** With `units=standard`: inches and °F. Without it they would be tenths of mm and °C. */
export const getSummaries = endpoint({
  ...service,
  name: "getSummaries",
  path: "/access/services/data/v1",
  cacheSeconds: 3600,
  response: z.array(summary),
});

export type Summary = z.output<typeof summary>;
