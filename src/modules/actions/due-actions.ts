import { type Db, prepare } from "#db/client";
import { deleteOldest } from "#db/delete-oldest";
import { firstIdAt } from "#lib/ids";
import { suspendedBuilders } from "#modules/suspensions";
import type { ActionMessage, Bindings } from "../../bindings";
import { SHARD_COUNT, shardOf } from "../../context";

/** Requests that one pass asks for, on each shard. */
const MOST = 1000;
const A_SEND = 100;
/** A request that has just been made has a message of its own. */
const GRACE_MS = 10_000;
const KEPT_MS = 90 * 86_400_000;

const DUE = `select builder_id, install_id, id from action_requests where next_attempt_at <= ?1
 and (lease_until is null or lease_until <= ?1) and (attempts > 0 or created_at <= ?1 - ${GRACE_MS})
 and builder_id not in (select value from json_each(?2)) order by next_attempt_at limit ${MOST}`;

/** Asks for the next attempt of every request that is due, but for those of suspended builders. */
export async function enqueueDueActions(env: Bindings, now: number): Promise<void> {
  const idle = await suspendedBuilders(env);
  for (let shard = 0; shard < SHARD_COUNT; shard += 1) {
    const { results } = await prepare(shardOf(env, shard), DUE, now, idle).all<{
      builder_id: string;
      install_id: string;
      id: string;
    }>();
    const messages = results.map(({ builder_id: builderId, install_id: installId, id }): { body: ActionMessage } => ({
      body: { shard, builderId, installId, requestId: id },
    }));
    for (let at = 0; at < messages.length; at += A_SEND) await env.ACTIONS.sendBatch(messages.slice(at, at + A_SEND));
  }
}

const OLD = deleteOldest("action_requests", "c.id < ?1 and c.status <> 'pending'");

/** Deletes requests of more than 90 days ago. @returns how many; there may be more */
export async function purgeActions(db: Db, now: number): Promise<number> {
  return (await prepare(db, OLD, firstIdAt(now - KEPT_MS)).run()).meta.changes;
}
