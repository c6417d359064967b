import { reactToEvents } from "#modules/actions";
import { applyInstallEvents } from "#modules/listings";
import { followRecords } from "#modules/record-links";
import { followSites } from "#modules/syncs";
import { fanOut } from "#modules/webhooks";
import type { Bindings, EventMessage } from "../src/bindings";

/** What the marketplace, integrations and syncs learn from events comes first: after the fan-out they are done with. */
export async function events(
  batch: MessageBatch<EventMessage>,
  env: Bindings,
  execution: ExecutionContext,
): Promise<void> {
  const messages = batch.messages.map(({ body }) => body);
  const now = Date.now();
  await applyInstallEvents(env, messages);
  await reactToEvents(env, messages, now);
  await followRecords(env, execution, messages, now);
  await followSites(env, messages, now);
  await fanOut(env, messages, now);
}
