import { prepare } from "#db/client";
import { deleteOldest } from "#db/delete-oldest";
import { contextOf, enqueueSyncs } from "#modules/installs";
import { suspendedBuilders } from "#modules/suspensions";
import { describe, log } from "#lib/log";
import type { Bindings } from "../../bindings";
import { type Context, SHARD_COUNT, shardOf } from "../../context";

/** What is pending for longer was left behind. */
const GRACE_MS = 20_000;
const MOST = 500;

const OF_INSTALL = "builder_id = ?1 and install_id = ?2";
/** An install that is paused runs all its syncs when it is resumed. */
const ASK = `update install_syncs set next_due_at = ?3 where ${OF_INSTALL}
 and sync in (select wanted.value from inbound_webhooks w, json_each(w.syncs) wanted
  where w.builder_id = ?1 and w.install_id = ?2 and w.pending_since is not null)
 and exists (select 1 from installs i where i.builder_id = ?1 and i.id = ?2 and i.status = 'active') returning sync`;
const DONE = `update inbound_webhooks set pending_since = null where ${OF_INSTALL} and pending_since is not null`;

/** Asks for the syncs that an install's webhooks told of. */
export async function process(ctx: Context, installId: string): Promise<void> {
  const [asked] = await ctx.db.$client.batch<{ sync: string }>([
    prepare(ctx.db, ASK, ctx.builderId, installId, ctx.now),
    prepare(ctx.db, DONE, ctx.builderId, installId),
  ]);
  const syncs = (asked?.results ?? []).map(({ sync }) => sync);
  enqueueSyncs(ctx, installId, syncs, "webhook");
}

const LEFT = `select distinct builder_id, install_id from inbound_webhooks indexed by inbound_webhooks_pending_since
 where pending_since <= ?1 and builder_id not in (select value from json_each(?2)) limit ${MOST}`;

/** Does what was left behind when a worker died. */
export async function sweepInbound(env: Bindings, now: number): Promise<void> {
  const idle = await suspendedBuilders(env);
  for (let shard = 0; shard < SHARD_COUNT; shard += 1) {
    const { results } = await prepare(shardOf(env, shard), LEFT, now - GRACE_MS, idle).all<{
      builder_id: string;
      install_id: string;
    }>();
    for (const { builder_id: builderId, install_id: installId } of results) {
      const jobs: Promise<unknown>[] = [];
      const execution = { waitUntil: (work: Promise<unknown>) => void jobs.push(work) };
      try {
        const ctx = await contextOf(env, execution, { shard, builderId, installId }, "inbound-webhooks", now);
        if (ctx) await process(ctx, installId);
        await Promise.all(jobs);
      } catch (error) {
        log("warn", "webhook not processed", { install: installId, ...describe(error) });
      }
    }
  }
}

const OLD = deleteOldest("inbound_webhooks", "c.received_at < ?1");
const KEPT_MS = 30 * 86_400_000;

/** Deletes what came more than 30 days ago. @returns how many; there may be more */
export const purgeInbound = async (env: Bindings, shard: number, now: number): Promise<number> =>
  (await prepare(shardOf(env, shard), OLD, now - KEPT_MS).run()).meta.changes;
