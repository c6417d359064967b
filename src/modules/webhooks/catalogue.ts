import {
  detailSchema,
  entityNamed,
  type EventType,
  eventTypes,
  jsonSchemasOf,
  resourceSchema,
  sampleOf,
  sampleTransition,
  sampleUpdate,
} from "#models";
import type { z } from "@hono/zod-openapi";
import { platformEvents } from "./platform-events";

/** @throws Error when the type has no record and nothing of its own either */
function platformEvent(name: string) {
  const found = platformEvents[name];
  if (!found) throw new Error(`nothing says what ${name} carries`);
  return found;
}

export type SampleData = {
  data: Record<string, unknown> & { id: string };
  previous_attributes?: Record<string, unknown>;
};

/** Realistic data of an event type, made from the examples of the definition its records have. */
export function sampleEvent(type: string): SampleData {
  const found = eventTypes.find(({ name }) => name === type);
  if (!found?.carries) {
    const { sample, previous } = platformEvent(type);
    return { data: sample, ...(previous && { previous_attributes: previous }) };
  }
  const [noun = "", verb = ""] = type.split(".");
  const entity = entityNamed(noun);
  if (verb === "created") return { data: sampleOf(entity, true) };
  if (verb === "deleted") return { data: sampleOf(entity) };
  const { after, before } = verb === "updated" ? sampleUpdate(entity) : sampleTransition(entity, verb);
  return { data: after, previous_attributes: before };
}

/** What an event's `data` is: on creation the record with all that was created with it. */
function dataSchema({ name, carries }: EventType): z.ZodType {
  if (carries === null) return platformEvent(name).schema();
  const entity = entityNamed(carries);
  return name.endsWith(".created") ? detailSchema(entity) : resourceSchema(entity);
}

export type CatalogueEntry = { name: string; description: string; schema: unknown; sample: unknown };

const HAPPENED = "2026-04-14T08:00:00.000Z";

let catalogue: CatalogueEntry[] | undefined;

/** Every event type with the JSON Schema and a sample of the event that subscribers get. */
export function eventCatalogue(): CatalogueEntry[] {
  catalogue ??= build();
  return catalogue;
}

function build(): CatalogueEntry[] {
  const schemas = jsonSchemasOf(Object.fromEntries(eventTypes.map((type) => [type.name, dataSchema(type)])));
  return eventTypes.map((type) => {
    const said = sampleEvent(type.name);
    const sample = {
      id: "018f3a5e-8d4c-7a31-9a6f-3f0a7f1c2c01",
      type: type.name,
      api_version: "v1",
      environment: "live",
      created_at: said.data["updated_at"] ?? said.data["disabled_at"] ?? HAPPENED,
      ...said,
    };
    return { name: type.name, description: type.description, schema: envelopeSchema(type, schemas[type.name]), sample };
  });
}

const envelopeSchema = (type: EventType, data: unknown) => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: type.name,
  description: type.description,
  type: "object",
  required: ["id", "type", "api_version", "environment", "created_at", "data"],
  properties: {
    id: { type: "string", format: "uuid", description: "Identifier; webhooks carry it as `webhook-id`." },
    type: { const: type.name, description: "What happened." },
    api_version: { const: "v1", description: "The version whose shapes `data` has." },
    environment: { enum: ["live", "sandbox"], description: "Where it happened." },
    created_at: { type: "string", format: "date-time", description: "When it happened." },
    data,
    previous_attributes: { type: "object", description: "Former values of the fields of `data` that changed." },
    test: { const: true, description: "Present on an event made to try a webhook out." },
  },
});
