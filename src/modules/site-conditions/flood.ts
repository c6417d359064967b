import type { FloodArea, FloodZone } from "#models";

/** As on the wire. */
export type SiteFlood = {
  status: "mapped" | "undetermined";
  reason: FloodZone["reason"];
  /** Of the most severe area at the place. */
  zone: string | null;
  subtype: string | null;
  is_special_flood_hazard: boolean | null;
  is_floodway: boolean;
  base_flood_elevation_ft: number | null;
  flood_depth_ft: number | null;
  vertical_datum: string | null;
  /** Both follow from the special flood hazard area (42 U.S.C. 4012a; 44 CFR 60.3). */
  requires_flood_insurance: boolean | null;
  requires_elevated_construction: boolean | null;
  panel: string | null;
  panel_effective_on: string | null;
  areas: FloodArea[];
  map_url: string;
};

/** FEMA's viewer of the National Flood Hazard Layer. */
const VIEWER = "https://hazards-fema.maps.arcgis.com/apps/webappviewer/index.html?id=8b0adb51996444d4879338b5529aa9cd";

/** Where nothing is mapped nothing is known, not even that there is no hazard. */
const UNKNOWN = {
  zone: null,
  subtype: null,
  is_special_flood_hazard: null,
  base_flood_elevation_ft: null,
  flood_depth_ft: null,
  vertical_datum: null,
};

/** @returns null outside the United States */
export function toFlood({ site_id: _siteId, latitude, longitude, status, ...record }: FloodZone): SiteFlood | null {
  if (status === "outside_coverage") return null;
  const worst = record.areas[0] ?? UNKNOWN;
  return {
    status,
    ...record,
    ...worst,
    requires_flood_insurance: worst.is_special_flood_hazard,
    requires_elevated_construction: worst.is_special_flood_hazard,
    map_url: `${VIEWER}&level=16&marker=${longitude};${latitude}`,
  };
}
