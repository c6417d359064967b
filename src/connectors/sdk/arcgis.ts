import { z } from "zod";
import { once } from "#lib/once";
import { type Answered, type Call, type Endpoint, endpoint, type Judgement } from "./endpoint";

/** ArcGIS answers errors with a 200 and `{error: {code, message}}`. */
const errorIn = once(() => z.object({ error: z.object({ code: z.number(), message: z.string().nullish() }) }));

/** What a query that is always of the same form fails of when the server is overloaded; its code is 400 all the same. */
const OVERLOADED = /failed to execute query|timed? ?out/iu;

/** Tells an error that ArcGIS sends with a 200. */
function judge({ body }: Answered): Judgement | undefined {
  const { data } = errorIn().safeParse(body);
  if (!data) return undefined;
  const { code, message } = data.error;
  const told = `ArcGIS says: ${(message ?? "no more").slice(0, 200)} (${code})`;
  if (code === 429) return { class: "transient", message: told, throttled: true };
  return { class: code >= 500 || OVERLOADED.test(message ?? "") ? "transient" : "contract", message: told };
}

/** A layer of a map, and the fields of it that are asked for. */
type Layer<A> = { fields: string; query: Endpoint<{ features: { attributes: A }[] }> };

/** The attributes that are asked of a layer. */
export type FeatureOf<L> = L extends Layer<infer A> ? A : never;

/**
 * A layer of a map on an ArcGIS server. No feature is an answer, a list that is missing is not.
 * @param layer its address, or its path below the version's base URL
 * @param fields those that are asked for, and no others
 */
export const arcgisLayer = <S extends z.ZodRawShape>(
  name: string,
  layer: string,
  fields: S,
): Layer<z.output<z.ZodObject<S>>> => ({
  fields: Object.keys(fields).join(","),
  query: endpoint({
    name,
    method: "GET",
    ...(layer.startsWith("https:") ? { baseUrl: layer, path: "/query" } : { path: `${layer}/query` }),
    cacheSeconds: 86_400,
    response: z.object({ features: z.array(z.object({ attributes: z.object(fields) })) }),
    judge,
  }),
});

/** What a layer has at a place (WGS 84): the attributes of each feature. */
export async function featuresAt<A>(
  call: Call,
  { query, fields }: Layer<A>,
  { latitude, longitude }: { latitude: number; longitude: number },
): Promise<A[]> {
  const { features } = await call(query, {
    query: {
      geometry: `${longitude},${latitude}`,
      geometryType: "esriGeometryPoint",
      inSR: 4326,
      spatialRel: "esriSpatialRelIntersects",
      outFields: fields,
      returnGeometry: false,
      f: "json",
    },
  });
  return features.map(({ attributes }) => attributes);
}
