import { defineBoardManifest } from "#connectors/sdk";

export const manifest = defineBoardManifest(
  {
    slug: "delaware-trade-licenses",
    name: "Delaware trade licenses",
    description:
      "Looks up your vendors' licenses in the open data of Delaware's Division of Professional Regulation: status and expiry of electricians, plumbers and HVACR contractors.\n\nIt says nothing of discipline beyond the status; the division's own page does. Delaware licenses no general contractors: they need a business license of the Division of Revenue, which is not in this data.",
    support: { url: "https://delpros.delaware.gov/OH_VerifyLicense" },
    vendorUrl: "https://dpr.delaware.gov",
    versions: [
      {
        name: "v1",
        released: "2026-11-23",
        notes: "Licenses are looked up by their numbers.",
        upstream: "data.delaware.gov pjnv-eaih",
      },
    ],
  },
  {
    host: "data.delaware.gov",
    reads: ["Licenses of electricians, plumbers and HVACR contractors with their status and expiry"],
  },
);
