import { describe, log } from "#lib/log";
import type { SyncMessage } from "../../bindings";
import type { Context } from "../../context";

/** Has syncs run at once. A message that is lost costs a minute: when they are due stands in the database. */
export function enqueueSyncs(
  ctx: Pick<Context, "env" | "shard" | "builderId" | "waitUntil">,
  installId: string,
  syncs: readonly string[],
  trigger: SyncMessage["trigger"],
): void {
  if (syncs.length === 0) return;
  const { shard, builderId } = ctx;
  const messages = syncs.map((sync) => ({ body: { shard, builderId, installId, sync, trigger } }));
  ctx.waitUntil(
    ctx.env.SYNCS.sendBatch(messages).catch((error: unknown) =>
      log("warn", "syncs not enqueued", { install: installId, ...describe(error) }),
    ),
  );
}
