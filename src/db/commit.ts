import { newId } from "#lib/ids";
import type { Context } from "../context";
import { describe, log } from "#lib/log";
import { DomainError } from "../errors";
import { type Db, prepare, type Write } from "./client";

export type DomainEvent = {
  type: string;
  objectId: string;
  /** The record as it stands after the change, as on the wire. */
  data: unknown;
  previousAttributes?: Record<string, unknown>;
};

type PlatformContext = Pick<Context, "platform" | "recordAnswer">;

type Change<T> = { writes: readonly Write[]; events?: readonly DomainEvent[]; result: T };

/** Fails its batch, and so undoes it, when the statement before it did not change as many rows as it should. */
const GUARD = "select json(case when changes() = ?1 then '1' else 'lost race' end)";

/** A write that must change so many rows: when it does not, the whole commit is undone and is a lost race. */
export const mustChange = (db: Db, write: Write, rows = 1): Write[] => [write, prepare(db, GUARD, rows)];

/** Fails its batch, and so undoes it, unless the condition holds when the batch runs. */
export const mustHold = (db: Db, condition: string, ...values: readonly string[]): Write =>
  prepare(db, `select json(case when ${condition} then '1' else 'lost race' end)`, ...values);

/** The condition of a guarded write did not hold when the batch ran. Nothing was written. */
export class LostRace extends DomainError {
  constructor() {
    super("conflict", "The record was changed by another request at the same time. Read it again and retry.");
  }
}

const INSERT_EVENTS = `insert into events (builder_id, id, type, object_id, data, previous_attributes, created_at, pending_since)
select ?1, value->>'$.id', value->>'$.type', value->>'$.object_id', value->>'$.data', value->>'$.previous', ?2, ?2 from json_each(?3)`;

/** The database takes 2 MB as one parameter; a character may be three bytes. */
const MOST_CHARACTERS = 600_000;

/** An event as JSON, for `INSERT_EVENTS`. */
const rowOf = ({ id, event }: { id: string; event: DomainEvent }): string =>
  JSON.stringify({
    id,
    type: event.type,
    object_id: event.objectId,
    data: JSON.stringify(event.data),
    previous: event.previousAttributes ? JSON.stringify(event.previousAttributes) : null,
  });

/** Arrays of such rows, each of a size that one statement takes. */
function inStatements(rows: readonly string[]): string[] {
  const statements: string[] = [];
  let group: string[] = [];
  let size = 0;
  for (const row of rows) {
    if (group.length > 0 && size + row.length > MOST_CHARACTERS) {
      statements.push(`[${group.join(",")}]`);
      [group, size] = [[], 0];
    }
    group.push(row);
    size += row.length;
  }
  return group.length > 0 ? [...statements, `[${group.join(",")}]`] : statements;
}

/**
 * Writes to the builder's shard, with the events they cause and the answer to an Idempotency-Key, in one D1 batch: all
 * of it lands or none does. Afterwards the events are announced; what announces them may fail, since they are kept as
 * pending until their deliveries are written.
 * @throws LostRace when a guarded write changed no row
 */
export async function commit<T>(ctx: Context, change: Change<T>): Promise<T> {
  const events = (change.events ?? []).map((event) => ({ id: newId(ctx.now), event }));
  const outbox = inStatements(events.map(rowOf)).map((rows) =>
    prepare(ctx.db, INSERT_EVENTS, ctx.builderId, ctx.now, rows),
  );
  await runBatch(ctx.db, [...change.writes, ...outbox, ...(await answer(ctx, ctx.db, change.result))]);
  if (events.length > 0)
    announce(
      ctx,
      events.map(({ id }) => id),
    );
  return change.result;
}

/** Writes to the platform database, with the answer to an Idempotency-Key, in one batch. */
export async function commitPlatform<T>(ctx: PlatformContext, change: Omit<Change<T>, "events">): Promise<T> {
  await runBatch(ctx.platform, [...change.writes, ...(await answer(ctx, ctx.platform, change.result))]);
  return change.result;
}

const answer = async (ctx: PlatformContext, db: Db, result: unknown): Promise<Write[]> =>
  ctx.recordAnswer ? await ctx.recordAnswer(db, result) : [];

async function runBatch(db: Db, writes: readonly Write[]): Promise<void> {
  if (writes.length === 0) return;
  try {
    await db.$client.batch([...writes]);
  } catch (error) {
    throw fromD1(error);
  }
}

/** Constraint failures stay as they are: only the caller knows their meaning. */
const fromD1 = (error: unknown): unknown => (isLostRace(error) ? new LostRace() : error);

/** Whether a batch of D1 was undone by a guard. */
export const isLostRace = (error: unknown): boolean =>
  error instanceof Error && error.message.includes("malformed JSON");

export const isConstraintFailure = (error: unknown): error is Error =>
  error instanceof Error && error.message.includes("constraint failed");

const IDS_A_MESSAGE = 1000;

function announce(ctx: Context, eventIds: string[]): void {
  const messages = [];
  for (let at = 0; at < eventIds.length; at += IDS_A_MESSAGE) {
    messages.push({
      body: { shard: ctx.shard, builderId: ctx.builderId, eventIds: eventIds.slice(at, at + IDS_A_MESSAGE) },
    });
  }
  // A lost announcement costs seconds, not the event: the sweep finds what is still pending.
  ctx.waitUntil(
    ctx.env.EVENTS.sendBatch(messages).catch((error: unknown) =>
      log("warn", "events not announced", { count: eventIds.length, ...describe(error) }),
    ),
  );
}
