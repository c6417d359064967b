import { z } from "zod";
import { arcgisLayer } from "#connectors/sdk";
import { area, panel } from "./mapper";

/** Flood hazard areas. */
export const areas = arcgisLayer("queryAreas", "/28", area);

/** Where the layer has maps at all. */
export const availability = arcgisLayer("queryAvailability", "/0", { id: ["OBJECTID", z.unknown()] });

/** Panels of the flood insurance rate map. */
export const panels = arcgisLayer("queryPanels", "/3", panel);
