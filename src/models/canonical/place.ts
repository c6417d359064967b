import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";

const degrees = (bound: number, description: string, example: number) =>
  z.number().min(-bound).max(bound).openapi({ format: "double", description, example });

/** An address in one line, whose place is looked for. */
export const addressToFind = once(() => z.strictObject({ address: z.string().min(1).max(300) }));

/** A place that a geocoder has for an address. */
export const addressMatch = once(() =>
  z.object({
    address: z
      .string()
      .max(500)
      .regex(/^[\s\S]*$/)
      .openapi({
        description: "The address as the geocoder has it.",
        example: "1600 PENNSYLVANIA AVE NW, WASHINGTON, DC, 20502",
      }),
    latitude: degrees(90, "Latitude, degrees.", 38.898754),
    longitude: degrees(180, "Longitude, degrees; west is negative.", -77.03535),
    precision: z.enum(["building", "along_street", "area"]).openapi({
      description:
        "`building`: the building or its lot. `along_street`: worked out from the house number, between the ends of its part of the street. `area`: no nearer than the street, the ZIP code or the town.",
      example: "along_street",
    }),
  }),
);

/** The best match first; none where the address is not known. */
export const addressMatches = once(() => z.object({ matches: z.array(addressMatch()).max(20) }));

export type AddressMatch = z.output<ReturnType<typeof addressMatch>>;
