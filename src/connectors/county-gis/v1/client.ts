import { z } from "zod";
import { arcgisLayer } from "#connectors/sdk";
import type { County } from "./counties";

/** Which fields there are differs by county, and whether numbers come as text. */
const value = z.union([z.string(), z.number(), z.null()]).optional();

export type Attributes = Record<string, z.output<typeof value>>;

/** The parcels of a county: the fields of its layer that are mapped, and no others. */
export const parcelsOf = ({ layer, fields: { setbacks, ...plain } }: County) => {
  const names = [...Object.values(plain), ...Object.values(setbacks ?? {})];
  return arcgisLayer("queryParcels", layer, Object.fromEntries(names.map((name) => [name, value])));
};
