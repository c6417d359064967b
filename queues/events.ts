import { fanOut } from "#modules/webhooks";
import type { Bindings, EventMessage } from "../src/bindings";

export const events = (batch: MessageBatch<EventMessage>, env: Bindings): Promise<void> =>
  fanOut(
    env,
    batch.messages.map(({ body }) => body),
    Date.now(),
  );
