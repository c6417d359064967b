import { contextOf } from "#modules/installs";
import { permitSinks } from "#modules/permits";
import { linkSinks, settleLinks } from "#modules/record-links";
import { runSync } from "#modules/syncs";
import { tideSinks } from "#modules/tide-alerts";
import { alertSinks } from "#modules/weather-alerts";
import { describe, log } from "#lib/log";
import type { Bindings, SyncMessage } from "../src/bindings";

/** What records mean to records of ours. */
export const sinks = { ...alertSinks, ...linkSinks, ...permitSinks, ...tideSinks };

/** Each message is one run. One that fails on our side is still due, and asked for again. */
export async function syncs(
  batch: MessageBatch<SyncMessage>,
  env: Bindings,
  execution: ExecutionContext,
): Promise<void> {
  for (const { body } of batch.messages) {
    try {
      const ctx = await contextOf(env, execution, body, "syncs", Date.now());
      if (!ctx) continue;
      await runSync(ctx, body, sinks);
      await settleLinks({ ...ctx, now: Date.now() }, body.installId);
    } catch (error) {
      log("error", "sync not run", { install: body.installId, sync: body.sync, ...describe(error) });
    }
  }
}
