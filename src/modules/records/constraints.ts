import { prepare } from "#db/client";
import { type Entity, entityNamed } from "#models";
import type { Context } from "../../context";
import { DomainError, type Fault, invalid } from "../../errors";
import type { AnyRecord } from "./shape";

type Batch = { entity: Entity; records: readonly AnyRecord[]; pointer: (index: number) => string };

/** References to records that are not there (for this builder), found only when the database refused a write. */
async function missingReferences(ctx: Context, batch: Batch): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const [field, spec] of Object.entries(batch.entity.fields)) {
    if (spec.kind !== "ref" || field === batch.entity.parent?.field) continue;
    const wanted = batch.records.map((record) => record[field]).filter((value) => typeof value === "string");
    if (wanted.length === 0) continue;
    const table = entityNamed(spec.to).plural;
    const sql = `select value as id from json_each(?2) where not exists (select 1 from ${table} t where t.builder_id = ?1 and t.id = value)`;
    const { results } = await prepare(ctx.db, sql, ctx.builderId, JSON.stringify([...new Set(wanted)])).all<{
      id: string;
    }>();
    const missing = new Set(results.map(({ id }) => id));
    batch.records.forEach((record, index) => {
      const id = record[field];
      if (typeof id === "string" && missing.has(id)) {
        faults.push({ pointer: `${batch.pointer(index)}/${field}`, detail: `There is no ${spec.to} with id ${id}.` });
      }
    });
  }
  return faults;
}

async function takenValues(ctx: Context, batch: Batch): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const columns of batch.entity.unique ?? []) {
    const sent = new Map<string, number>();
    for (const [index, record] of batch.records.entries()) {
      const values = columns.map((column) => record[column]);
      const key = JSON.stringify(values);
      const first = sent.get(key);
      const detail = `Another ${batch.entity.name} already has this ${columns.join(" and ")}.`;
      if (first === undefined) sent.set(key, index);
      else faults.push({ pointer: `${batch.pointer(index)}/${columns.at(-1) ?? ""}`, detail });
    }
    const match = columns.map((column, at) => `t.${column} = j.value->>${at}`).join(" and ");
    // A cross join keeps its order: each value is looked up, instead of all records being compared.
    const sql = `select j.value as key from json_each(?2) j cross join ${batch.entity.plural} t where t.builder_id = ?1 and ${match} and t.id not in (select value from json_each(?3))`;
    const ids = JSON.stringify(batch.records.map(({ id }) => id));
    const { results } = await prepare(ctx.db, sql, ctx.builderId, `[${[...sent.keys()].join(",")}]`, ids).all<{
      key: string;
    }>();
    for (const { key } of results) {
      const index = sent.get(JSON.stringify(JSON.parse(key)));
      if (index === undefined) continue;
      faults.push({
        pointer: `${batch.pointer(index)}/${columns.at(-1) ?? ""}`,
        detail: `Another ${batch.entity.name} already has this ${columns.join(" and ")}.`,
      });
    }
  }
  return faults;
}

export type Violations = { missing: Fault[]; taken: Fault[] };

/** Which rules of the database the records break: asked before a bulk write, and after a refused single one. */
export async function violations(ctx: Context, batches: readonly Batch[]): Promise<Violations> {
  const found: Violations = { missing: [], taken: [] };
  for (const batch of batches) {
    found.missing.push(...(await missingReferences(ctx, batch)));
    found.taken.push(...(await takenValues(ctx, batch)));
  }
  return found;
}

/** @throws DomainError invalid_request for a reference to nothing, already_exists for a taken value */
export async function refuseViolations(ctx: Context, entity: Entity, record: AnyRecord): Promise<void> {
  const error = errorOf(await violations(ctx, [{ entity, records: [record], pointer: () => "" }]));
  if (error) throw error;
}

function errorOf({ missing, taken }: Violations): DomainError | undefined {
  if (missing.length > 0) return invalid(missing);
  if (taken.length > 0) return new DomainError("already_exists", taken[0]?.detail ?? "", { errors: taken });
  return undefined;
}

/** The error that explains a refused write; the refusal itself when nothing explains it any more. */
export async function explain(ctx: Context, refusal: Error, batches: readonly Batch[]): Promise<Error> {
  const error = errorOf(await violations(ctx, batches));
  if (error) return error;
  return new DomainError("conflict", "The write met a change made by another request. Retry it.", {
    cause: refusal,
  });
}
