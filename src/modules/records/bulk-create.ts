import { commit, isConstraintFailure, LostRace } from "#db/commit";
import { childrenOf, type Entity } from "#models";
import type { Context } from "../../context";
import { DomainError, type ErrorCode, type Fault } from "../../errors";
import { gather } from "./budget-effects";
import { violations } from "./constraints";
import { draft, faultsOf, type Input, present } from "./draft";
import { recordEvent } from "./events";
import { rulesOf } from "./rules";
import type { Draft, Effects } from "./rules-type";
import type { AnyRecord } from "./shape";
import { insertRecords } from "./store";

export type RowResult =
  | { index: number; status: 201; record: AnyRecord }
  | { index: number; status: number; code: ErrorCode; errors: readonly Fault[] };

/** A row that passed its schema, or the faults that kept it from passing. */
export type BulkRow = { input: Input } | { faults: readonly Fault[] };

type Candidate = { index: number; made: Draft; effects: Effects };

const RACES = 3;

/** Creates what can be created, all in one commit, and says of each row what became of it. */
export async function bulkCreate(ctx: Context, entity: Entity, rows: readonly BulkRow[]): Promise<RowResult[]> {
  for (let race = 1; ; race += 1) {
    const results: RowResult[] = [];
    const candidates = await prepareRows(ctx, entity, rows, results);
    const good = await keepLawful(ctx, entity, candidates, results);
    const created = good.map(({ index, made }) => ({ index, status: 201 as const, record: present(entity, made) }));
    const all = [...results, ...created].toSorted((a, b) => a.index - b.index);
    const effects = await gather(
      ctx,
      good.map((candidate) => candidate.effects),
    );
    const events = [...createdEvents(entity, good), ...effects.events];
    try {
      return await commit(ctx, { writes: [...writesOf(ctx, entity, good), ...effects.writes], events, result: all });
    } catch (error) {
      if (!(isConstraintFailure(error) || error instanceof LostRace) || race === RACES) throw error;
    }
  }
}

async function prepareRows(
  ctx: Context,
  entity: Entity,
  rows: readonly BulkRow[],
  results: RowResult[],
): Promise<Candidate[]> {
  const candidates: Candidate[] = [];
  const taken = new Set<unknown>();
  for (const [index, row] of rows.entries()) {
    const prepared =
      "faults" in row ? refused("invalid_request", row.faults) : await prepareRow(ctx, entity, row.input, taken);
    if ("made" in prepared) candidates.push({ index, ...prepared });
    else results.push({ index, ...prepared });
  }
  return candidates;
}

const refused = (code: ErrorCode, errors: readonly Fault[]) => ({
  status: code === "invalid_request" ? 400 : 409,
  code,
  errors,
});

/** @param taken values of the field that one bulk request names once */
async function prepareRow(ctx: Context, entity: Entity, input: Input, taken: Set<unknown>) {
  const made = draft(ctx, entity, input);
  const faults = faultsOf(entity, made);
  if (faults.length > 0) return refused("invalid_request", faults);
  const { oncePerBulk, onCreate } = rulesOf(entity);
  if (oncePerBulk) {
    const detail = `One bulk request names each ${oncePerBulk} once; send this row in another.`;
    if (taken.has(made.record[oncePerBulk])) return refused("conflict", [{ pointer: `/${oncePerBulk}`, detail }]);
    taken.add(made.record[oncePerBulk]);
  }
  try {
    return { made, effects: (await onCreate?.(ctx, made)) ?? {} };
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    return refused(error.code, error.errors.length > 0 ? error.errors : [{ pointer: "", detail: error.message }]);
  }
}

/** Sets aside the rows the database would refuse, so that the rest can be written together. */
async function keepLawful(
  ctx: Context,
  entity: Entity,
  candidates: readonly Candidate[],
  results: RowResult[],
): Promise<Candidate[]> {
  const pointer = (index: number) => `/${index}`;
  const batches = [
    { entity, records: candidates.map(({ made }) => made.record), pointer },
    ...childrenOf(entity).map((child) => {
      const items = candidates.flatMap(({ made }, at) =>
        (made.children[child.parent?.collection ?? ""] ?? []).map((record, index) => ({ record, at, index })),
      );
      return {
        entity: child,
        records: items.map(({ record }) => record),
        pointer: (n: number) => `/${items[n]?.at ?? 0}/${child.parent?.collection ?? ""}/${items[n]?.index ?? 0}`,
      };
    }),
  ];
  const { missing, taken } = await violations(ctx, batches);
  const bad = new Map<number, RowResult>();
  const note = (faults: readonly Fault[], status: number, code: ErrorCode) => {
    for (const fault of faults) {
      const [, at = "0", ...rest] = fault.pointer.split("/");
      const candidate = candidates[Number(at)];
      if (!candidate) continue;
      const known = bad.get(candidate.index);
      const errors = [...(known && "errors" in known ? known.errors : []), { ...fault, pointer: `/${rest.join("/")}` }];
      bad.set(candidate.index, {
        index: candidate.index,
        status: known?.status ?? status,
        code: known && "code" in known ? known.code : code,
        errors,
      });
    }
  };
  note(missing, 400, "invalid_request");
  note(taken, 409, "already_exists");
  results.push(...bad.values());
  return candidates.filter(({ index }) => !bad.has(index));
}

const writesOf = (ctx: Context, entity: Entity, good: readonly Candidate[]) => [
  ...insertRecords(
    ctx,
    entity,
    good.map(({ made }) => made.record),
  ),
  ...childrenOf(entity).flatMap((child) =>
    insertRecords(
      ctx,
      child,
      good.flatMap(({ made }) => made.children[child.parent?.collection ?? ""] ?? []),
    ),
  ),
];

const createdEvents = (entity: Entity, good: readonly Candidate[]) =>
  good.map(({ made }) => recordEvent(entity, "created", present(entity, made)));
