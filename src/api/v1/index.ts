import type { AnyEndpoint, PublicEndpoint } from "../endpoint";
import { openApiResponder } from "../openapi";
import { adminEndpoints } from "./admin";
import { apiKeyEndpoints } from "./api-keys";
import { developerEndpoints, developerOpen } from "./developer";
import { builderEndpoints } from "./builder";
import { documentEndpoints } from "./documents";
import { eventEndpoints } from "./events";
import { metaEndpoints } from "./meta";
import { oauthEndpoints } from "./oauth";
import { recordEndpoints } from "./records";
import { usageEndpoints } from "./usage";
import { webhookEndpoints } from "./webhooks";

const endpoints: readonly AnyEndpoint[] = [
  ...recordEndpoints,
  ...documentEndpoints,
  ...apiKeyEndpoints,
  ...builderEndpoints,
  ...oauthEndpoints,
  ...usageEndpoints,
  ...eventEndpoints,
  ...webhookEndpoints,
  ...developerEndpoints,
  ...adminEndpoints,
];

const open: PublicEndpoint[] = [...metaEndpoints, ...developerOpen];

export const v1 = { endpoints, open };

open.push({
  operationId: "getOpenApi",
  method: "get",
  path: "/openapi.json",
  tag: "About the API",
  summary: "Get this document",
  description: "The OpenAPI 3.0.3 description of this version.",
  responses: { 200: { description: "The OpenAPI document." } },
  respond: openApiResponder("v1", v1),
});
