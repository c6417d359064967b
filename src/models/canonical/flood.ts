import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";

const words = (max: number, description: string, example: string) =>
  z
    .string()
    .max(max)
    .regex(/^[\s\S]*$/)
    .openapi({ description, example });
const feet = (description: string, example: number) =>
  z.number().min(-1000).max(100_000).nullable().openapi({ format: "double", description, example });

/** Where a postal address lies, as a geocoder says. */
export const siteLocation = once(() =>
  z.object({
    /** Id of the project. */
    site_id: z.string().max(100),
    /** The address that was looked up. */
    address: z.string().max(500),
    /** `ambiguous`: several places are called so. */
    status: z.enum(["located", "no_match", "ambiguous"]),
    matched_address: z.string().max(500).nullable(),
    latitude: z.number().min(-90).max(90).nullable(),
    longitude: z.number().min(-180).max(180).nullable(),
  }),
);

/** One flood hazard area of a map. */
export const floodArea = once(() =>
  z.object({
    zone: words(50, "The zone, as FEMA names it.", "AE"),
    subtype: words(200, "What is said of it beyond that.", "FLOODWAY").nullable(),
    is_special_flood_hazard: z.boolean().openapi({
      description: "Whether it is a special flood hazard area: a chance of one per cent or more in any year.",
      example: true,
    }),
    base_flood_elevation_ft: feet("Height of the base flood, in feet above the vertical datum.", 9),
    flood_depth_ft: feet("Depth of the base flood above ground, in feet, where that is mapped instead.", 1),
    vertical_datum: words(50, "The vertical datum of the map.", "NAVD88").nullable(),
  }),
);

/** What the flood maps say of one site. */
export const floodZone = once(() =>
  z.object({
    /** Id of the project whose site it is. */
    site_id: z.string().max(100),
    /** The place that was looked up. */
    latitude: z.number().nullable(),
    longitude: z.number().nullable(),
    /** `undetermined`: there is no map of the place, or it names no zone there; that is not zone X. */
    status: z.enum(["mapped", "undetermined", "outside_coverage"]),
    /** Why nothing is determined. */
    reason: z.enum(["no_map", "no_zone", "not_included"]).nullable(),
    /** All areas at the place, the most severe first: at an edge there are several. */
    areas: z.array(floodArea()).max(50),
    is_floodway: z.boolean(),
    /** The flood insurance rate map, and since when it holds. */
    panel: z.string().max(50).nullable(),
    panel_effective_on: z.iso.date().nullable(),
  }),
);

export type FloodArea = z.output<ReturnType<typeof floodArea>>;
export type FloodZone = z.output<ReturnType<typeof floodZone>>;
