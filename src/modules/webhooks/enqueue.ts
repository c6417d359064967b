import { describe, log } from "#lib/log";
import type { Bindings, DeliveryMessage } from "../../bindings";

export type Lane = "fast" | "slow";
export type Outgoing = { lane: Lane; message: DeliveryMessage; delaySeconds?: number };

/** What one `sendBatch` takes. */
const A_SEND = 100;

/**
 * Puts deliveries on the queue of their lane. A failure here delays them until the sweep and loses nothing: when they are
 * due stands in the database.
 */
export async function enqueue(env: Bindings, outgoing: readonly Outgoing[]): Promise<void> {
  for (const lane of ["fast", "slow"] as const) {
    const queue = lane === "fast" ? env.WEBHOOK_DELIVERIES : env.WEBHOOK_DELIVERIES_SLOW;
    const messages = outgoing
      .filter((item) => item.lane === lane)
      .map(({ message, delaySeconds }) => ({ body: message, ...(delaySeconds === undefined ? {} : { delaySeconds }) }));
    for (let at = 0; at < messages.length; at += A_SEND) {
      try {
        await queue.sendBatch(messages.slice(at, at + A_SEND));
      } catch (error) {
        log("warn", "deliveries not enqueued", {
          lane,
          count: Math.min(A_SEND, messages.length - at),
          ...describe(error),
        });
      }
    }
  }
}
