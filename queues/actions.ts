import { runAction } from "#modules/actions";
import { contextOf } from "#modules/installs";
import { permitOutcomes } from "#modules/permits";
import { linkOutcomes, settleLinks } from "#modules/record-links";
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
  const failed = (about: Record<string, string>) => (error: unknown) =>
    log("error", "action not run", { ...about, ...describe(error) });
  await Promise.all(
    batch.messages.map(async ({ body }) => {
      const context = contexts.get(body.installId) ?? contextOf(env, execution, body, "actions", Date.now());
      contexts.set(body.installId, context);
      await context.then((ctx) => ctx && runAction(ctx, body, outcomes)).catch(failed({ request: body.requestId }));
    }),
  );
  for (const [install, context] of contexts)
    await context.then((ctx) => ctx && settleLinks({ ...ctx, now: Date.now() }, install)).catch(failed({ install }));
}
