import { reactToEvents } from "#modules/actions";
import { applyInstallEvents } from "#modules/listings";
import { followRecords } from "#modules/record-links";
import { followSites } from "#modules/syncs";
import { fanOut } from "#modules/webhooks";
import { eachAlone } from "#lib/each-alone";
import { describe, log } from "#lib/log";
import type { Bindings, EventMessage } from "../src/bindings";

/** A message that failed is handed over again after so long; one that has failed too often is left to the sweep. */
const AGAIN_S = 5;

/**
 * What the marketplace, integrations and syncs learn from events, each of them by itself, and then the fan-out. Where one of
 * them cannot learn from a message, its webhooks go out nevertheless; its events stay pending, and are learned from again.
 */
export async function events(
  batch: MessageBatch<EventMessage>,
  env: Bindings,
  execution: ExecutionContext,
): Promise<void> {
  const now = Date.now();
  const lessons = {
    marketplace: (some: readonly EventMessage[]) => applyInstallEvents(env, some),
    actions: (some: readonly EventMessage[]) => reactToEvents(env, some, now),
    links: (some: readonly EventMessage[]) => followRecords(env, execution, some, now),
    sites: (some: readonly EventMessage[]) => followSites(env, some, now),
  };
  const messages = batch.messages.map(({ body }) => body);
  const failed = (what: string) => (message: EventMessage, error: unknown) =>
    log("error", "events not worked off", { what, builder: message.builderId, ...describe(error) });
  const unlearned = new Set<EventMessage>();
  for (const [what, learn] of Object.entries(lessons))
    for (const message of await eachAlone(messages, learn, failed(what))) unlearned.add(message);
  const learned = messages.filter((message) => !unlearned.has(message));
  const unsent = new Set([
    ...(await eachAlone(learned, (some) => fanOut(env, some, now), failed("fan-out"))),
    ...(await eachAlone([...unlearned], (some) => fanOut(env, some, now, { isDone: false }), failed("fan-out"))),
  ]);
  for (const message of batch.messages)
    if (unlearned.has(message.body) || unsent.has(message.body)) message.retry({ delaySeconds: AGAIN_S });
}
