import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { eventTypes, invoices, openObject, sampleTransition, textSchema } from "#models";
import { eventCatalogue } from "#modules/webhooks";
import { notFound } from "../../../errors";
import { cachedJson } from "../../cached-json";
import type { PublicEndpoint } from "../../endpoint";
import { openEndpoint } from "../../open-endpoint";

const NAME_PATTERN = "^[a-z_]+\\.[a-z_]+$";
const tag = "Events";
const unchanged = { description: "It is still what `If-None-Match` names.", headers: ["ETag"] } as const;

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

const named = () => ({
  name: z
    .string()
    .regex(new RegExp(NAME_PATTERN))
    .max(100)
    .openapi({ description: "Its name, as in `type` of an event.", example: approved.name }),
  description: textSchema(500).openapi({ description: "What it means.", example: approved.description }),
});

const eventTypeSchema = once(() =>
  z
    .object({
      ...named(),
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

const nameListSchema = () =>
  z
    .object({
      data: z
        .array(z.object(named()).openapi("EventName", { description: "A type of event, without its schema." }))
        .max(500)
        .openapi({ description: "The types, by their names." }),
    })
    .openapi("EventNameList", { description: "The names of all types of events." });

export const eventTypeEndpoints: readonly PublicEndpoint[] = [
  {
    operationId: "listEventTypes",
    method: "get",
    path: "/event-types",
    tag,
    summary: "List event types",
    description:
      "Every type of event, with its JSON Schema and a sample: some 200 KB. `GET /event-names` has their names alone, `GET /event-types/{event_type}` one of them.",
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
    operationId: "listEventNames",
    method: "get",
    path: "/event-names",
    tag,
    summary: "List the names of event types",
    description: "Every type of event by its name, and what it means: what there is to subscribe to.",
    responses: {
      200: {
        description: "The names.",
        schema: nameListSchema,
        example: { data: [{ name: approved.name, description: approved.description }] },
        headers: ["ETag"],
      },
      304: unchanged,
    },
    respond: cachedJson(() => ({ data: eventTypes.map(({ name, description }) => ({ name, description })) })),
  },
  openEndpoint({
    operationId: "getEventType",
    method: "get",
    path: "/event-types/{event_type}",
    params: {
      event_type: {
        description: "Name of the type.",
        example: approved.name,
        pattern: NAME_PATTERN,
        noun: "event type",
      },
    },
    tag,
    summary: "Get an event type",
    description: "What it means, its JSON Schema and a sample.",
    responses: {
      200: { description: "The type.", schema: eventTypeSchema, example: approved, headers: ["ETag"] },
      304: unchanged,
    },
    run: async ({ params }) => {
      const found = eventCatalogue().find(({ name }) => name === params["event_type"]);
      if (!found) throw notFound("event type");
      return { status: 200, body: found };
    },
  }),
];
