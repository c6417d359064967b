import { commit, isConstraintFailure } from "#db/commit";
import { prepare } from "#db/client";
import { contextOf, findInstall, type InstallRow, installsOf } from "#modules/installs";
import type { AnyRecord, Stored } from "#modules/records";
import type { Bindings, EventMessage } from "../../bindings";
import { type Context, shardOf } from "../../context";
import { ofRecord, recordsDue, unmatchedDue } from "./due";
import { type Kind, recordOf } from "./kind";
import { KINDS } from "./kinds";
import { offers } from "./reconcile";
import { settleLinks } from "./settle";
import { linksOf, newLink, saveLink } from "./store";

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
    const open = opener(env, execution, { shard, builderId }, now);
    const settle = async (installIds: Iterable<string>) => {
      for (const installId of new Set(installIds)) {
        const opened = await open(installId);
        if (opened) await settleLinks(opened.ctx, installId);
      }
    };
    const known = [];
    for (const one of changed) known.push(...(await knownDue(of, one)));
    await settle(known);
    const offered = [];
    for (const { kind, offered: rows } of changed) offered.push(...(await offeredDue(of, kind, rows, open)));
    await settle(offered);
  }
}

type Open = (installId: string) => Promise<{ ctx: Context; install: InstallRow } | undefined>;

/** A builder's installs, each read once. */
function opener(
  env: Bindings,
  execution: Pick<ExecutionContext, "waitUntil">,
  whose: { shard: number; builderId: string },
  now: number,
): Open {
  const opened = new Map<string, ReturnType<Open>>();
  const read: Open = async (installId) => {
    const ctx = await contextOf(env, execution, { ...whose, installId }, "links", now);
    return ctx && { ctx, install: await findInstall(ctx, installId) };
  };
  return (installId) => {
    const known = opened.get(installId) ?? read(installId);
    opened.set(installId, known);
    return known;
  };
}

/** As an event tells it: which version of it that was is of no interest. */
const storedIn = ({ data }: Row): Stored => ({ record: JSON.parse(data) as AnyRecord, version: 0 });

/** Links of what has changed, and those without a match that may be what is new. @returns their installs */
async function knownDue(of: Of, { kind, all, present }: Changed): Promise<string[]> {
  const keys = present.map((row) => kind.keysOf(storedIn(row)));
  const installs = [
    ...(await recordsDue(of, kind.entity.name, all)),
    ...(await unmatchedDue(of, kind.model, {
      matchKeys: keys.flatMap(({ matchKey }) => matchKey ?? []),
      otherKeys: keys.flatMap(({ otherKey }) => otherKey ?? []),
    })),
  ];
  // What waits for a change of its parent, as a payment for the approval of its invoice.
  for (const { kind: child, parent } of waitingFor(kind)) {
    const ids = (await linksOf(of, parent, all)).map(({ external_id: id }) => id).filter((id) => id !== "");
    installs.push(...(await unmatchedDue(of, child.model, { otherKeys: ids })));
  }
  return installs;
}

const waitingFor = (kind: Kind) =>
  kind.entity.name === "vendor"
    ? []
    : KINDS.filter(({ model }) => model === kind.dependents).map((child) => ({
        kind: child,
        parent: kind.entity.name,
      }));

type Parent = { entity: string; id: string };

/** Begins links of records of ours that are not there yet, and belong to what is linked or can wait for that. @returns their installs */
async function offeredDue(of: Of, kind: Kind, rows: readonly Row[], open: Open): Promise<string[]> {
  const offered = rows.flatMap((row) => {
    const parent = kind.parentOf?.(storedIn(row));
    return parent ? [{ id: row.id, parent }] : [];
  });
  if (offered.length === 0) return [];
  const ids = offered.map(({ id }) => id);
  const linked = new Set(
    (await linksOf(of, kind.entity.name, ids)).map((link) => `${link.install_id} ${link.record_id}`),
  );
  const installsFor = await wantingInstalls(
    of,
    kind,
    offered.map(({ parent }) => parent),
  );
  const installs: string[] = [];
  for (const { id, parent } of offered) {
    for (const installId of installsFor(parent.id)) {
      const opened = linked.has(`${installId} ${id}`) ? undefined : await open(installId);
      if (opened && (await begin(opened.ctx, opened.install, kind, { id, parentId: parent.id })))
        installs.push(installId);
    }
  }
  return installs;
}

/** @returns by a parent's id: where that is linked; for what can wait for that, all installs that want it */
async function wantingInstalls(
  of: Of,
  { creation }: Kind,
  parents: readonly Parent[],
): Promise<(parentId: string) => readonly string[]> {
  if (!creation?.waitsForParent) {
    const entity = parents[0]?.entity ?? "";
    const links = await linksOf(
      of,
      entity,
      parents.map(({ id }) => id),
    );
    const byParent = Map.groupBy(links, (link) => link.record_id);
    return (parentId) => (byParent.get(parentId) ?? []).map((link) => link.install_id);
  }
  const wanting = (await installsOf(of.db, of.builderId)).filter((install) => creation.isWanted(install));
  const offering = await Promise.all(wanting.map(async (install) => await offers(install, creation.action)));
  const ids = wanting.filter((_, index) => offering[index]).map(({ id }) => id);
  return () => ids;
}

/** @returns whether it was not linked yet, and is to be */
async function begin(
  ctx: Context,
  install: InstallRow,
  kind: Kind,
  { id, parentId }: { id: string; parentId: string },
): Promise<boolean> {
  if (install.status === "uninstalled" || !kind.creation?.isWanted(install)) return false;
  if (!(await recordOf(ctx, kind.entity, id))) return false;
  const of = { install_id: install.id, model: kind.model, entity: kind.entity.name };
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
