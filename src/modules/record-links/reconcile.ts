import { type DomainEvent, LostRace } from "#db/commit";
import type { Write } from "#db/client";
import { canonicalJson } from "#lib/canonical-json";
import { sha256Hex } from "#lib/digest";
import { mergeFields, type Values } from "#lib/merge-fields";
import { cancelRequest, openRequest } from "#modules/actions";
import { type InstallRow, manifestOf } from "#modules/installs";
import type { Stored } from "#modules/records";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { conflictRows, type Undecided } from "./conflict-rows";
import type { Kind, Taken } from "./kind";
import { type Link, saveLink } from "./store";

export type Effects = {
  writes: readonly Write[];
  events: readonly DomainEvent[];
  /** To be called when they are committed. */
  announce?: () => void;
  /** Whether there is more to do, in a commit of its own. */
  goesOn?: boolean;
};
export type Reconciled = Effects & { undecided: Undecided };

const without = (values: Values, same: Values): Record<string, string | null> =>
  Object.fromEntries(Object.entries(values).filter(([name, value]) => value !== same[name]));

const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

/**
 * Merges both sides of a record as they stand now: what the other side alone has changed is taken, what ours alone has
 * changed is sent there, and what both have changed, or one of them refuses, waits for a decision. Where they are equal
 * they agree, so that what was sent and comes back is no change.
 * @param link as it is stored, with the newest of the other side in `remote` and of the agreed in `base`
 */
export async function reconcile(
  ctx: Context,
  install: InstallRow,
  kind: Kind,
  stored: Stored,
  link: Link,
): Promise<Reconciled> {
  const local = await kind.localOf(ctx, stored);
  const { base, remote } = link;
  const { merged, conflicts } = mergeFields({ base, local, remote });
  const step = await takeStep(ctx, kind, stored, without(merged, local));
  const push = await pushDue(ctx, install, kind, { link, due: without(merged, remote) });
  const clashes = Object.fromEntries(conflicts.map((name) => [name, null]));
  const undecided: Undecided = { ...clashes, ...step.refused, ...push.refused };
  const isAgreed = (name: string) => local[name] === remote[name] || step.took.includes(name);
  const agreed = Object.entries(merged).filter(
    ([name]) => name in remote && isAgreed(name) && merged[name] === remote[name],
  );
  const next: Link = {
    ...link,
    ...push.link,
    base: { ...base, ...Object.fromEntries(agreed) },
    problem: null,
    due_at: step.goesOn || push.waits ? ctx.now : null,
    conflicts: Object.keys(undecided).length,
  };
  const rows = await conflictRows(ctx, install, link, { undecided, sides: { base, local, remote } });
  return {
    writes: [...saveLink(ctx, next), ...rows.writes, ...step.taken.writes, ...push.writes],
    events: [...step.taken.events, ...rows.events],
    announce: push.announce,
    goesOn: step.goesOn,
    undecided,
  };
}

type Step = { taken: Taken; took: readonly string[]; refused: Record<string, string>; goesOn: boolean };

/** Takes the first group of changes that our rules allow; what they refuse is said why. */
async function takeStep(ctx: Context, kind: Kind, stored: Stored, values: Values): Promise<Step> {
  const step: Step = { taken: { writes: [], events: [] }, took: [], refused: {}, goesOn: false };
  for (const group of kind.groups(values)) {
    const names = group.filter((name) => name in values);
    if (names.length === 0) continue;
    if (step.took.length > 0) return { ...step, goesOn: true };
    try {
      step.taken = await kind.take(ctx, stored, Object.fromEntries(names.map((name) => [name, values[name] ?? null])));
      step.took = names;
    } catch (error) {
      const { message } = refusalOf(error);
      for (const name of names) step.refused[name] = message;
    }
  }
  return step;
}

/** A refusal of our rules. @throws what is none: a lost race, or a fault of ours */
export function refusalOf(error: unknown): DomainError {
  if (error instanceof DomainError && !(error instanceof LostRace)) return error;
  throw error;
}

type Push = {
  link: Pick<Link, "pushed" | "request_id" | "refusal">;
  writes: readonly Write[];
  announce: () => void;
  refused: Record<string, string>;
  /** Whether it is to be sent when the install works again. */
  waits: boolean;
};

const all = (due: Values, reason: string): Record<string, string> =>
  Object.fromEntries(Object.keys(due).map((name) => [name, reason]));

const FIXED = "It cannot be changed at the other side.";

/** Asks for what is due at the other side to be written there, once; what is no longer due is tried no more. */
async function pushDue(
  ctx: Context,
  install: InstallRow,
  { writing }: Kind,
  { link, due: wanted }: { link: Link; due: Values },
): Promise<Push> {
  const isFixed = (name: string) => writing?.fields.includes(name) !== true;
  const due = Object.fromEntries(Object.entries(wanted).filter(([name]) => !isFixed(name)));
  const refused = all(without(wanted, due), FIXED);
  const nothing = { writes: [], announce: () => undefined, refused, waits: false };
  if (isSame(due, link.pushed))
    return { ...nothing, link, refused: { ...refused, ...(link.refusal === null ? {} : all(due, link.refusal)) } };
  const withdrawn = link.request_id === null ? [] : [cancelRequest(ctx, link.install_id, link.request_id)];
  const none = { pushed: {}, request_id: null, refusal: null };
  if (Object.keys(due).length === 0) return { ...nothing, link: none, writes: withdrawn };
  if (install.status !== "active") return { ...nothing, link: none, writes: withdrawn, waits: true };
  if (!writing || !(await offers(install, writing.action)))
    return { ...nothing, link: none, writes: withdrawn, refused: all(wanted, FIXED) };
  const changes = Object.entries(due).map(([field, to]) => ({ field, from: link.remote[field] ?? null, to }));
  const content = (await sha256Hex(canonicalJson(changes))).slice(0, 16);
  const request = await openRequest(ctx, install, {
    action: writing.action,
    key: `link:${link.id}:${link.revision}:${content}`,
    input: writing.input(install, link, changes),
  });
  return {
    ...nothing,
    link: { pushed: due, request_id: request.id, refusal: null },
    writes: [...withdrawn, ...request.writes],
    announce: request.announce,
  };
}

export const offers = async ({ slug }: InstallRow, action: string): Promise<boolean> =>
  (await manifestOf(slug)).actions.some((name) => name === action);
