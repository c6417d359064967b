import { defineManifest } from "#connectors/sdk";

export const manifest = defineManifest({
  slug: "county-gis",
  name: "County GIS",
  category: "geospatial",
  kind: "live_api",
  tagline: "Parcels where counties publish them",
  description:
    "Fetches the parcel of each project from the county's own map server: its number, lot size, zoning and land use, as the county publishes them. Known today are King County in Washington, Maricopa County in Arizona and Wake County in North Carolina.\n\nEvery county names its fields in its own way, so each is added by hand. Only the fields that are shown are asked for; names and addresses of owners never are. None of these counties publishes setbacks with its parcels, so they are entered on the project. What an assessor maps is no survey.",
  allowedHosts: ["gismaps.kingcounty.gov", "gis.mcassessor.maricopa.gov", "maps.wake.gov"],
  permissions: [
    "Read the coordinates of your projects",
    "Send those coordinates to the county's map server",
    "Store the parcel that comes back, without anything of its owner",
  ],
  setupGuide: [
    "Give each project its latitude and longitude, or an address with FEMA flood maps installed.",
    "Install. There is no account and no key.",
    "See in each project's site conditions whether its county is known.",
  ],
  data: { reads: ["Parcel number, lot size, zoning and land use"], writes: [] },
  support: { url: "https://developers.arcgis.com/rest/services-reference/enterprise/query-map-service-layer/" },
  vendorUrl: "https://www.esri.com/en-us/industries/state-local-government/overview",
  versions: [
    {
      name: "v1",
      released: "2026-11-22",
      notes: "Parcels of King County WA, Maricopa County AZ and Wake County NC.",
      upstream: "ArcGIS REST API",
    },
  ],
  syncs: [
    { name: "parcels", description: "The parcel of every site.", everyMinutes: 10_080, atMostEveryMinutes: 1440 },
  ],
});
