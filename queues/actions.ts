import { runAction } from "#modules/actions";
import { contextOf } from "#modules/installs";
import { permitOutcomes } from "#modules/permits";
import { linkOutcomes, settleLinks } from "#modules/record-links";
import { describe, log } from "#lib/log";
import type { ActionMessage, Bindings } from "../src/bindings";

/** What outcomes mean to records of ours. */
const outcomes = { ...linkOutcomes, ...permitOutcomes };

/** Each message is one attempt. One that fails on our side is still due, and asked for again. */
export async function actions(
  batch: MessageBatch<ActionMessage>,
  env: Bindings,
  execution: ExecutionContext,
): Promise<void> {
  await Promise.all(
    batch.messages.map(async ({ body }) => {
      try {
        const ctx = await contextOf(env, execution, body, "actions", Date.now());
        if (!ctx) return;
        await runAction(ctx, body, outcomes);
        await settleLinks({ ...ctx, now: Date.now() }, body.installId);
      } catch (error) {
        log("error", "action not run", { request: body.requestId, ...describe(error) });
      }
    }),
  );
}
