import { type Call, defineVersion, featuresAt, ofEachSite, type Site, unlessFailed } from "#connectors/sdk";
import { isWithin } from "#lib/geo";
import { noParcel } from "#models";
import { manifest } from "../manifest";
import { COUNTIES, type County, parcelsOf } from "./counties";
import { toParcel } from "./mapper";

/** Boxes of neighbours overlap, so the first county that has a parcel there is the one. */
async function readParcel(call: Call, site: Site, asked: ReturnType<typeof unlessFailed<County>>) {
  let found = noParcel("unknown_county", null);
  for (const county of COUNTIES.filter(({ box }) => isWithin(site, box))) {
    found = toParcel(county, await asked(county, () => featuresAt(call, parcelsOf(county), site)));
    if (found.status === "found") return found;
  }
  return found;
}

export const v1 = defineVersion(manifest, {
  baseUrl: "https://gismaps.kingcounty.gov",
  syncs: {
    parcels: ofEachSite(({ call }) => {
      const asked = unlessFailed<County>();
      return (site) => readParcel(call, site, asked);
    }),
  },
});
