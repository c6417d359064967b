import { defineBoardManifest } from "#connectors/sdk";

export const manifest = defineBoardManifest(
  {
    slug: "colorado-trade-licenses",
    name: "Colorado trade licenses",
    description:
      "Looks up your vendors' licenses in the open data of Colorado's Division of Professions and Occupations, which is renewed every night: status, expiry and discipline of electrical and plumbing contractors, master electricians and master plumbers.\n\nColorado counts each kind of license for itself, so numbers are written with the letters of their kind, such as EC.0004751. The state licenses no general contractors: cities and counties do.",
    support: { url: "https://apps2.colorado.gov/dora/licensing/lookup/licenselookup.aspx" },
    vendorUrl: "https://dpo.colorado.gov",
    versions: [
      {
        name: "v1",
        released: "2026-11-23",
        notes: "Licenses are looked up by their numbers.",
        upstream: "data.colorado.gov 7s5z-vewr",
      },
    ],
  },
  {
    host: "data.colorado.gov",
    reads: [
      "Licenses of electricians and plumbers with their status and expiry",
      "Actions that the division has taken",
    ],
  },
);
