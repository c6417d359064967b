import { z } from "zod";
import { once } from "#lib/once";
import type { Answered, CallInput, Judgement } from "./endpoint";

/** ArcGIS answers errors with a 200 and `{error: {code, message}}`. */
const errorIn = once(() => z.object({ error: z.object({ code: z.number(), message: z.string().nullish() }) }));

/** What a query that is always of the same form fails of when the server is overloaded; its code is 400 all the same. */
const OVERLOADED = /failed to execute query|timed? ?out/iu;

/** Tells an error that ArcGIS sends with a 200. */
export function judgeArcgis({ body }: Answered): Judgement | undefined {
  const { data } = errorIn().safeParse(body);
  if (!data) return undefined;
  const { code, message } = data.error;
  const told = `ArcGIS says: ${(message ?? "no more").slice(0, 200)} (${code})`;
  if (code === 429) return { class: "transient", message: told, throttled: true };
  return { class: code >= 500 || OVERLOADED.test(message ?? "") ? "transient" : "contract", message: told };
}

/** The features of a query's answer, by their attributes. None is an answer, a list that is missing is not. */
export const arcgisFeatures = <A extends z.ZodType>(attributes: A) =>
  z.object({ features: z.array(z.object({ attributes })) });

/** The query for what lies at a place (WGS 84), of the fields that are named and no others. */
export const arcgisQueryAt = (
  { latitude, longitude }: { latitude: number; longitude: number },
  fields: readonly string[],
): NonNullable<CallInput["query"]> => ({
  geometry: `${longitude},${latitude}`,
  geometryType: "esriGeometryPoint",
  inSR: 4326,
  spatialRel: "esriSpatialRelIntersects",
  outFields: fields.join(","),
  returnGeometry: false,
  f: "json",
});
