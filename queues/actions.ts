import { runAction } from "#modules/actions";
import { contextOf } from "#modules/installs";
import { permitOutcomes } from "#modules/permits";
import { linkOutcomes } from "#modules/record-links";
import { describe, log } from "#lib/log";
import type { ActionMessage, Bindings } from "../src/bindings";

/** What outcomes mean to records of ours. */
const outcomes = { ...linkOutcomes, ...permitOutcomes };

/**
 * Each message is one attempt; those for one install share its context. One that fails on our side is still due, and
 * asked for again.
 */
export async function actions(
  batch: MessageBatch<ActionMessage>,
  env: Bindings,
  execution: ExecutionContext,
): Promise<void> {
  const contexts = new Map<string, ReturnType<typeof contextOf>>();
  await Promise.all(
    batch.messages.map(async ({ body }) => {
      const install = `${body.shard} ${body.builderId} ${body.installId}`;
      const context = contexts.get(install) ?? contextOf(env, execution, body, "actions", Date.now());
      contexts.set(install, context);
      try {
        const ctx = await context;
        if (ctx) await runAction(ctx, body, outcomes);
      } catch (error) {
        log("error", "action not run", { request: body.requestId, ...describe(error) });
      }
    }),
  );
}
