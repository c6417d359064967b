import { z } from "zod";
import { orNull, type Sources } from "#connectors/sdk";
import { textIn } from "#lib/published-cells";
import type { FloodArea, FloodZone } from "#models";

/** What NFHL writes for no value. */
const NONE = -9999;

const text = orNull(z.string()).transform(textIn);
const level = orNull(z.number()).transform((value) => (value === null || value <= NONE ? null : value));
const day = level.transform((at) => (at === null ? null : new Date(at).toISOString().slice(0, 10)));

export const area: Sources<FloodArea> = {
  zone: ["FLD_ZONE", text.transform((zone) => zone ?? "")],
  subtype: ["ZONE_SUBTY", text],
  is_special_flood_hazard: ["SFHA_TF", text.transform((said) => said === "T")],
  base_flood_elevation_ft: ["STATIC_BFE", level],
  flood_depth_ft: ["DEPTH", level],
  vertical_datum: ["V_DATUM", text],
};

export const panel: Sources<Pick<FloodZone, "panel" | "panel_effective_on">> = {
  panel: ["FIRM_PAN", text],
  // Epoch ms.
  panel_effective_on: ["EFF_DATE", day],
};
