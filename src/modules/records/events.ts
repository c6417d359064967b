import type { DomainEvent } from "#db/commit";
import type { Entity } from "#models";
import type { AnyRecord } from "./shape";

/** @param verb created, updated, deleted, or one of the entity's transitions */
export const recordEvent = (
  entity: Entity,
  verb: string,
  data: AnyRecord,
  previousAttributes?: Record<string, unknown>,
): DomainEvent => ({
  type: `${entity.name}.${verb}`,
  objectId: data.id,
  data,
  ...(previousAttributes ? { previousAttributes } : {}),
});
