import { childrenOf, entities, entityNamed } from "./catalogue";
import type { Entity, Transition } from "./entity";
import { type Field, isNullable } from "./field";

type Sample = Record<string, unknown>;

const CREATED = "2026-04-14T08:00:00.000Z";
const CHANGED = "2026-04-16T09:30:00.000Z";

/** The id of the entity's sample: the one by which the samples of others refer to it. */
export function sampleId(entity: Entity): string {
  for (const { fields } of Object.values(entities)) {
    for (const field of Object.values(fields)) {
      if (field.kind === "ref" && field.to === entity.name) return String(field.example);
    }
  }
  const place = Object.keys(entities).indexOf(entity.name);
  return `018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b${(0x80 + place).toString(16)}`;
}

/** What the platform keeps is as it is on creation; the rest is as in the field's example. */
const sampleValue = (field: Field): unknown => (field.readOnly ? (field.default ?? null) : field.example);

/**
 * A realistic record as it is on creation, made of the examples of its definition.
 * @param detail with what belongs to it
 */
export function sampleOf(entity: Entity, detail = false): Sample & { id: string } {
  const fields = Object.entries(entity.fields)
    .filter(([, field]) => !field.internal)
    .map(([name, field]) => [name, sampleValue(field)]);
  const children = detail ? childrenOf(entity).map((child) => [child.parent?.collection ?? "", [sampleOf(child)]]) : [];
  return {
    id: sampleId(entity),
    ...Object.fromEntries(fields),
    ...entity.sample,
    created_at: CREATED,
    updated_at: CREATED,
    ...Object.fromEntries(children),
  };
}

export type SampleChange = { after: Sample & { id: string }; before: Sample };

const changed = (record: Sample & { id: string }, values: Sample): SampleChange => ({
  after: { ...record, ...values, updated_at: CHANGED },
  before: Object.fromEntries(Object.keys(values).map((name) => [name, record[name]])),
});

/** The sample as one of the entity's transitions leaves it, and the former values of what it changed. */
export function sampleTransition(entity: Entity, name: string): SampleChange {
  const transition = transitionNamed(entity, name);
  const carried = transition.carries === undefined ? entity : entityNamed(transition.carries);
  const start = transition.after === undefined ? sampleOf(carried) : sampleTransition(entity, transition.after).after;
  return changed(start, transition.sample);
}

function transitionNamed(entity: Entity, name: string): Transition {
  const found = entity.transitions?.find((transition) => transition.name === name);
  if (!found) throw new Error(`${entity.name} has no transition ${name}`);
  return found;
}

/** The sample as a small change left it, and the former values of what was changed. */
export function sampleUpdate(entity: Entity): SampleChange {
  const [name = "", field] = changeable(entity);
  const now = sampleOf(entity);
  const former = field?.kind === "choice" ? (field.values.find((value) => value !== now[name]) ?? null) : null;
  return {
    after: { ...now, updated_at: CHANGED },
    before: { [name]: former, updated_at: CREATED },
  };
}

/** A small merge-patch, which makes the sample what it is. */
export function samplePatch(entity: Entity): Sample {
  const [name = "", field] = changeable(entity);
  return { [name]: field?.example };
}

/** A field with an evident other value that needs no other record: a choice, or else one that may be null. */
function changeable(entity: Entity): [string, Field] | [] {
  const fields = writable(entity).filter(([, field]) => !field.immutable);
  const choice = fields.find(([, field]) => field.kind === "choice");
  return choice ?? fields.find(([, field]) => field.kind !== "ref" && isNullable(field)) ?? [];
}

/** What a caller may send of an entity. */
export const writable = (entity: Entity): [string, Field][] =>
  Object.entries(entity.fields).filter(([name, field]) => !field.readOnly && name !== entity.parent?.field);

/**
 * What a caller would send to create the sample.
 * @param detail with what belongs to it
 */
export function sampleInput(entity: Entity, detail = false): Sample {
  const fields = writable(entity).map(([name, field]) => [name, entity.sample?.[name] ?? field.example]);
  const children = detail
    ? childrenOf(entity).map((child) => [child.parent?.collection ?? "", [sampleInput(child)]])
    : [];
  return Object.fromEntries([...fields, ...children]) as Sample;
}
