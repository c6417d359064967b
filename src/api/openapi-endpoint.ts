import { z } from "@hono/zod-openapi";
import { openObject } from "#models";
import type { PublicEndpoint } from "./endpoint";
import { type Api, openApiResponder } from "./openapi";

const part = (description: string, example: unknown) => openObject(1000).openapi({ description, example });
const parts = (description: string) => z.array(openObject()).max(100).openapi({ description, example: [] });

const documentSchema = () =>
  z
    .object({
      openapi: z.enum(["3.0.3"]).openapi({ description: "The version of OpenAPI.", example: "3.0.3" }),
      info: part("What the document describes.", { title: "RossOS Marketplace API", version: "v1" }),
      servers: parts("Where the version is reached."),
      tags: parts("The headings of the operations."),
      paths: part("The operations, by their paths.", {}),
      components: part("What the operations share.", {}),
    })
    .openapi("OpenApiDocument", { description: "An OpenAPI document." });

/** The operation that answers with the document of a version; the document has it, too. */
export const openApiEndpoint = (version: string, api: Api): PublicEndpoint => ({
  operationId: "getOpenApiDocument",
  method: "get",
  path: "/openapi.json",
  tag: "About the API",
  summary: "Get this document",
  description: "This description of the API, as an OpenAPI 3.0.3 document.",
  responses: {
    200: {
      description: "The OpenAPI document.",
      schema: documentSchema,
      example: {
        openapi: "3.0.3",
        info: { title: "RossOS Marketplace API", version },
        servers: [],
        tags: [],
        paths: {},
        components: {},
      },
      headers: ["ETag"],
    },
    304: { description: "It is still what `If-None-Match` names.", headers: ["ETag"] },
  },
  respond: openApiResponder(version, api),
});
