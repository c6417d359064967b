import { arcgisQueryAt, type Call, CallFailure, defineVersion, type Site, siteBySite } from "#connectors/sdk";
import { isWithin } from "#lib/geo";
import { manifest } from "../manifest";
import { type Attributes, queryParcels } from "./client";
import { COUNTIES, type County } from "./counties";
import { fieldsOf, type Found, nothing, toParcel } from "./mapper";

type Failed = Map<County, CallFailure>;

/** A county whose server has failed is not asked again in the same run: its sites must not hold up the others. */
async function ask(call: Call, county: County, site: Site, failed: Failed): Promise<Attributes[]> {
  const before = failed.get(county);
  if (before) throw before;
  try {
    const { features } = await call(queryParcels(county), { query: arcgisQueryAt(site, fieldsOf(county)) });
    return features.map((feature) => feature.attributes);
  } catch (error) {
    if (error instanceof CallFailure && error.class === "transient") failed.set(county, error);
    throw error;
  }
}

/** Boxes of neighbours overlap, so the first county that has a parcel there is the one. */
async function readParcel(call: Call, site: Site, failed: Failed): Promise<Found> {
  const near = COUNTIES.filter(({ box }) => isWithin(site, box));
  let found = nothing("unknown_county", null);
  for (const county of near) {
    found = toParcel(county, await ask(call, county, site, failed));
    if (found.status === "found") return found;
  }
  return found;
}

export const v1 = defineVersion(manifest, {
  baseUrl: "https://gismaps.kingcounty.gov",
  syncs: {
    parcels: {
      mode: "snapshot",
      deletionsExpected: true,
      async *run({ call, cursor, sites }) {
        const failed: Failed = new Map();
        yield* siteBySite(await sites(), cursor, async (site) => ({
          site_id: site.id,
          latitude: site.latitude,
          longitude: site.longitude,
          ...(await readParcel(call, site, failed)),
        }));
      },
    },
  },
});
