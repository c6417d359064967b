import { z } from "@hono/zod-openapi";
import { eventCatalogue } from "#modules/webhooks";
import type { PublicEndpoint } from "../../endpoint";
import { cachedJson } from "../../cached-json";
import { versions } from "../../versions";

const tag = "About the API";

const versionSchema = z
  .strictObject({
    version: z.string().max(10).openapi({ description: "As in the path.", example: "v1" }),
    status: z
      .enum(["preview", "current", "deprecated", "sunset"])
      .openapi({ description: "Where it is in its life.", example: "current" }),
    released: z
      .string()
      .max(10)
      .openapi({ format: "date", description: "When it was released.", example: "2026-11-22" }),
    deprecated: z
      .string()
      .max(10)
      .nullable()
      .openapi({ format: "date", description: "When it was deprecated.", example: null }),
    sunset: z.string().max(10).nullable().openapi({
      format: "date",
      description: "When it ends; at least 12 months after its deprecation.",
      example: null,
    }),
  })
  .openapi("ApiVersion");

const eventTypeSchema = z
  .strictObject({
    name: z.string().max(100).openapi({ description: "The type.", example: "invoice.approved" }),
    description: z.string().max(500).openapi({ description: "What it means.", example: "The invoice was approved." }),
    schema: z
      .looseObject({})
      .openapi({ description: "JSON Schema (2020-12) of the event.", example: { type: "object" } }),
    sample: z.looseObject({}).openapi({ description: "A realistic event.", example: { type: "invoice.approved" } }),
  })
  .openapi("EventType");

export const metaEndpoints: readonly PublicEndpoint[] = [
  {
    operationId: "listEventTypes",
    method: "get",
    path: "/event-types",
    tag: "Events",
    summary: "List event types",
    description:
      "Every type of event with its JSON Schema and a sample, both made from the definition its records have.",
    responses: {
      200: {
        description: "The catalogue.",
        schema: () => z.strictObject({ data: z.array(eventTypeSchema).max(500) }).openapi("EventTypeList"),
        example: {
          data: [
            {
              name: "invoice.approved",
              description: "The invoice was approved and its amounts committed.",
              schema: { type: "object" },
              sample: { type: "invoice.approved" },
            },
          ],
        },
      },
    },
    respond: cachedJson(() => ({ data: eventCatalogue() })),
  },
  {
    operationId: "listApiVersions",
    method: "get",
    path: "/versions",
    tag,
    summary: "List API versions",
    description:
      "Every version of the API and where it is in its life. A deprecated version answers with Deprecation and Sunset.",
    responses: {
      200: {
        description: "The versions, oldest first.",
        schema: () => z.strictObject({ data: z.array(versionSchema).max(20) }).openapi("ApiVersionList"),
        example: { data: versions },
      },
    },
    respond: cachedJson(() => ({ data: versions })),
  },
];
