import { defineBoardManifest } from "#connectors/sdk";

export const manifest = defineBoardManifest(
  {
    slug: "new-york-city-licenses",
    name: "New York City licenses",
    description:
      "Looks up your vendors' licenses in the open data of New York City's Department of Consumer and Worker Protection, which is renewed weekly: home improvement contractors and the other businesses that it licenses, with status and expiry.\n\nIt looks up numbers of this department alone, such as 2054609-DCA. Plumbers and electricians are licensed by the Department of Buildings, and other counties of the state have licenses of their own: those are verified by a person.",
    support: { url: "https://www.nyc.gov/site/dca/consumers/Search-for-a-Licensee.page" },
    vendorUrl: "https://www.nyc.gov/site/dca/index.page",
    versions: [
      {
        name: "v1",
        released: "2026-11-23",
        notes: "Licenses are looked up by their numbers.",
        upstream: "data.cityofnewyork.us w7w3-xahh",
      },
    ],
  },
  {
    host: "data.cityofnewyork.us",
    reads: ["Licenses of home improvement contractors and other businesses with their status and expiry"],
  },
);
