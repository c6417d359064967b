import { commit } from "#db/commit";
import { prepare } from "#db/client";
import { cancelRequest } from "#modules/actions";
import { contextOf, findInstall } from "#modules/installs";
import { retryLostRaces } from "#modules/records";
import type { Bindings, EventMessage } from "../../bindings";
import { type Context, shardOf } from "../../context";
import { conflictWrites } from "./conflict-rows";
import { reconcile } from "./reconcile";
import { findLink, type Link, linksOf, saveLink } from "./store";
import { vendorOf } from "./synced";

/** Vendors of which events tell that they have changed or are gone. */
const CHANGED = `select distinct object_id as id from events where builder_id = ?1 and id in (select value from json_each(?2))
 and type in ('vendor.updated', 'vendor.deleted') and test_of is null`;

/**
 * Has what was changed in vendors that are contacts of a ledger written there. However often the messages come, the same
 * change is asked for once: it is what stands in the records that counts. A builder without links costs two look-ups.
 */
export async function followVendors(
  env: Bindings,
  execution: Pick<ExecutionContext, "waitUntil">,
  messages: readonly EventMessage[],
  now: number,
): Promise<void> {
  for (const { shard, builderId, eventIds } of messages) {
    const db = shardOf(env, shard);
    const { results } = await prepare(db, CHANGED, builderId, JSON.stringify(eventIds)).all<{ id: string }>();
    if (results.length === 0) continue;
    const ids = results.map(({ id }) => id);
    for (const { install_id: installId, id } of await linksOf({ db, builderId }, "vendor", ids)) {
      const ctx = await contextOf(env, execution, { shard, builderId, installId }, "links", now);
      if (ctx) await retryLostRaces(() => follow(ctx, installId, id));
    }
  }
}

async function follow(ctx: Context, installId: string, id: string): Promise<void> {
  const link = await findLink(ctx, installId, id);
  if (!link || link.record_id === null) return;
  const vendor = await vendorOf(ctx, link.record_id);
  if (!vendor) return await unlink(ctx, link);
  const { writes, events, announce } = await reconcile(ctx, await findInstall(ctx, installId), vendor, link, link);
  if (writes.length === 0) return;
  await commit(ctx, { writes, events, result: undefined });
  announce?.();
}

/** A vendor that is gone leaves its contact unmatched; there nothing is deleted. */
async function unlink(ctx: Context, link: Link): Promise<void> {
  const none = { record_id: null, base: {}, pushed: {}, request_id: null, conflicts: 0 };
  const cancelled = link.request_id === null ? [] : [cancelRequest(ctx, link.install_id, link.request_id)];
  const over = conflictWrites(ctx, link, [], { base: {}, local: {}, remote: {} });
  await commit(ctx, { writes: [...saveLink(ctx, { ...link, ...none }), ...over, ...cancelled], result: undefined });
}
