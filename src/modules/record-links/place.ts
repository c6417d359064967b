import { prepare } from "#db/client";
import { firstIdAt } from "#lib/ids";
import { DAY_MS } from "#lib/time";
import { cancelRequest, openRequest } from "#modules/actions";
import { type InstallRow, manifestOf } from "#modules/installs";
import { notify } from "#modules/notifications";
import type { Stored } from "#modules/records";
import type { Context } from "../../context";
import { closeConflicts } from "./conflict-rows";
import { dependentsDue } from "./due";
import { type Kind, recordOf } from "./kind";
import { type Effects, offers, reconcile, refusalOf } from "./reconcile";
import { deleteLink, type Link, linkOf, saveLink } from "./store";

/** Finds the record of ours that one at the other side is, or makes one where that is wanted. */
export async function place(ctx: Context, install: InstallRow, kind: Kind, link: Link): Promise<Effects> {
  const recordId = await kind.match(ctx, link);
  const stored = recordId ? await recordOf(ctx, kind.entity, recordId) : undefined;
  return stored ? await adopt(ctx, install, kind, { stored, link }) : await make(ctx, install, kind, link);
}

type Pair = { stored: Stored; link: Link };

/** One that was being written there when it was told of is that: what was sent is what both agree on. */
async function adopt(ctx: Context, install: InstallRow, kind: Kind, { stored, link }: Pair): Promise<Effects> {
  const other = await linkOf(ctx, install.id, kind.entity.name, stored.record.id);
  if (other && other.external_id !== "") {
    const problem = `Another one there is that ${kind.entity.name} of yours already.`;
    return { writes: saveLink(ctx, { ...link, problem, due_at: null }), events: [] };
  }
  const known: Link = { ...link, record_id: stored.record.id, base: { ...kind.start, ...other?.pushed } };
  const merged = await reconcile(ctx, install, kind, stored, known);
  const written = other ? deleteLink(ctx, other) : [];
  const stopped = other?.request_id ? [cancelRequest(ctx, install.id, other.request_id)] : [];
  return { ...merged, writes: [...written, ...stopped, ...merged.writes, ...waiting(ctx, kind, known)] };
}

async function make(ctx: Context, install: InstallRow, kind: Kind, link: Link): Promise<Effects> {
  try {
    const made = await kind.create(ctx, install, link);
    if (!made) return { writes: saveLink(ctx, { ...link, problem: null, due_at: null }), events: [] };
    // What the record could not have from the first, as being approved, is taken in the next step.
    const known: Link = { ...link, record_id: made.result.id, base: { ...link.remote, ...kind.start }, problem: null };
    return {
      writes: [...made.writes, ...saveLink(ctx, { ...known, due_at: ctx.now }), ...waiting(ctx, kind, known)],
      events: made.events,
      goesOn: true,
    };
  } catch (error) {
    return await said(ctx, install, link, refusalOf(error).message);
  }
}

const waiting = (ctx: Context, { dependents }: Kind, link: Link) =>
  dependents === undefined ? [] : [dependentsDue(ctx, dependents, link)];

const TOLD = `select 1 as told from notifications where builder_id = ?1 and id > ?2 and kind = 'sync_refused' and object_id = ?3 limit 1`;

/** Keeps why a record is not at both sides. Of many at once the builder is told once a day, of each in the list of links. */
async function said(ctx: Context, install: InstallRow, link: Link, problem: string): Promise<Effects> {
  const writes = saveLink(ctx, { ...link, problem, due_at: null });
  if (link.problem === problem) return { writes, events: [] };
  const told = await prepare(ctx.db, TOLD, ctx.builderId, firstIdAt(ctx.now - DAY_MS), install.id).first();
  if (told !== null) return { writes, events: [] };
  const what = link.model.replaceAll("_", " ");
  const { name } = await manifestOf(install.slug);
  const notice = notify(ctx, {
    kind: "sync_refused",
    title: `A ${what} of ${name} cannot be kept at both sides`,
    body: `${problem} All of them are in the list of its links.`,
    objectId: install.id,
  });
  return { writes: [...writes, notice], events: [] };
}

