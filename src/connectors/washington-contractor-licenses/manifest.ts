import { defineBoardManifest } from "#connectors/sdk";

export const manifest = defineBoardManifest(
  {
    slug: "washington-contractor-licenses",
    name: "Washington contractor licenses",
    description:
      "Looks up your vendors' registrations in the open data of Washington's Department of Labor & Industries, which is renewed three times a day: number, type and specialties, status, suspension, expiry, and the bond and insurance on file.\n\nA number that is not in the data is told as absent, never as expired.",
    support: { url: "https://secure.lni.wa.gov/verify/" },
    vendorUrl: "https://www.lni.wa.gov",
    versions: [
      {
        name: "v1",
        released: "2026-11-22",
        notes: "Licenses are looked up by their numbers.",
        upstream: "data.wa.gov m8qx-ubtq",
      },
    ],
  },
  {
    host: "data.wa.gov",
    reads: [
      "Registrations of contractors, electrical, plumbing and elevator contractors",
      "Bonds and liability insurance on file",
    ],
  },
);
