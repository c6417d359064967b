import { z } from "zod";
import { once } from "#lib/once";
import { type Answered, type Call, type Endpoint, endpoint, type Judgement } from "./endpoint";
import { fields, namesIn, type Sources } from "./fields";

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

/** A layer of a map, and the names of those of its fields that are asked for. */
type Layer<A> = { names: string; query: Endpoint<{ features: { attributes: A }[] }> };

/**
 * A layer of a map on an ArcGIS server. No feature is an answer, a list that is missing is not.
 * @param layer its address, or its path below the version's base URL
 * @param sources what is read of the attributes of a feature; no others are asked for
 */
export const arcgisLayer = <A extends object>(name: string, layer: string, sources: Sources<A>): Layer<A> => ({
  names: namesIn(sources).join(","),
  query: endpoint({
    name,
    method: "GET",
    ...(layer.startsWith("https:") ? { baseUrl: layer, path: "/query" } : { path: `${layer}/query` }),
    cacheSeconds: 86_400,
    response: z.object({ features: z.array(z.object({ attributes: fields(sources) })) }),
    judge,
  }),
});

/** What a layer has at a place (WGS 84). */
export async function featuresAt<A>(
  call: Call,
  { query, names }: Layer<A>,
  { latitude, longitude }: { latitude: number; longitude: number },
): Promise<A[]> {
  const { features } = await call(query, {
    query: {
      geometry: `${longitude},${latitude}`,
      geometryType: "esriGeometryPoint",
      inSR: 4326,
      spatialRel: "esriSpatialRelIntersects",
      outFields: names,
      returnGeometry: false,
      f: "json",
    },
  });
  return features.map(({ attributes }) => attributes);
}
