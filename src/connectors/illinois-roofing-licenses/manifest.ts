import { defineBoardManifest } from "#connectors/sdk";

export const manifest = defineBoardManifest(
  {
    slug: "illinois-roofing-licenses",
    name: "Illinois roofing licenses",
    description:
      "Looks up your vendors' licenses in the open data of the Illinois Department of Financial and Professional Regulation: status, expiry and discipline of roofing contractors and of the persons who qualify them.\n\nRoofing is the one building trade of this data. Plumbers are licensed by the Department of Public Health, and general contractors by cities, if at all.",
    support: { url: "https://online-dfpr.micropact.com/lookup/licenselookup.aspx" },
    vendorUrl: "https://idfpr.illinois.gov",
    versions: [
      {
        name: "v1",
        released: "2026-11-23",
        notes: "Licenses are looked up by their numbers.",
        upstream: "data.illinois.gov pzzh-kp68",
      },
    ],
  },
  {
    host: "data.illinois.gov",
    reads: ["Licenses of roofing contractors with their status and expiry", "Discipline on record"],
  },
);