/** Has a record of ours written there that is not there yet, once. What was refused is asked for again when it changes. */
export async function offer(ctx: Context, install: InstallRow, kind: Kind, { stored, link }: Pair): Promise<Effects> {
  const { creation } = kind;
  const rests = { writes: saveLink(ctx, { ...link, due_at: null }), events: [] };
  if (link.request_id !== null || !creation || !(await offers(install, creation.action))) return rests;
  if (creation.isOver?.(stored)) return { writes: deleteLink(ctx, link), events: [] };
  if (install.status !== "active") return { writes: [], events: [] };
  try {
    const wanted = await creation.input(ctx, install, stored);
    if (!wanted) return rests;
    if (link.refusal !== null && JSON.stringify(wanted.values) === JSON.stringify(link.pushed)) return rests;
    const key = `link:${link.id}:new`;
    const request = await openRequest(ctx, install, { action: creation.action, key, input: wanted.input });
    const sent = { pushed: wanted.values, request_id: request.id, refusal: null, problem: null, due_at: null };
    return {
      writes: [...request.writes, ...saveLink(ctx, { ...link, ...sent })],
      events: [],
      announce: request.announce,
    };
  } catch (error) {
    return await said(ctx, install, link, refusalOf(error).message);
  }
}

const UNLINKED = {
  record_id: null,
  base: {},
  pushed: {},
  request_id: null,
  refusal: null,
  problem: null,
  conflicts: 0,
};
/** Not a field's name: what is on its way is that there is to be none. */
const TAKEN_BACK = { "": "taken back" };

/** A record of ours that is gone is undone there where it can be; else the one there stays, without a match. */
export async function orphaned(ctx: Context, install: InstallRow, kind: Kind, link: Link): Promise<Effects> {
  const over = closeConflicts(ctx, link);
  const rests = { ...link, conflicts: 0, due_at: null };
  if (link.external_id === "") {
    // What is being written there is undone when it is known by what id.
    const writes = link.request_id === null ? deleteLink(ctx, link) : saveLink(ctx, rests);
    return { writes: [...writes, ...over], events: [] };
  }
  const isUndone = "" in link.pushed;
  const stopped = link.request_id === null || isUndone ? [] : [cancelRequest(ctx, install.id, link.request_id)];
  const { undoing } = kind;
  if (!undoing || !(await offers(install, undoing.action)))
    return { writes: [...saveLink(ctx, { ...rests, ...UNLINKED }), ...over, ...stopped], events: [] };
  if (isUndone) return { writes: [...saveLink(ctx, rests), ...over], events: [] };
  if (install.status !== "active") return { writes: [], events: [] };
  const key = `link:${link.id}:undo`;
  const request = await openRequest(ctx, install, { action: undoing.action, key, input: undoing.input(link) });
  const sent = { ...rests, pushed: TAKEN_BACK, request_id: request.id, refusal: null };
  return {
    writes: [...stopped, ...request.writes, ...saveLink(ctx, sent), ...over],
    events: [],
    announce: request.announce,
  };
}

/** What was deleted there is deleted here too, if our rules allow it. */
export async function goneThere(ctx: Context, install: InstallRow, kind: Kind, link: Link): Promise<Effects> {
  const stored = link.record_id === null ? undefined : await recordOf(ctx, kind.entity, link.record_id);
  const stopped = link.request_id === null ? [] : [cancelRequest(ctx, install.id, link.request_id)];
  const over = [...deleteLink(ctx, link), ...closeConflicts(ctx, link), ...stopped];
  if (!stored || !kind.remove) return { writes: over, events: [] };
  try {
    const { writes, events } = await kind.remove(ctx, stored);
    return { writes: [...writes, ...over], events };
  } catch (error) {
    return await said(ctx, install, link, refusalOf(error).message);
  }
}
