import type { Values } from "#lib/merge-fields";
import type { ActionName, Entity, RecordModel } from "#models";
import type { InstallRow } from "#modules/installs";
import { type AnyRecord, findRecord, type Planned, type Stored } from "#modules/records";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import type { Link } from "./store";

/** What the other side tells of a record, in our form. */
export type Told = {
  values: Values;
  /** By what a record of ours is found, and what else counts; see the table. */
  matchKey: string | null;
  otherKey: string | null;
  /** When it was so there, ms. */
  at: number;
  /** Whether it may be a record of ours that is not known yet. */
  mayMatch: boolean;
};

export type Change = { field: string; from: string | null; to: string | null };
/** A change of a record of ours, for the commit that changes its link. */
export type Taken = Pick<Planned, "writes" | "events">;

/** Writes a record of ours there that is not there yet. */
export type Creation = {
  action: ActionName;
  /** Whether the install's settings ask for it. */
  isWanted: (install: InstallRow) => boolean;
  /** Whether it waits in its link for what it belongs to, where that is not at both sides yet. */
  waitsForParent?: true;
  /**
   * @returns what is sent, and the fields it says; undefined while it is not possible
   * @throws DomainError while it is not possible for a reason that people can do something about
   */
  input: (ctx: Context, install: InstallRow, stored: Stored) => Promise<{ input: object; values: Values } | undefined>;
  /** Whether there is no more to be written, unless it was. */
  isOver?: (stored: Stored) => boolean;
  /** The id it got there. */
  idOf: (output: never) => string;
};

/** Writes there what was changed here. */
export type Writing = {
  action: ActionName;
  input: (install: InstallRow, link: Link, changes: readonly Change[]) => object;
  /** Which fields are there now as they were to be, and the whole as it stands there. */
  read: (output: never) => { written: readonly string[]; data: unknown };
};

/** One kind of record that both sides have: all that a ledger's contacts and bills do not have in common. */
export type Kind = {
  model: RecordModel;
  entity: Entity;
  read: (data: never) => Told;
  /** What a record of ours says of itself, in the names that `read` gives: for lists. */
  shownOf: (record: AnyRecord) => Values;
  /** The fields of a record of ours that both sides have. */
  localOf: (ctx: Context, stored: Stored) => Promise<Values>;
  /** What both sides count as having been when they first meet. */
  start: Values;
  /** Which record of ours it is, if that is certain. @returns its id */
  match: (ctx: Context, link: Link) => Promise<string | undefined>;
  /**
   * A record of ours made of what is told there; undefined when that is not wanted, or not yet possible.
   * @throws DomainError when our rules refuse it
   */
  create: (ctx: Context, install: InstallRow, link: Link) => Promise<Planned | undefined>;
  /** Fields of ours that change together, one group a commit, in this order. */
  groups: readonly (readonly string[])[];
  /** Takes what was changed there. @throws DomainError when our rules refuse it */
  take: (ctx: Context, stored: Stored, values: Values) => Promise<Taken>;
  /** What its deletion there means here; without it, nothing. @throws DomainError when our rules refuse it */
  remove?: (ctx: Context, stored: Stored) => Promise<Taken>;
  /** What a record of ours is found by, as `Told` has it. */
  keysOf: (stored: Stored) => { matchKey: string | null; otherKey: string | null };
  /** The record that a record of ours belongs to, whose link comes first. */
  parentOf?: (stored: Stored) => { entity: string; id: string };
  /** The kind that belongs to this one. */
  dependents?: RecordModel;
  /** The event after which a record of ours is written there. */
  offeredOn?: string;
  creation?: Creation;
  writing?: Writing;
  /** Undoes there what was deleted here. Without it, what is deleted here stays there. */
  undoing?: { action: ActionName; input: (link: Link) => object };
};

export const configOf = ({ config }: InstallRow): Record<string, unknown> =>
  JSON.parse(config) as Record<string, unknown>;

/** @returns undefined for a record that is gone */
export async function recordOf(ctx: Context, entity: Entity, id: string): Promise<Stored | undefined> {
  try {
    return await findRecord(ctx, entity, id);
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") return undefined;
    throw error;
  }
}
