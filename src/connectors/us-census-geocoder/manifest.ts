import { defineManifest } from "#connectors/sdk";

export const manifest = defineManifest({
  slug: "us-census-geocoder",
  name: "US Census Geocoder",
  category: "geospatial",
  kind: "live_api",
  tagline: "Coordinates of a project's address",
  description:
    "Finds the coordinates of an address while you enter a project: you see what was found, and take it over with one press. Weather, tides, flood zone and parcel are then looked up there. Nothing is filled in by itself.\n\nThe geocoder of the Census Bureau works a place out from the house number, between the ends of its part of the street: it is near the lot, and seldom on the house. It knows addresses of the United States alone, streets that are new not yet, and no lots without a number.",
  allowedHosts: ["geocoding.geo.census.gov"],
  permissions: ["Send the addresses you ask about to the Census Bureau"],
  setupGuide: [
    "Install. There is no account and no key.",
    "Enter the street of a project, its city and state, and press Find the coordinates.",
    "Compare what was found with the address, and take it over.",
  ],
  data: { reads: ["Places of addresses"], writes: [] },
  support: { url: "https://geocoding.geo.census.gov/geocoder/" },
  vendorUrl: "https://www.census.gov",
  versions: [
    {
      name: "v1",
      released: "2026-11-23",
      notes: "Coordinates of an address.",
      upstream: "Census Geocoder, benchmark Public_AR_Current",
    },
  ],
  actions: ["geocode_address"],
});
