import { type Call, CallFailure, defineVersion, featuresAt, ofEachSite, placeOf, type Site } from "#connectors/sdk";
import { isWithin } from "#lib/geo";
import { manifest } from "../manifest";
import { type Attributes, parcelsOf } from "./client";
import { COUNTIES, type County } from "./counties";
import { type Found, nothing, toParcel } from "./mapper";

type Failed = Map<County, CallFailure>;

/** A county whose server has failed is not asked again in the same run: its sites must not hold up the others. */
async function ask(call: Call, county: County, site: Site, failed: Failed): Promise<Attributes[]> {
  const before = failed.get(county);
  if (before) throw before;
  try {
    return await featuresAt(call, parcelsOf(county), site);
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
    parcels: ofEachSite(({ call }) => {
      const failed: Failed = new Map();
      return async (site) => ({ ...placeOf(site), ...(await readParcel(call, site, failed)) });
    }),
  },
});
