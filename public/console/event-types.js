import { get } from "/assets/ui/api.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["EventName"]} EventType */

/** Every type of event there is, by name. */
export const loadEventTypes = async () => (await get("/event-names")).data;

/**
 * @param {readonly EventType[]} types
 * @returns {{ noun: string, types: EventType[] }[]}
 */
export function byNoun(types) {
  /** @type {Map<string, EventType[]>} */
  const groups = new Map();
  for (const type of types) {
    const [noun = ""] = type.name.split(".");
    groups.set(noun, [...(groups.get(noun) ?? []), type]);
  }
  return [...groups].map(([noun, members]) => ({ noun, types: members }));
}
