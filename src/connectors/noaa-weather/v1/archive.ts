import { z } from "zod";
import { endpoints, orNull, readBy } from "#connectors/sdk";

/** A number, also as text; what a station has not measured is left out or empty. */
const measured = orNull(
  readBy(z.union([z.string(), z.number()]), "number", (value) =>
    value === "" ? null : Number.isFinite(Number(value)) ? Number(value) : undefined,
  ),
);

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

const usual = {
  baseUrl: "https://www.ncei.noaa.gov",
  headers: { accept: "application/json" },
  timeoutMs: 25_000,
};

/** NCEI, NOAA's climate archive: daily summaries of stations (GHCN-Daily), keyless. */
export const archive = endpoints(usual, {
  /** Stations that have summaries of what is asked, in a box of north, west, south and east. */
  findStations: {
    at: "GET /access/services/search/v1/data",
    cacheSeconds: 86_400,
    response: z.object({ results: z.array(z.object({ stations: z.array(z.object({ id: z.string() })) })) }),
  },
  /** With `units=standard`: inches and °F. Without it they would be tenths of mm and °C. */
  getSummaries: { at: "GET /access/services/data/v1", cacheSeconds: 3600, response: z.array(summary) },
});

export type Summary = z.output<typeof summary>;
