import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { type OfPlace, ofSite } from "./site";

const words = (max: number, description: string, example: string) =>
  z
    .string()
    .max(max)
    .regex(/^[\s\S]*$/)
    .nullable()
    .openapi({ description, example });
const feet = (description: string, example: number) =>
  z.number().min(0).max(100_000).nullable().openapi({ format: "double", description, example });

export const setbacks = once(() =>
  z.object({
    front_ft: feet("From the front of the lot, in feet.", 25),
    side_ft: feet("From its sides.", 7.5),
    rear_ft: feet("From its back.", 20),
  }),
);

/** What a county's map says of the lot at one site; nothing of its owner. */
export const parcel = once(() =>
  z.object({
    ...ofSite(),
    /** `unknown_county`: the parcels of no county are known there. `no_parcel`: its map shows none at the place. */
    status: z.enum(["found", "no_parcel", "unknown_county"]),
    county: words(200, "The county.", "King County, WA"),
    number: words(100, "The county's number of the parcel.", "9831200275"),
    address: words(300, "Its address, as the county has it.", "500 4TH AVE"),
    city: words(200, "Its town.", "SEATTLE"),
    lot_sqft: z
      .int()
      .min(0)
      .max(2_000_000_000)
      .nullable()
      .openapi({ format: "int32", description: "Size of the lot in square feet.", example: 6534 }),
    zoning: words(200, "Zoning, as the assessor has it; the town decides.", "R-6"),
    land_use: words(300, "What the land is used for.", "Single Family(Res Use/Zone)"),
    setbacks: setbacks()
      .nullable()
      .openapi({ description: "Setbacks, where the county publishes them.", example: null }),
    /** Further parcels that lie upon it, as units of a building do. */
    others: z.int().min(0).max(10_000).openapi({
      format: "int32",
      description: "Further parcels at the same place, as units of a building are.",
      example: 0,
    }),
  }),
);

/** Where no parcel is known. */
export const noParcel = (status: Parcel["status"], county: string | null): OfPlace<Parcel> => ({
  status,
  county,
  number: null,
  address: null,
  city: null,
  lot_sqft: null,
  zoning: null,
  land_use: null,
  setbacks: null,
  others: 0,
});

export type Parcel = z.output<ReturnType<typeof parcel>>;
