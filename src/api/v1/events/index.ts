import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import {
  eventTypes,
  idSchema,
  type ListQuery,
  openObject,
  projects,
  sampleOf,
  sampleUpdate,
  timeSchema,
} from "#models";
import * as events from "#modules/events";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";

const eventShape = once(() => ({
  id: idSchema().openapi({
    description: "Identifier; webhooks carry it as `webhook-id`.",
    example: "018f3a5e-8d4c-7a31-9a6f-3f0a7f1c2c01",
  }),
  type: z
    .enum(eventTypes.map(({ name }) => name) as [string, ...string[]])
    .openapi({ description: "What happened.", example: "project.created" }),
  api_version: z.enum(["v1"]).openapi({
    description: "The version of the API whose shape `data` has.",
    example: "v1",
  }),
  environment: z.enum(["live", "sandbox"]).openapi({ description: "Where it happened.", example: "live" }),
  created_at: timeSchema().openapi({ description: "When it happened.", example: "2026-04-14T08:00:00.000Z" }),
  data: openObject().openapi({
    description:
      "The record as it stood afterwards; for a deletion, its last state. `GET /event-types` has the JSON Schema of each type.",
    get example() {
      return sampleOf(projects);
    },
  }),
  previous_attributes: openObject()
    .optional()
    .openapi({
      description: "The former values of the fields of `data` that changed.",
      get example() {
        return sampleUpdate(projects).before;
      },
    }),
  test: z
    .boolean()
    .optional()
    .openapi({ description: "Present, and true, on an event made to try a webhook out.", example: true }),
}));

export const eventSchema = once(() =>
  z.object(eventShape()).openapi("Event", { description: "Something that happened." }),
);
export const sentEventSchema = once(() =>
  z
    .object(eventShape())
    .nullable()
    .openapi("SentEvent", { description: "The event that is sent; null when it is no longer kept." }),
);

export const eventExample = {
  id: "018f3a5e-8d4c-7a31-9a6f-3f0a7f1c2c01",
  type: "project.created",
  api_version: "v1",
  environment: "live",
  created_at: "2026-04-14T08:00:00.000Z",
  data: sampleOf(projects),
};

const tag = "Events";

export const eventEndpoints: readonly AnyEndpoint[] = [
  endpoint<Awaited<ReturnType<typeof events.listEvents>>, undefined, ListQuery>({
    operationId: "listEvents",
    method: "get",
    path: "/events",
    scope: "read:events",
    tag,
    summary: "List events",
    description:
      "What happened in the builder's data in the last 30 days, newest first. For programs that missed webhooks, or use none.",
    query: { list: events.eventList },
    responses: {
      200: {
        description: "A page of events.",
        schema: () => pageSchema(eventSchema(), "Event"),
        example: pageExample(eventExample),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query }) => events.listEvents(ctx, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  endpoint<events.WireEvent>({
    operationId: "getEvent",
    method: "get",
    path: "/events/{id}",
    params: { id: { description: "Id of the event.", example: eventExample.id } },
    scope: "read:events",
    tag,
    summary: "Get an event",
    description: "One event of the last 30 days.",
    responses: { 200: { description: "The event.", schema: eventSchema, example: eventExample } },
    run: ({ ctx, params: { id = "" } }) => events.getEvent(ctx, id),
    answer: (event) => ({ status: 200, body: event }),
  }),
];
