import { defineManifest } from "#connectors/sdk";

export const manifest = defineManifest({
  slug: "washington-contractor-licenses",
  name: "Washington contractor licenses",
  category: "licensing",
  kind: "live_api",
  tagline: "Licenses verified every day",
  description:
    "Looks up your vendors' registrations in the open data of Washington's Department of Labor & Industries, which is renewed three times a day: number, type and specialties, status, suspension, expiry, and the bond and insurance on file.\n\nA number that is not in the data is told as absent, never as expired.",
  pricing: { type: "free" },
  auth: { type: "none" },
  config: {},
  allowedHosts: ["data.wa.gov"],
  permissions: [
    "Read the names and license numbers of your vendors",
    "Send license numbers to data.wa.gov",
    "Store what is on record of them, with the day it was read",
  ],
  setupGuide: [
    "Enter the license number and the state with each vendor.",
    "Install. There is no account and no key.",
    "Verify a vendor's license once; from then on it is looked up every day, and you are told 60, 30 and 7 days before it ends.",
  ],
  data: {
    reads: [
      "Registrations of contractors, electrical, plumbing and elevator contractors",
      "Bonds and liability insurance on file",
    ],
    writes: ["The license of a vendor, with its source and the day it was verified"],
  },
  support: { url: "https://secure.lni.wa.gov/verify/" },
  vendorUrl: "https://www.lni.wa.gov",
  versions: [
    {
      name: "v1",
      released: "2026-11-22",
      notes: "Licenses are looked up by their numbers.",
      upstream: "data.wa.gov m8qx-ubtq",
      lifecycle: { status: "current" },
    },
  ],
  syncs: [],
  actions: [{ name: "verify_license", description: "What is on record of a license number." }],
});
