import { z } from "zod";
import { arcgisFeatures, endpoint, judgeArcgis } from "#connectors/sdk";

const DAY = 86_400;

const area = z.object({
  FLD_ZONE: z.string().nullish(),
  ZONE_SUBTY: z.string().nullish(),
  /** `T` or `F`. */
  SFHA_TF: z.string().nullish(),
  /** Feet; -9999 for none. */
  STATIC_BFE: z.number().nullish(),
  DEPTH: z.number().nullish(),
  V_DATUM: z.string().nullish(),
});

export const AREA_FIELDS = ["FLD_ZONE", "ZONE_SUBTY", "SFHA_TF", "STATIC_BFE", "DEPTH", "V_DATUM"];

/** Flood hazard areas. */
export const queryAreas = endpoint({
  name: "queryAreas",
  method: "GET",
  path: "/28/query",
  cacheSeconds: DAY,
  response: arcgisFeatures(area),
  judge: judgeArcgis,
});

/** Where the layer has maps at all. */
export const queryAvailability = endpoint({
  name: "queryAvailability",
  method: "GET",
  path: "/0/query",
  cacheSeconds: DAY,
  response: arcgisFeatures(z.object({})),
  judge: judgeArcgis,
});

const panel = z.object({
  FIRM_PAN: z.string().nullish(),
  /** Epoch ms. */
  EFF_DATE: z.number().nullish(),
});

export const PANEL_FIELDS = ["FIRM_PAN", "EFF_DATE"];

/** Panels of the flood insurance rate map. */
export const queryPanels = endpoint({
  name: "queryPanels",
  method: "GET",
  path: "/3/query",
  cacheSeconds: DAY,
  response: arcgisFeatures(panel),
  judge: judgeArcgis,
});

/** It takes no longer address; what else it cannot take, it answers with a 400. */
export const LONGEST_ADDRESS = 100;

/** The Census Bureau's geocoder. No match is an empty list. */
export const geocode = endpoint({
  name: "geocode",
  method: "GET",
  baseUrl: "https://geocoding.geo.census.gov/geocoder",
  path: "/locations/onelineaddress",
  cacheSeconds: 7 * DAY,
  absent: [400],
  response: z
    .object({
      result: z.object({
        addressMatches: z.array(
          z.object({ matchedAddress: z.string(), coordinates: z.object({ x: z.number(), y: z.number() }) }),
        ),
      }),
    })
    .nullable(),
});

export type Area = z.output<typeof area>;
export type Panel = z.output<typeof panel>;
export type Matches = NonNullable<z.output<typeof geocode.response>>["result"]["addressMatches"];
