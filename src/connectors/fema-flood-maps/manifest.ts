import { defineManifest } from "#connectors/sdk";

export const manifest = defineManifest({
  slug: "fema-flood-maps",
  name: "FEMA flood maps",
  category: "geospatial",
  kind: "live_api",
  tagline: "The flood zone of every address",
  description:
    "Finds the flood zone of each project in FEMA's National Flood Hazard Layer as soon as the project is made, and again when it moves: the zone, whether it is a floodway, the base flood elevation where the map has one, and the map panel with its date. Projects in a special flood hazard area are flagged for flood insurance and elevated construction, with a link to FEMA's own viewer.\n\nA project that has an address and no coordinates is located by the geocoder of the Census Bureau, for the tides and the parcel too. Where FEMA has mapped nothing the answer is undetermined, and not zone X. A line on a map is no survey: near the edge of a zone an elevation certificate decides.",
  allowedHosts: ["hazards.fema.gov", "geocoding.geo.census.gov"],
  permissions: [
    "Read the addresses and coordinates of your projects",
    "Send addresses without coordinates to the Census Bureau, and coordinates to FEMA",
    "Store the places and flood zones that come back",
  ],
  setupGuide: [
    "Give each project its street address, or its latitude and longitude.",
    "Install. There is no account and no key.",
    "Look at each project's site conditions. Where an address was not found, or several are called so, enter coordinates.",
  ],
  data: {
    reads: ["Flood hazard areas and map panels of the National Flood Hazard Layer", "Places of addresses"],
    writes: [],
  },
  support: { url: "https://www.fema.gov/flood-maps/national-flood-hazard-layer" },
  vendorUrl: "https://www.fema.gov",
  versions: [
    {
      name: "v1",
      released: "2026-11-22",
      notes: "Zone, floodway, base flood elevation and panel of every site; addresses are located.",
      upstream: "NFHL MapServer, Census Geocoder",
    },
  ],
  syncs: [
    {
      name: "site_locations",
      description: "The places of projects that have an address and no coordinates.",
      everyMinutes: 1440,
      atMostEveryMinutes: 60,
    },
    { name: "flood_zones", description: "The flood zone of every site.", everyMinutes: 1440, atMostEveryMinutes: 60 },
  ],
});
