import * as all from "./entities";
import type { Entity } from "./entity";

/** Every entity of the public API, by its singular name. */
export const entities: Readonly<Record<string, Entity>> = Object.fromEntries(
  Object.values(all).map((entity) => [entity.name, entity]),
);

export function entityNamed(name: string): Entity {
  const entity = entities[name];
  if (!entity) throw new Error(`no entity is named ${name}`);
  return entity;
}

/** The entities whose records belong to one record of `entity`. */
export const childrenOf = (entity: Entity): Entity[] =>
  Object.values(entities).filter(({ parent }) => parent?.entity === entity.name);
