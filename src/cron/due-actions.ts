import { enqueueDueActions } from "#modules/actions";
import { sweepInbound } from "#modules/inbound-webhooks";
import type { Bindings } from "../bindings";

/** Attempts of actions that are due, and webhooks whose work was left behind. */
export async function runDueActions(env: Bindings, scheduledAt: number): Promise<void> {
  await enqueueDueActions(env, scheduledAt);
  await sweepInbound(env, scheduledAt);
}
