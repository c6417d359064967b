import { z } from "zod";
import { fields } from "#connectors/sdk";
import type { AddressMatch } from "#models";

/** By what Mapbox says of a point; a street or a place has nothing said of it. */
const PRECISIONS: Readonly<Record<string, AddressMatch["precision"]>> = {
  rooftop: "building",
  parcel: "building",
  point: "building",
  interpolated: "along_street",
};

export const match = fields<AddressMatch>({
  address: ["properties.full_address", z.string()],
  latitude: ["properties.coordinates.latitude", z.number()],
  longitude: ["properties.coordinates.longitude", z.number()],
  precision: [
    "properties.coordinates.accuracy",
    z
      .string()
      .optional()
      .transform((said) => PRECISIONS[said ?? ""] ?? "area"),
  ],
});
