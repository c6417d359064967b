import { arcgisQueryAt, type Call, defineVersion, type Site, siteBySite } from "#connectors/sdk";
import { mayBeInUnitedStates } from "#lib/geo";
import { manifest } from "../manifest";
import {
  AREA_FIELDS,
  geocode,
  LONGEST_ADDRESS,
  PANEL_FIELDS,
  queryAreas,
  queryAvailability,
  queryPanels,
} from "./client";
import { type Found, nothing, toLocation, toZone } from "./mapper";

/** Nothing at a place means nothing: only where there is a map can a zone be missing. */
async function readZone(call: Call, site: Site): Promise<Found> {
  if (!mayBeInUnitedStates(site)) return nothing("outside_coverage", null);
  const { features: areas } = await call(queryAreas, { query: arcgisQueryAt(site, AREA_FIELDS) });
  if (areas.length === 0) {
    const { features: maps } = await call(queryAvailability, { query: arcgisQueryAt(site, ["OBJECTID"]) });
    return nothing("undetermined", maps.length === 0 ? "no_map" : "no_zone");
  }
  const { features: panels } = await call(queryPanels, { query: arcgisQueryAt(site, PANEL_FIELDS) });
  const attributes = <A>(features: readonly { attributes: A }[]) => features.map((feature) => feature.attributes);
  return toZone(attributes(areas), attributes(panels));
}

async function readLocation(call: Call, address: string) {
  if (address.length > LONGEST_ADDRESS) return toLocation([]);
  const found = await call(geocode, { query: { address, benchmark: "Public_AR_Current", format: "json" } });
  return toLocation(found?.result.addressMatches ?? []);
}

const SOMEWHERE = { latitude: 38.8894, longitude: -77.0352 };

export const v1 = defineVersion(manifest, {
  baseUrl: "https://hazards.fema.gov/arcgis/rest/services/public/NFHL/MapServer",
  check: async ({ call }) => {
    await call(queryAvailability, { query: arcgisQueryAt(SOMEWHERE, ["OBJECTID"]) });
  },
  syncs: {
    site_locations: {
      mode: "snapshot",
      deletionsExpected: true,
      async *run({ call, cursor, addresses }) {
        yield* siteBySite(await addresses(), cursor, async ({ id, address }) => ({
          site_id: id,
          address,
          ...(await readLocation(call, address)),
        }));
      },
    },
    flood_zones: {
      mode: "snapshot",
      deletionsExpected: true,
      async *run({ call, cursor, sites }) {
        yield* siteBySite(await sites(), cursor, async (site) => ({
          site_id: site.id,
          latitude: site.latitude,
          longitude: site.longitude,
          ...(await readZone(call, site)),
        }));
      },
    },
  },
});
