import type { Fields, FiledPermit, Permit, PermitStep } from "#models";
import { DAY_MS } from "#lib/time";
import { changesSince, childrenOf, type Part } from "./lists";
import { defineManifest, type Manifest, type ManifestSpec } from "./manifest";
import type { Run, Sync, SyncedRecord } from "./version";

/**
 * The manifest of a system of building authorities.
 * @param atMostEveryMinutes how often a builder may have permits asked for
 */
export const definePermitManifest = <C extends Fields>(
  told: Omit<ManifestSpec<C>, "category" | "kind" | "syncs" | "actions">,
  atMostEveryMinutes: number,
): Manifest<C> =>
  defineManifest({
    ...told,
    category: "permitting",
    kind: "live_api",
    syncs: [
      { name: "permits", description: "Permits that have changed.", everyMinutes: 60, atMostEveryMinutes },
      { name: "permit_steps", description: "Steps of permits under way.", everyMinutes: 240, atMostEveryMinutes: 60 },
    ],
    actions: ["submit_permit"],
  });

/** How long a permit's steps are looked at after it has changed for the last time. */
const SETTLED_DAYS = 14;

/** A system of building authorities that lists permits by when they have changed, and the steps of each. */
export type PermitSystem<C, R extends { id: string }> = {
  /** Where a list begins: 0 where it counts permits, 1 where it counts pages. */
  first: number;
  /** Of a run that begins now, from when on the next one asks: a little earlier than now, as the system writes times. */
  asksFrom: (now: Date) => string;
  /** The permits from a place on; those that have changed since a time, or all where it is empty. */
  list: (run: Run<C>, since: string, at: number) => Promise<Part<R>>;
  toPermit: (permit: R, run: Run<C>) => Promise<Permit> | Permit;
  /** Whether its steps may still change. @param settled it no longer is when it is over and has not changed since */
  isUnderWay: (permit: R, settled: Date) => boolean;
  /** The steps of one, with their ids among its own. */
  stepsOf: (permit: R, run: Run<C>) => Promise<readonly SyncedRecord<Omit<PermitStep, "permit_id">>[]>;
};

/** The syncs of permits that have changed, and of the steps of those under way. */
export const permitSyncs = <C, R extends { id: string }>(
  system: PermitSystem<C, R>,
): { permits: Sync<C, Permit>; permit_steps: Sync<C, PermitStep> } => ({
  permits: {
    mode: "incremental",
    run: (run) =>
      changesSince(
        run.cursor,
        { first: system.first, since: system.asksFrom(run.now) },
        (since) => (at) => system.list(run, since, at),
        async (permit) => ({ id: permit.id, data: await system.toPermit(permit, run) }),
      ),
  },
  permit_steps: {
    mode: "incremental",
    run: (run) => {
      const settled = new Date(run.now.getTime() - SETTLED_DAYS * DAY_MS);
      const underWay = async (at: number): Promise<Part<R>> => {
        const part = await system.list(run, "", at);
        return { ...part, items: part.items.filter((permit) => system.isUnderWay(permit, settled)) };
      };
      return childrenOf(run.cursor, system.first, underWay, async (permit) =>
        (await system.stepsOf(permit, run)).map(({ id, data }) => ({
          id: `${permit.id} ${id}`,
          data: { permit_id: permit.id, ...data },
        })),
      );
    },
  },
});

/** What became of an application, as its permit tells. @param warning what the system said although it took it */
export const filedAs = (
  id: string,
  { number, status, status_text }: Permit,
  warning: string | null = null,
): FiledPermit => ({ permit_id: id, number, status, status_text, warning });
