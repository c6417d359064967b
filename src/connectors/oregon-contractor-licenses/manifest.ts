import { defineBoardManifest } from "#connectors/sdk";

export const manifest = defineBoardManifest(
  {
    slug: "oregon-contractor-licenses",
    name: "Oregon contractor licenses",
    description:
      "Looks up your vendors' licenses in the open data of Oregon's Construction Contractors Board, which is renewed daily: number, endorsements, expiry, bond and insurance.\n\nThe data holds active licenses alone. A number that is not in it is told as absent, never as expired. It says nothing of complaints and discipline; the board's own page does.",
    support: { url: "https://search.ccb.state.or.us/search/" },
    vendorUrl: "https://www.oregon.gov/ccb",
  },
  {
    released: "2026-11-22",
    host: "data.oregon.gov",
    dataset: "g77e-6bhs",
    reads: ["Active licenses with their endorsements", "Bonds and liability insurance on file"],
  },
);
