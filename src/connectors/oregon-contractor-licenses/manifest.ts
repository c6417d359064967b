import { defineManifest } from "#connectors/sdk";

export const manifest = defineManifest({
  slug: "oregon-contractor-licenses",
  name: "Oregon contractor licenses",
  category: "licensing",
  kind: "live_api",
  tagline: "Licenses verified every day",
  description:
    "Looks up your vendors' licenses in the open data of Oregon's Construction Contractors Board, which is renewed daily: number, endorsements, expiry, bond and insurance.\n\nThe data holds active licenses alone. A number that is not in it is told as absent, never as expired. It says nothing of complaints and discipline; the board's own page does.",
  pricing: { type: "free" },
  auth: { type: "none" },
  config: {},
  allowedHosts: ["data.oregon.gov"],
  permissions: [
    "Read the names and license numbers of your vendors",
    "Send license numbers to data.oregon.gov",
    "Store what is on record of them, with the day it was read",
  ],
  setupGuide: [
    "Enter the license number and the state with each vendor.",
    "Install. There is no account and no key.",
    "Verify a vendor's license once; from then on it is looked up every day, and you are told 60, 30 and 7 days before it ends.",
  ],
  data: {
    reads: ["Active licenses with their endorsements", "Bonds and liability insurance on file"],
    writes: ["The license of a vendor, with its source and the day it was verified"],
  },
  support: { url: "https://search.ccb.state.or.us/search/" },
  vendorUrl: "https://www.oregon.gov/ccb",
  versions: [
    {
      name: "v1",
      released: "2026-11-22",
      notes: "Licenses are looked up by their numbers.",
      upstream: "data.oregon.gov g77e-6bhs",
      lifecycle: { status: "current" },
    },
  ],
  syncs: [],
  actions: [{ name: "verify_license", description: "What is on record of a license number." }],
});
