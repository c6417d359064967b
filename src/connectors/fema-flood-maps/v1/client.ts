import { z } from "zod";
import { arcgisLayer, endpoint } from "#connectors/sdk";
import { area, match, panel } from "./mapper";

/** Flood hazard areas. */
export const areas = arcgisLayer("queryAreas", "/28", area);

/** Where the layer has maps at all. */
export const availability = arcgisLayer("queryAvailability", "/0", { id: ["OBJECTID", z.unknown()] });

/** Panels of the flood insurance rate map. */
export const panels = arcgisLayer("queryPanels", "/3", panel);

/** It takes no longer address; what else it cannot take, it answers with a 400. */
export const LONGEST_ADDRESS = 100;

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
