import { z } from "zod";
import { endpoints, fields, orNone, readers } from "#connectors/sdk";
import type { MeasuredDay } from "#models";

/** What a station has not measured is left out or empty. */
const measured = orNone(readers().numeric);

const summary = fields<MeasuredDay>({
  id: ["STATION", z.string()],
  name: [["NAME", "STATION"], z.string()],
  latitude: ["LATITUDE", measured],
  longitude: ["LONGITUDE", measured],
  date: ["DATE", z.iso.date()],
  precipitation_in: ["PRCP", measured],
  low_f: ["TMIN", measured],
  high_f: ["TMAX", measured],
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
