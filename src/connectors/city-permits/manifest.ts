import { defineManifest } from "#connectors/sdk";

export const manifest = defineManifest({
  slug: "city-permits",
  name: "City permits",
  category: "permitting",
  kind: "live_api",
  tagline: "Permits followed in cities' open data",
  description:
    "Follows permits by their numbers in what cities publish of them every day: Austin, Chicago, Los Angeles, New York City (DOB NOW job filings) and San Francisco. Status, dates and the city's own words appear on the permit's timeline.\n\nNothing is filed with it: these cities take applications in their own portals. Austin and Chicago publish permits once they are issued, the others from the application on. What a city publishes is a day old.",
  allowedHosts: [
    "data.austintexas.gov",
    "data.cityofchicago.org",
    "data.cityofnewyork.us",
    "data.lacity.org",
    "data.sfgov.org",
  ],
  permissions: [
    "Read the numbers of your permits in these cities",
    "Send a permit's number to its city's data portal",
    "Store what the city publishes of it",
  ],
  setupGuide: [
    "Install. There is no account and no key.",
    "Choose the city as the jurisdiction of a permit, and file it by hand in the city's portal.",
    "Enter its number: from then on its status is looked up every day.",
  ],
  data: { reads: ["Status and dates of your permits, in the city's own words"], writes: ["The status of a permit"] },
  support: { url: "https://dev.socrata.com/docs/queries/" },
  vendorUrl: "https://dev.socrata.com",
  versions: [
    {
      name: "v1",
      released: "2026-11-23",
      notes: "Permits of Austin, Chicago, Los Angeles, New York City and San Francisco.",
      upstream: "Socrata Open Data API 2.1",
    },
  ],
  syncs: [{ name: "permits", description: "Permits that have a number.", everyMinutes: 1440, atMostEveryMinutes: 60 }],
});
