import { registerHooks } from "node:module";

// Node finds no names in itty-durable's CommonJS index. Of what is behind it the API uses this one module.
registerHooks({
  resolve: (specifier, context, next) =>
    next(specifier === "itty-durable" ? "itty-durable/proxy-durable.js" : specifier, context),
});

/**
 * The OpenAPI document of each version, made of the endpoints as the Worker makes them.
 * @param publicUrl where the API is said to be, without a trailing slash
 */
export async function openApiDocuments(publicUrl: string): Promise<Record<"v1" | "v2", unknown>> {
  const { openApiDocument } = await import("../../src/api/openapi");
  const { v1 } = await import("../../src/api/v1");
  const { v2 } = await import("../../src/api/v2");
  return {
    v1: openApiDocument("v1", v1, `${publicUrl}/api/v1`),
    v2: openApiDocument("v2", v2, `${publicUrl}/api/v2`),
  };
}
