import { z } from "zod";
import { type Call, endpoint } from "./endpoint";
import { fields } from "./fields";

/** It takes no longer address; what else it cannot take, it answers with a 400. */
export const LONGEST_CENSUS_ADDRESS = 100;

type Match = { matched_address: string; latitude: number; longitude: number };

const match = fields<Match>({
  matched_address: ["matchedAddress", z.string()],
  latitude: ["coordinates.y", z.number()],
  longitude: ["coordinates.x", z.number()],
});

/** The Census Bureau's geocoder. No match is an empty list. */
const geocode = endpoint({
  name: "geocode",
  method: "GET",
  baseUrl: "https://geocoding.geo.census.gov/geocoder",
  path: "/locations/onelineaddress",
  cacheSeconds: 604_800,
  absent: [400],
  response: z.object({ result: z.object({ addressMatches: z.array(match) }) }).nullable(),
});

/** The places that the Census Bureau has for an address, each worked out between the ends of its part of the street. */
export async function censusMatches(call: Call, address: string): Promise<readonly Match[]> {
  const found = await call(geocode, { query: { address, benchmark: "Public_AR_Current", format: "json" } });
  return found?.result.addressMatches ?? [];
}
