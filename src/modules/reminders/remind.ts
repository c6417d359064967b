import { commit, type DomainEvent, LostRace, mustChange } from "#db/commit";
import { type Db, prepare, type Write } from "#db/client";
import { describe, log } from "#lib/log";
import { suspendedBuilders } from "#modules/suspensions";
import type { Bindings } from "../../bindings";
import { type Context, createContext, SHARD_COUNT, shardOf } from "../../context";
import { dueReminders, type Kind, postponeReminder, removeReminder, type Row } from "./store";

/** A project that is to be built or being built. */
export type Project = { id: string; name: string };

/**
 * What is to be said of something by now: nothing where it does not stand any more. One that comes later than was thought
 * puts another reminder.
 */
export type Teller = (
  ctx: Context,
  project: Project,
  subject: string,
) => Promise<{ writes: readonly Write[]; events: readonly DomainEvent[] }>;

export type Tellers = { readonly [K in Kind]: Teller };

const WATCHED = `select id, name from projects where builder_id = ?1 and id = ?2 and status in ('preconstruction', 'active', 'on_hold')`;

/** When one that could not be told is tried again: behind those that are due, so that many such hold up no other. */
const AGAIN_MS = 900_000;

/** Tells of what comes soon. One that cannot be told is tried again later, and takes no other with it. */
export async function remind(env: Bindings, now: number, tellers: Tellers): Promise<void> {
  const idle = await suspendedBuilders(env);
  for (let shard = 0; shard < SHARD_COUNT; shard += 1) {
    const db = shardOf(env, shard);
    for (const row of await dueReminders(db, now, idle)) {
      const tenant = { builderId: row.builder_id, shard, environment: row.environment, plan: "" };
      const actor = { type: "system", job: "reminders" } as const;
      // The events are found by the sweep; nothing has to wait for more.
      const ctx = createContext(env, { waitUntil: () => undefined }, tenant, actor, now);
      try {
        await tell(ctx, db, row, tellers);
      } catch (error) {
        log("error", "not reminded", { project: row.project_id, kind: row.kind, ...describe(error) });
        await postpone(db, row, now + AGAIN_MS);
      }
    }
  }
}

/** While it cannot be put off either, it stays due. */
const postpone = (db: Db, row: Row, dueAt: number): Promise<void> =>
  postponeReminder(db, row, dueAt).catch((error: unknown) =>
    log("error", "reminder not put off", { project: row.project_id, ...describe(error) }),
  );

/** Of two passes at the same time one loses the race, and tells nothing. */
async function tell(ctx: Context, db: Db, row: Row, tellers: Tellers): Promise<void> {
  const project = await prepare(db, WATCHED, row.builder_id, row.project_id).first<Project>();
  const { writes, events } = project ? await tellers[row.kind](ctx, project, row.subject) : { writes: [], events: [] };
  try {
    await commit(ctx, {
      writes: [...mustChange(ctx.db, removeReminder(ctx, row)), ...writes],
      events,
      result: undefined,
    });
  } catch (error) {
    if (!(error instanceof LostRace)) throw error;
  }
}
