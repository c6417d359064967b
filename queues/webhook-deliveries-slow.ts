import { deliver } from "#modules/webhooks";
import type { Bindings, DeliveryMessage } from "../src/bindings";

/** New endpoints, and those that take their time. */
export const webhookDeliveriesSlow = (
  batch: MessageBatch<DeliveryMessage>,
  env: Bindings,
  execution: ExecutionContext,
): Promise<void> =>
  deliver(
    env,
    execution,
    "slow",
    batch.messages.flatMap(({ body }) => body.due),
  );
