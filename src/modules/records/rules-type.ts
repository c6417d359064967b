import type { DomainEvent } from "#db/commit";
import type { Write } from "#db/client";
import type { Entity } from "#models";
import type { Context } from "../../context";
import type { Fault } from "../../errors";
import type { AnyRecord, Stored } from "./shape";

export type Draft = {
  record: AnyRecord;
  /** New records that belong to it, by collection. */
  children: Readonly<Record<string, AnyRecord[]>>;
  /** What the caller sent, before defaults. */
  sent: Readonly<Record<string, unknown>>;
};

export type Amounts = { approved_changes_cents?: number; committed_cents?: number; actual_cents?: number };
/** What is added to the amounts of a budget line. */
export type Movement = Amounts & { budgetLineId: string };

/**
 * What else a change brings about, in the same commit. Its writes are guarded by the versions they were computed from;
 * movements are gathered first, since one commit can move a budget line only once.
 */
export type Effects = {
  writes?: readonly Write[];
  events?: readonly DomainEvent[];
  movements?: readonly Movement[];
};
/** A change that is ready to be committed, and the record it leaves. */
export type Planned<R = AnyRecord> = { writes: readonly Write[]; events: readonly DomainEvent[]; result: R };
export type Gathered = Required<Omit<Effects, "movements">>;

/**
 * What an entity demands beyond its definition. `check` is pure and sees the whole record; the others may read, throw a
 * DomainError to refuse, complete a draft, and add to the commit.
 */
export type Rules = {
  check?: (draft: Draft) => Fault[];
  onCreate?: (ctx: Context, draft: Draft) => Promise<Effects> | Effects;
  onUpdate?: (ctx: Context, before: Stored, after: AnyRecord) => Promise<Effects> | Effects;
  onRemove?: (ctx: Context, before: Stored) => Promise<Effects> | Effects;
  /** What changes in the record when one that belongs to it is added, changed or removed. */
  onChildChange?: (parent: AnyRecord, child: Entity, before?: AnyRecord, after?: AnyRecord) => Record<string, unknown>;
  /** A field of which one bulk request may name each value once, since the rows would change the same record. */
  oncePerBulk?: string;
};
