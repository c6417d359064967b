import { detailSchema, entityNamed, eventTypes, resourceSchema, sampleOf, samplePatch } from "#models";
import { z } from "@hono/zod-openapi";

const disabledSchema = z.strictObject({
  id: z.string(),
  url: z.string(),
  disabled_at: z.string(),
  disabled_reason: z.string(),
});

const disabledSample = {
  id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b18",
  url: "https://hooks.example.com/rossos",
  disabled_at: "2026-04-14T08:00:00.000Z",
  disabled_reason: "All 6 attempts of a delivery failed.",
};

export type SampleData = {
  data: Record<string, unknown> & { id: string };
  previous_attributes?: Record<string, unknown>;
};

/** Realistic data of an event type, made from the examples of the definition its records have. */
export function sampleEvent(type: string): SampleData {
  const found = eventTypes.find(({ name }) => name === type);
  if (!found?.carries) return { data: disabledSample };
  const entity = entityNamed(found.carries);
  const data = sampleOf(entity, type.endsWith(".created")) as SampleData["data"];
  const previous = type.endsWith(".updated")
    ? { previous_attributes: { ...samplePatch(entity), updated_at: data["created_at"] } }
    : {};
  return { data, ...previous };
}

/** The JSON Schema (2020-12) of an event's `data`. */
function dataSchema(type: { name: string; carries: string | null }): unknown {
  if (type.carries === null) return z.toJSONSchema(disabledSchema);
  const entity = entityNamed(type.carries);
  return z.toJSONSchema(type.name.endsWith(".created") ? detailSchema(entity) : resourceSchema(entity), {
    unrepresentable: "any",
  });
}

export type CatalogueEntry = { name: string; description: string; schema: unknown; sample: unknown };

let catalogue: CatalogueEntry[] | undefined;

/** Every event type with the schema and a sample of the event that subscribers get. */
export function eventCatalogue(): CatalogueEntry[] {
  catalogue ??= eventTypes.map((type) => {
    const sample = {
      id: "018f3a5e-8d4c-7a31-9a6f-3f0a7f1c2c01",
      type: type.name,
      api_version: "v1",
      environment: "live",
      created_at: "2026-04-14T08:00:00.000Z",
      ...sampleEvent(type.name),
    };
    return { name: type.name, description: type.description, schema: envelopeSchema(type), sample };
  });
  return catalogue;
}

const envelopeSchema = (type: { name: string; carries: string | null }) => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  type: "object",
  required: ["id", "type", "api_version", "environment", "created_at", "data"],
  properties: {
    id: { type: "string", format: "uuid" },
    type: { const: type.name },
    api_version: { const: "v1" },
    environment: { enum: ["live", "sandbox"] },
    created_at: { type: "string", format: "date-time" },
    data: dataSchema(type),
    previous_attributes: { type: "object" },
    test: { const: true },
  },
});
