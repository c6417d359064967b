import type { AnyEndpoint, PublicEndpoint } from "../endpoint";
import { openApiResponder } from "../openapi";
import { projectEndpoints } from "./projects";

const endpoints: readonly AnyEndpoint[] = projectEndpoints;
const open: PublicEndpoint[] = [];

/** A preview: its shapes may still change. Both versions stand on the same domain. */
export const v2 = { endpoints, open };

open.push({
  operationId: "getOpenApi",
  method: "get",
  path: "/openapi.json",
  tag: "About the API",
  summary: "Get this document",
  description: "The OpenAPI 3.0.3 description of this version.",
  responses: { 200: { description: "The OpenAPI document." } },
  respond: openApiResponder("v2", v2),
});
