import { type Entity, entityNamed, pathOf, sampleId, spoken } from "#models";

type Params = Record<string, { description: string; example: string }>;

/** Where the entity's records live: their own collection, or one below what they belong to. */
export function collectionOf(entity: Entity): { path: string; params: Params; parentParam: string | undefined } {
  if (!entity.parent) return { path: `/${pathOf(entity)}`, params: {}, parentParam: undefined };
  const { field, plural, collection, entity: parent } = entity.parent;
  return {
    path: `/${plural.replaceAll("_", "-")}/{${field}}/${collection.replaceAll("_", "-")}`,
    params: {
      [field]: { description: `Id of the ${parent.replaceAll("_", " ")}.`, example: sampleId(entityNamed(parent)) },
    },
    parentParam: field,
  };
}

export const idParam = (entity: Entity): Params => ({
  id: { description: `Id of the ${spoken(entity)}.`, example: sampleId(entity) },
});

/** createProject, listScheduleTasks: a verb and the entity's name in camel case. */
export function operationId(verb: string, entity: Entity, plural = false): string {
  const noun = plural ? entity.plural : entity.name;
  return verb + noun.replaceAll(/(?:^|_)([a-z])/gu, (_, letter: string) => letter.toUpperCase());
}
