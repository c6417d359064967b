import { defineManifest } from "#connectors/sdk";

export const manifest = defineManifest({
  slug: "mapbox",
  name: "Mapbox",
  category: "geospatial",
  kind: "live_api",
  tagline: "Coordinates on the house itself",
  description:
    "Finds the coordinates of an address while you enter a project: you see what was found and how near to the house it is, and take it over with one press. Nothing is filled in by itself. Where it is installed it is asked before the geocoder of the Census Bureau.\n\nAddresses are looked up with a token of your own. Coordinates that are kept are permanent geocodes to Mapbox, which bills you for each and has to have enabled them for your account.\n\nNo maps are shown and no routes worked out.",
  auth: { type: "api_key", in: "query", name: "access_token", label: "Access token" },
  allowedHosts: ["api.mapbox.com"],
  permissions: ["Send the addresses you ask about to Mapbox, which bills you for each"],
  setupGuide: [
    "In your Mapbox account make an access token without restrictions to addresses of pages, and have permanent geocoding enabled.",
    "Enter the token. One address is looked up to prove it, which Mapbox bills.",
    "Enter the street of a project, its city and state, and press Find the coordinates.",
  ],
  data: { reads: ["Places of addresses"], writes: [] },
  support: { url: "https://docs.mapbox.com/api/search/geocoding/" },
  vendorUrl: "https://www.mapbox.com",
  versions: [
    { name: "v1", released: "2026-11-23", notes: "Coordinates of an address.", upstream: "Mapbox Geocoding v6" },
  ],
  actions: ["geocode_address"],
});
