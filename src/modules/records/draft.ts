import { newId } from "#lib/ids";
import { childrenOf, type Entity } from "#models";
import type { Context } from "../../context";
import { type Fault, invalid } from "../../errors";
import { rulesOf } from "./rules";
import type { Draft } from "./rules-type";
import type { AnyRecord } from "./shape";

export type Input = Readonly<Record<string, unknown>>;

/** A whole record from what a caller sent: defaults filled in, id and times given. */
export function complete(ctx: Context, entity: Entity, input: Input): AnyRecord {
  const fields = Object.entries(entity.fields).map(([name, field]) => [name, input[name] ?? field.default ?? null]);
  const at = new Date(ctx.now).toISOString();
  return { id: newId(ctx.now), ...Object.fromEntries(fields), created_at: at, updated_at: at } as AnyRecord;
}

export function draft(ctx: Context, entity: Entity, input: Input): Draft {
  const record = complete(ctx, entity, input);
  const children = Object.fromEntries(
    childrenOf(entity).map((child) => {
      const { collection = "", field = "" } = child.parent ?? {};
      const sent = (input[collection] ?? []) as Input[];
      return [collection, sent.map((item) => complete(ctx, child, { ...item, [field]: record.id }))];
    }),
  );
  return { record, children, sent: input };
}

/** Faults by the entity's own rules, children included. */
export function faultsOf(entity: Entity, made: Draft): Fault[] {
  const own = rulesOf(entity).check?.(made) ?? [];
  const below = childrenOf(entity).flatMap((child) => {
    const collection = child.parent?.collection ?? "";
    return (made.children[collection] ?? []).flatMap((record, index) =>
      (rulesOf(child).check?.({ record, children: {}, sent: record }) ?? []).map((fault) => ({
        ...fault,
        pointer: `/${collection}/${index}${fault.pointer}`,
      })),
    );
  });
  return [...own, ...below];
}

export function refuseFaults(faults: readonly Fault[]): void {
  if (faults.length > 0) throw invalid(faults);
}

/** The record as its own page shows it: with what belongs to it, without what is internal. */
export function present(entity: Entity, { record, children }: Draft): AnyRecord {
  const shown = Object.fromEntries(Object.entries(record).filter(([name]) => !entity.fields[name]?.internal));
  return { ...shown, ...children } as AnyRecord;
}
