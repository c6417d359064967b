import { commit, isConstraintFailure } from "#db/commit";
import { prepare } from "#db/client";
import { contextOf, findInstall, installsOf } from "#modules/installs";
import type { Bindings, EventMessage } from "../../bindings";
import { type Context, shardOf } from "../../context";
import { ofRecord, recordsDue, unmatchedDue } from "./due";
import { type Kind, recordOf } from "./kind";
import { KINDS } from "./kinds";
import { offers } from "./reconcile";
import { settleLinks } from "./settle";
import { linkOf, linksOf, newLink, saveLink } from "./store";

const HAPPENED = `select type, object_id as id, data from events where builder_id = ?1 and id in (select value from json_each(?2))
 and type in (select value from json_each(?3)) and test_of is null order by id`;

type Row = { type: string; id: string; data: string };
type Of = Pick<Context, "db" | "builderId"> & { now: number };

/** Which records of one kind have changed, are new or called otherwise, and are to be written there. */
type Changed = { kind: Kind; all: string[]; present: Row[]; offered: Row[] };

const TYPES = KINDS.flatMap(({ entity: { name }, offeredOn }) => [
  `${name}.created`,
  `${name}.updated`,
  `${name}.deleted`,
  ...(offeredOn === undefined ? [] : [offeredOn]),
]);

function changedOf(kind: Kind, rows: readonly Row[]): Changed {
  const own = rows.filter(({ type }) => type.startsWith(`${kind.entity.name}.`));
  const last = new Map(own.map((row) => [row.id, row]));
  return {
    kind,
    all: [...last.keys()],
    present: [...last.values()].filter(({ type }) => !type.endsWith(".deleted")),
    offered: own.filter(({ type }) => type === kind.offeredOn),
  };
}

/**
 * Has what was changed in records of ours that are linked written at the other side, what is new found there, and written
 * there where that is wanted. However often the messages come, the same change is asked for once: it is what stands in the
 * records that counts. A builder without links costs a few look-ups.
 */
export async function followRecords(
  env: Bindings,
  execution: Pick<ExecutionContext, "waitUntil">,
  messages: readonly EventMessage[],
  now: number,
): Promise<void> {
  for (const { shard, builderId, eventIds } of messages) {
    const db = shardOf(env, shard);
    const asked = prepare(db, HAPPENED, builderId, JSON.stringify(eventIds), JSON.stringify(TYPES));
    const { results } = await asked.all<Row>();
    if (results.length === 0) continue;
    const changed = KINDS.map((kind) => changedOf(kind, results)).filter(({ all }) => all.length > 0);
    const of = { db, builderId, now };
    const context = (installId: string) => contextOf(env, execution, { shard, builderId, installId }, "links", now);
    const settle = async (installIds: Iterable<string>) => {
      for (const installId of new Set(installIds)) {
        const ctx = await context(installId);
        if (ctx) await settleLinks(ctx, installId);
      }
    };
    const known = [];
    for (const one of changed) known.push(...(await knownDue(of, one)));
    await settle(known);
    const offered = [];
    for (const { kind, offered: rows } of changed) offered.push(...(await offeredDue(of, kind, rows, context)));
    await settle(offered);
  }
}

/** Links of what has changed, and those without a match that may be what is new. @returns their installs */
async function knownDue(of: Of, { kind, all, present }: Changed): Promise<string[]> {
  const installs = await recordsDue(of, kind.entity.name, all);
  for (const { data } of present) {
    const record = JSON.parse(data) as Parameters<Kind["keysOf"]>[0]["record"];
    installs.push(...(await unmatchedDue(of, kind.model, kind.keysOf({ record, version: 0 }))));
  }
  // What waits for a change of its parent, as a payment for the approval of its invoice.
  for (const { kind: child, parent } of waitingFor(kind))
    for (const { external_id: id } of await linksOf(of, parent, all))
      if (id !== "") installs.push(...(await unmatchedDue(of, child.model, { matchKey: null, otherKey: id })));
  return installs;
}

const waitingFor = (kind: Kind) =>
  kind.entity.name === "vendor"
    ? []
    : KINDS.filter(({ model }) => model === kind.dependents).map((child) => ({
        kind: child,
        parent: kind.entity.name,
      }));

type ContextOf = (installId: string) => Promise<Context | undefined>;

/** Begins links of records of ours that are not there yet, and belong to what is linked or can wait for that. @returns their installs */
async function offeredDue(of: Of, kind: Kind, rows: readonly Row[], context: ContextOf): Promise<string[]> {
  const installs: string[] = [];
  for (const { id, data } of rows) {
    const record = JSON.parse(data) as Parameters<Kind["keysOf"]>[0]["record"];
    const parent = kind.parentOf?.({ record, version: 0 });
    if (!parent) continue;
    for (const installId of await installsFor(of, kind, parent)) {
      const ctx = await context(installId);
      if (ctx && (await begin(ctx, installId, kind, { id, parentId: parent.id }))) installs.push(installId);
    }
  }
  return installs;
}

/** Where its parent is linked; for what can wait for that, all installs that want it. */
async function installsFor(of: Of, kind: Kind, parent: { entity: string; id: string }): Promise<string[]> {
  const { creation } = kind;
  if (!creation?.waitsForParent)
    return (await linksOf(of, parent.entity, [parent.id])).map(({ install_id: installId }) => installId);
  const wanting = (await installsOf(of.db, of.builderId)).filter((install) => creation.isWanted(install));
  const offering = await Promise.all(wanting.map(async (install) => await offers(install, creation.action)));
  return wanting.filter((_, index) => offering[index]).map(({ id }) => id);
}

/** @returns whether it was not linked yet, and is to be */
async function begin(
  ctx: Context,
  installId: string,
  kind: Kind,
  { id, parentId }: { id: string; parentId: string },
): Promise<boolean> {
  const install = await findInstall(ctx, installId);
  if (install.status === "uninstalled" || !kind.creation?.isWanted(install)) return false;
  if (await linkOf(ctx, installId, kind.entity.name, id)) return false;
  if (!(await recordOf(ctx, kind.entity, id))) return false;
  const of = { install_id: installId, model: kind.model, entity: kind.entity.name };
  const link = newLink(ctx, of, { record_id: id, other_key: ofRecord(parentId) });
  try {
    await commit(ctx, { writes: saveLink(ctx, link), result: undefined });
    return true;
  } catch (error) {
    // It is linked by now.
    if (isConstraintFailure(error)) return false;
    throw error;
  }
}
