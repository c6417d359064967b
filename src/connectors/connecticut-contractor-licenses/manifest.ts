import { defineBoardManifest } from "#connectors/sdk";

export const manifest = defineBoardManifest(
  {
    slug: "connecticut-contractor-licenses",
    name: "Connecticut licenses",
    description:
      "Looks up your vendors' registrations and licenses in the open data of Connecticut's Department of Consumer Protection, which is renewed daily: home improvement contractors, new home construction contractors, electricians, plumbers and the other trades, each with status, the reason for it, and expiry.\n\nNumbers are written with the letters of their kind, such as HIC.0512350. The data says nothing of complaints.",
    support: { url: "https://www.elicense.ct.gov/Lookup/LicenseLookup.aspx" },
    vendorUrl: "https://portal.ct.gov/dcp",
    versions: [
      {
        name: "v1",
        released: "2026-11-23",
        notes: "Licenses are looked up by their numbers.",
        upstream: "data.ct.gov ngch-56tr",
      },
    ],
  },
  {
    host: "data.ct.gov",
    reads: ["Registrations and licenses of contractors and trades, with status, reason and expiry"],
  },
);
