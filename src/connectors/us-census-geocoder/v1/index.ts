import { type Action, censusMatches, defineVersion, LONGEST_CENSUS_ADDRESS, refused } from "#connectors/sdk";
import { manifest } from "../manifest";

const MOST_MATCHES = 20;

const geocodeAddress: Action<unknown, "geocode_address"> = {
  repeat: "safe",
  async run({ call, input: { address } }) {
    if (address.length > LONGEST_CENSUS_ADDRESS)
      throw refused(`The Census Bureau takes addresses of at most ${LONGEST_CENSUS_ADDRESS} characters.`);
    const found = await censusMatches(call, address);
    return {
      matches: found.slice(0, MOST_MATCHES).map(({ matched_address, latitude, longitude }) => ({
        address: matched_address,
        latitude,
        longitude,
        precision: "along_street" as const,
      })),
    };
  },
};

export const v1 = defineVersion(manifest, {
  baseUrl: "https://geocoding.geo.census.gov/geocoder",
  quota: { calls: 60, perSeconds: 60 },
  actions: { geocode_address: geocodeAddress },
});
