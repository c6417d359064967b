import { z } from "zod";
import { arcgisLayer, endpoint, type FeatureOf } from "#connectors/sdk";

const text = z.string().nullish();
const number = z.number().nullish();

/** Flood hazard areas. */
export const areas = arcgisLayer("queryAreas", "/28", {
  FLD_ZONE: text,
  ZONE_SUBTY: text,
  /** `T` or `F`. */
  SFHA_TF: text,
  /** Feet; -9999 for none. */
  STATIC_BFE: number,
  DEPTH: number,
  V_DATUM: text,
});

/** Where the layer has maps at all. */
export const availability = arcgisLayer("queryAvailability", "/0", { OBJECTID: z.unknown().optional() });

/** Panels of the flood insurance rate map. */
export const panels = arcgisLayer("queryPanels", "/3", {
  FIRM_PAN: text,
  /** Epoch ms. */
  EFF_DATE: number,
});

/** It takes no longer address; what else it cannot take, it answers with a 400. */
export const LONGEST_ADDRESS = 100;

const match = z.object({ matchedAddress: z.string(), coordinates: z.object({ x: z.number(), y: z.number() }) });

/** The Census Bureau's geocoder. No match is an empty list. */
export const geocode = endpoint({
  name: "geocode",
  method: "GET",
  baseUrl: "https://geocoding.geo.census.gov/geocoder",
  path: "/locations/onelineaddress",
  cacheSeconds: 604_800,
  absent: [400],
  response: z.object({ result: z.object({ addressMatches: z.array(match) }) }).nullable(),
});

export type Area = FeatureOf<typeof areas>;
export type Panel = FeatureOf<typeof panels>;
export type Match = z.output<typeof match>;
