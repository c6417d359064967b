import {
  type Call,
  censusMatches,
  defineVersion,
  featuresAt,
  LONGEST_CENSUS_ADDRESS,
  ofEachAddress,
  ofEachSite,
  type Site,
} from "#connectors/sdk";
import { mayBeInUnitedStates, SOMEWHERE } from "#lib/geo";
import { floodZoneOf, locationOf, noFloodZone } from "#models";
import { manifest } from "../manifest";
import { areas, availability, panels } from "./client";

/** Nothing at a place means nothing: only where there is a map can a zone be missing. */
async function readZone(call: Call, site: Site) {
  if (!mayBeInUnitedStates(site)) return noFloodZone("outside_coverage", null);
  const found = await featuresAt(call, areas, site);
  if (found.length > 0) return floodZoneOf(found, await featuresAt(call, panels, site));
  const maps = await featuresAt(call, availability, site);
  return noFloodZone("undetermined", maps.length === 0 ? "no_map" : "no_zone");
}

async function readLocation(call: Call, address: string) {
  return locationOf(address.length > LONGEST_CENSUS_ADDRESS ? [] : await censusMatches(call, address));
}

export const v1 = defineVersion(manifest, {
  baseUrl: "https://hazards.fema.gov/arcgis/rest/services/public/NFHL/MapServer",
  check: ({ call }) => featuresAt(call, availability, SOMEWHERE),
  syncs: {
    site_locations: ofEachAddress(
      ({ call }) =>
        (address) =>
          readLocation(call, address),
    ),
    flood_zones: ofEachSite(
      ({ call }) =>
        (site) =>
          readZone(call, site),
    ),
  },
});
