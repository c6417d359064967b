import { milesBetween } from "#lib/geo";
import type { FloodArea, FloodZone, SyncRecord } from "#models";
import type { Area, Match, Panel } from "./client";

/** What NFHL writes for no value. */
const NONE = -9999;

const known = (value: number | null | undefined): number | null =>
  value === undefined || value === null || value <= NONE ? null : value;
const text = (value: string | null | undefined): string | null => value?.trim() || null;

const toArea = (area: Area): FloodArea => ({
  zone: text(area.FLD_ZONE) ?? "",
  subtype: text(area.ZONE_SUBTY),
  is_special_flood_hazard: area.SFHA_TF === "T",
  base_flood_elevation_ft: known(area.STATIC_BFE),
  flood_depth_ft: known(area.DEPTH),
  vertical_datum: text(area.V_DATUM),
});

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

export type Found = Omit<FloodZone, "site_id" | "latitude" | "longitude">;

export const nothing = (status: FloodZone["status"], reason: FloodZone["reason"]): Found => ({
  status,
  reason,
  areas: [],
  is_floodway: false,
  panel: null,
  panel_effective_on: null,
});

/** The panel with the newest date, where several meet. */
function newest(panels: readonly Panel[]): Panel | undefined {
  return panels.toSorted((a, b) => (b.EFF_DATE ?? 0) - (a.EFF_DATE ?? 0))[0];
}

/** @param rows of which there is at least one */
export function toZone(rows: readonly Area[], panels: readonly Panel[]): Found {
  const areas = rows
    .map(toArea)
    .filter(isStudied)
    .toSorted((a, b) => severityOf(b) - severityOf(a));
  const panel = newest(panels);
  const effective = known(panel?.EFF_DATE);
  const map = {
    panel: text(panel?.FIRM_PAN),
    panel_effective_on: effective === null ? null : new Date(effective).toISOString().slice(0, 10),
  };
  if (areas.length === 0) return { ...nothing("undetermined", "not_included"), ...map };
  return { status: "mapped", reason: null, areas, is_floodway: areas.some(isFloodway), ...map };
}

/** Matches so near to each other are one place. */
const SAME_PLACE_MILES = 0.1;

type Located = Omit<SyncRecord<"site_locations">, "site_id" | "address">;

const NOWHERE = { matched_address: null, latitude: null, longitude: null };

/** Where an address is, if only one place is called so. */
export function toLocation(matches: readonly Match[]): Located {
  const [first, ...others] = matches.map(({ matchedAddress, coordinates: { x, y } }) => ({
    matched_address: matchedAddress,
    latitude: y,
    longitude: x,
  }));
  if (!first) return { status: "no_match", ...NOWHERE };
  if (others.some((other) => !(milesBetween(first, other) <= SAME_PLACE_MILES)))
    return { status: "ambiguous", ...NOWHERE };
  return { status: "located", ...first };
}
