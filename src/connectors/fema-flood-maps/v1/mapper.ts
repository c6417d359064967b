import { textIn } from "#lib/published-cells";
import { type FloodArea, floodZoneOf, locationOf } from "#models";
import type { Area, Match, Panel } from "./client";

/** What NFHL writes for no value. */
const NONE = -9999;

const known = (value: number | null | undefined): number | null =>
  value === undefined || value === null || value <= NONE ? null : value;

const toArea = (area: Area): FloodArea => ({
  zone: textIn(area.FLD_ZONE) ?? "",
  subtype: textIn(area.ZONE_SUBTY),
  is_special_flood_hazard: area.SFHA_TF === "T",
  base_flood_elevation_ft: known(area.STATIC_BFE),
  flood_depth_ft: known(area.DEPTH),
  vertical_datum: textIn(area.V_DATUM),
});

/** The panel with the newest date is named, where several meet. */
export function toZone(areas: readonly Area[], panels: readonly Panel[]) {
  const [panel] = panels.toSorted((a, b) => (b.EFF_DATE ?? 0) - (a.EFF_DATE ?? 0));
  const effective = known(panel?.EFF_DATE);
  return floodZoneOf(areas.map(toArea), {
    panel: textIn(panel?.FIRM_PAN),
    panel_effective_on: effective === null ? null : new Date(effective).toISOString().slice(0, 10),
  });
}

export const toLocation = (matches: readonly Match[]) =>
  locationOf(
    matches.map(({ matchedAddress, coordinates: { x, y } }) => ({
      matched_address: matchedAddress,
      latitude: y,
      longitude: x,
    })),
  );
