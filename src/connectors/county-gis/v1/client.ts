import { z } from "zod";
import { arcgisFeatures, endpoint, judgeArcgis } from "#connectors/sdk";
import type { County } from "./counties";

/** Which fields there are differs by county, and whether numbers come as text. */
const attributes = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/** The parcels of a county. */
export const queryParcels = ({ layer }: County) =>
  endpoint({
    name: "queryParcels",
    method: "GET",
    baseUrl: layer,
    path: "/query",
    cacheSeconds: 86_400,
    response: arcgisFeatures(attributes),
    judge: judgeArcgis,
  });

export type Attributes = z.output<typeof attributes>;
