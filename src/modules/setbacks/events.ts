import type { DomainEvent } from "#db/commit";
import { changedFields } from "#lib/merge-patch";
import type { Setbacks } from "#models";

/** @param name the project's */
export const setbacksEvent = (name: string, after: Setbacks, before: Setbacks): DomainEvent => ({
  type: "project.setbacks_changed",
  objectId: after.project_id,
  data: { id: after.project_id, name, ...after },
  previousAttributes: Object.fromEntries(
    changedFields(before, after).map((name) => [name, before[name as keyof Setbacks]]),
  ),
});
