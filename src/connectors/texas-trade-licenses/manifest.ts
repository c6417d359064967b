import { defineBoardManifest } from "#connectors/sdk";

export const manifest = defineBoardManifest(
  {
    slug: "texas-trade-licenses",
    name: "Texas trade licenses",
    description:
      "Looks up your vendors' licenses in the open data of the Texas Department of Licensing and Regulation: holder and expiry of electrical contractors (TECL) and air conditioning contractors (TACLA, TACLB).\n\nThe data tells of no status: a license that has not expired is told as active, also when it is suspended, which the department's own page shows. Plumbers have a board of their own that is not in it, and the state licenses no general contractors.",
    support: { url: "https://www.tdlr.texas.gov/LicenseSearch/" },
    vendorUrl: "https://www.tdlr.texas.gov",
    versions: [
      {
        name: "v1",
        released: "2026-11-23",
        notes: "Licenses are looked up by their numbers.",
        upstream: "data.texas.gov 7358-krk7",
      },
    ],
  },
  {
    host: "data.texas.gov",
    reads: ["Licenses of electrical and air conditioning contractors with their expiry"],
  },
);
