import { milesBetween } from "#lib/geo";
import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { type OfPlace, ofSite } from "./site";

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
    ...ofSite(),
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

/** Matches so near to each other are one place. */
const SAME_PLACE_MILES = 0.1;

type Match = { matched_address: string | null; latitude: number; longitude: number };

/** Where an address is, by what a geocoder finds for it, if only one place is called so. */
export function locationOf([first, ...others]: readonly Match[]): Omit<SiteLocation, "site_id" | "address"> {
  const nowhere = { matched_address: null, latitude: null, longitude: null };
  if (!first) return { status: "no_match", ...nowhere };
  if (others.some((other) => !(milesBetween(first, other) <= SAME_PLACE_MILES)))
    return { status: "ambiguous", ...nowhere };
  return { status: "located", ...first };
}

/** Of the areas that are no part of the study the map says nothing. */
const isStudied = ({ zone }: FloodArea): boolean => zone !== "" && zone !== "AREA NOT INCLUDED";
const isFloodway = ({ subtype }: FloodArea): boolean => subtype?.includes("FLOODWAY") ?? false;

/** How bad an area is, as zones are ranked: floodway, waves, special hazard, undetermined, moderate, minimal. */
function severityOf(area: FloodArea): number {
  if (isFloodway(area)) return 6;
  if (area.is_special_flood_hazard) return area.zone.startsWith("V") ? 5 : 4;
  if (area.zone === "D") return 3;
  return area.subtype !== null && !area.subtype.includes("MINIMAL") ? 2 : 1;
}

/** Where no zone is known. */
export const noFloodZone = (status: FloodZone["status"], reason: FloodZone["reason"]): OfPlace<FloodZone> => ({
  status,
  reason,
  areas: [],
  is_floodway: false,
  panel: null,
  panel_effective_on: null,
});

type Panel = Pick<FloodZone, "panel" | "panel_effective_on">;

/** The zone of a place where a map shows areas. Where several of its panels meet, the newest is named. */
export function floodZoneOf(shown: readonly FloodArea[], panels: readonly Panel[]): OfPlace<FloodZone> {
  const dayOf = ({ panel_effective_on: day }: Panel): string => day ?? "";
  const [map] = panels.toSorted((a, b) => (dayOf(a) < dayOf(b) ? 1 : dayOf(a) > dayOf(b) ? -1 : 0));
  const areas = shown.filter(isStudied).toSorted((a, b) => severityOf(b) - severityOf(a));
  if (areas.length === 0) return { ...noFloodZone("undetermined", "not_included"), ...map };
  return { ...noFloodZone("mapped", null), areas, is_floodway: areas.some(isFloodway), ...map };
}

export type SiteLocation = z.output<ReturnType<typeof siteLocation>>;
export type FloodArea = z.output<ReturnType<typeof floodArea>>;
export type FloodZone = z.output<ReturnType<typeof floodZone>>;
