import { deliver } from "#modules/webhooks";
import type { Bindings, DeliveryMessage } from "../src/bindings";

/** Endpoints that have shown they answer within half a second. */
export const webhookDeliveries = (
  batch: MessageBatch<DeliveryMessage>,
  env: Bindings,
  execution: ExecutionContext,
): Promise<void> =>
  deliver(
    env,
    execution,
    "fast",
    batch.messages.flatMap(({ body }) => body.due),
  );
