import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { invoices, openObject, sampleTransition, textSchema } from "#models";
import { eventCatalogue } from "#modules/webhooks";
import type { PublicEndpoint } from "../../endpoint";
import { cachedJson } from "../../cached-json";
import { versions } from "../../versions";

const tag = "About the API";

const day = (description: string, example: string | null) =>
  z.string().max(10).nullable().openapi({ format: "date", description, example });

const versionSchema = once(() =>
  z
    .object({
      version: z
        .string()
        .regex(/^v[0-9]+$/)
        .max(10)
        .openapi({ description: "Its name in the path.", example: "v1" }),
      status: z
        .enum(["preview", "current", "deprecated", "sunset"])
        .openapi({ description: "Where it is in its life.", example: "current" }),
      released: z.string().max(10).openapi({
        format: "date",
        description: "The day it was released.",
        example: "2026-11-22",
      }),
      deprecated: day("The day it was deprecated.", null),
      sunset: day("The day it ends; at least 12 months after its deprecation.", null),
    })
    .openapi("ApiVersion", { description: "A version of the API." }),
);

const versionListSchema = () =>
  z
    .object({ data: z.array(versionSchema()).max(20).openapi({ description: "The versions, oldest first." }) })
    .openapi("ApiVersionList", { description: "All versions." });

const { after, before } = sampleTransition(invoices, "approved");
const approved = {
  name: "invoice.approved",
  description: "The invoice was approved and its amounts committed.",
  schema: { $schema: "https://json-schema.org/draft/2020-12/schema", title: "invoice.approved", type: "object" },
  sample: {
    id: "018f3a5e-8d4c-7a31-9a6f-3f0a7f1c2c01",
    type: "invoice.approved",
    api_version: "v1",
    environment: "live",
    created_at: after["updated_at"],
    data: after,
    previous_attributes: before,
  },
};

const eventTypeSchema = once(() =>
  z
    .object({
      name: z
        .string()
        .regex(/^[a-z_]+\.[a-z_]+$/)
        .max(100)
        .openapi({ description: "Its name, as in `type` of an event.", example: approved.name }),
      description: textSchema(500).openapi({ description: "What it means.", example: approved.description }),
      schema: openObject().openapi({
        description: "The JSON Schema (2020-12) of the event.",
        example: approved.schema,
      }),
      sample: openObject().openapi({ description: "A realistic event of the type.", example: approved.sample }),
    })
    .openapi("EventType", { description: "A type of event." }),
);

const eventTypeListSchema = () =>
  z
    .object({ data: z.array(eventTypeSchema()).max(500).openapi({ description: "The types, by their names." }) })
    .openapi("EventTypeList", { description: "All types of events." });

/** What is the same for everybody, and changes only with a release. */
const unchanged = { description: "It is still what `If-None-Match` names.", headers: ["ETag"] } as const;

export const metaEndpoints: readonly PublicEndpoint[] = [
  {
    operationId: "listEventTypes",
    method: "get",
    path: "/event-types",
    tag: "Events",
    summary: "List event types",
    description: "Every type of event, with its JSON Schema and a sample.",
    responses: {
      200: {
        description: "The catalogue.",
        schema: eventTypeListSchema,
        example: { data: [approved] },
        headers: ["ETag"],
      },
      304: unchanged,
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
      "Every version of the API, and where it is in its life. A deprecated version answers with `Deprecation` (RFC 9745) and `Sunset` (RFC 8594).",
    responses: {
      200: {
        description: "The versions, oldest first.",
        schema: versionListSchema,
        example: { data: versions },
        headers: ["ETag"],
      },
      304: unchanged,
    },
    respond: cachedJson(() => ({ data: versions })),
  },
];
