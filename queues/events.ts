import { reactToEvents } from "#modules/actions";
import { applyInstallEvents } from "#modules/listings";
import { fanOut } from "#modules/webhooks";
import type { Bindings, EventMessage } from "../src/bindings";

/** What the marketplace and integrations learn from events comes first: after the fan-out they are done with. */
export async function events(batch: MessageBatch<EventMessage>, env: Bindings): Promise<void> {
  const messages = batch.messages.map(({ body }) => body);
  await applyInstallEvents(env, messages);
  await reactToEvents(env, messages, Date.now());
  await fanOut(env, messages, Date.now());
}
