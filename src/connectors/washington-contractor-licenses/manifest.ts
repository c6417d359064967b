import { defineBoardManifest } from "#connectors/sdk";

export const manifest = defineBoardManifest(
  {
    slug: "washington-contractor-licenses",
    name: "Washington contractor licenses",
    description:
      "Looks up your vendors' registrations in the open data of Washington's Department of Labor & Industries, which is renewed three times a day: number, type and specialties, status, suspension, expiry, and the bond and insurance on file.\n\nA number that is not in the data is told as absent, never as expired.",
    support: { url: "https://secure.lni.wa.gov/verify/" },
    vendorUrl: "https://www.lni.wa.gov",
  },
  {
    released: "2026-11-22",
    host: "data.wa.gov",
    dataset: "m8qx-ubtq",
    reads: [
      "Registrations of contractors, electrical, plumbing and elevator contractors",
      "Bonds and liability insurance on file",
    ],
  },
);
