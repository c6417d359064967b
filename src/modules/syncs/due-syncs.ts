import { prepare } from "#db/client";
import { log } from "#lib/log";
import { suspendedBuilders } from "#modules/suspensions";
import type { Bindings, SyncMessage } from "../../bindings";
import { SHARD_COUNT, shardOf } from "../../context";

/** Syncs that one pass asks for, on each shard; the longest due come first. */
const MOST = 1000;
const A_SEND = 100;

const DUE = `select builder_id, install_id, sync from install_syncs where next_due_at <= ?1
 and (lease_until is null or lease_until <= ?1) and builder_id not in (select value from json_each(?2)) order by next_due_at limit ${MOST}`;

type Due = { builder_id: string; install_id: string; sync: string };

/**
 * Asks for a run of every sync that is due, but for those of suspended builders. They stay due until their run begins, so that a message that is lost is sent
 * again; of two messages one finds nothing to do.
 */
export async function enqueueDueSyncs(env: Bindings, now: number): Promise<void> {
  const idle = await suspendedBuilders(env);
  for (let shard = 0; shard < SHARD_COUNT; shard += 1) {
    const { results } = await prepare(shardOf(env, shard), DUE, now, idle).all<Due>();
    const messages = results.map(({ builder_id: builderId, install_id: installId, sync }): { body: SyncMessage } => ({
      body: { shard, builderId, installId, sync, trigger: "schedule" },
    }));
    for (let at = 0; at < messages.length; at += A_SEND) await env.SYNCS.sendBatch(messages.slice(at, at + A_SEND));
    if (messages.length > 0) log("info", "syncs due", { shard, count: messages.length });
  }
}
