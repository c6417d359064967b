import { describe, log } from "#lib/log";
import type { Bindings, DeliveryMessage, DueDelivery } from "../../bindings";

export type Lane = "fast" | "slow";
export type Outgoing = { lane: Lane; due: DueDelivery; delaySeconds?: number };

/** What one `sendBatch` takes. */
const A_SEND = 100;
/** Deliveries of a message, and so of an invocation: it has six connections. */
const A_MESSAGE = 10;

/**
 * Puts deliveries on the queue of their lane. A failure here delays them until the sweep and loses nothing: when they are
 * due stands in the database.
 */
export async function enqueue(env: Bindings, outgoing: readonly Outgoing[]): Promise<void> {
  for (const lane of ["fast", "slow"] as const) {
    const queue = lane === "fast" ? env.WEBHOOK_DELIVERIES : env.WEBHOOK_DELIVERIES_SLOW;
    const messages = pack(outgoing.filter((item) => item.lane === lane));
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

/** Those that are due at the same time share messages. */
function pack(outgoing: readonly Outgoing[]): MessageSendRequest<DeliveryMessage>[] {
  const messages: MessageSendRequest<DeliveryMessage>[] = [];
  for (const [delaySeconds, group] of Map.groupBy(outgoing, (item) => item.delaySeconds)) {
    const due = group.map((item) => item.due);
    for (let at = 0; at < due.length; at += A_MESSAGE)
      messages.push({
        body: { due: due.slice(at, at + A_MESSAGE) },
        ...(delaySeconds === undefined ? {} : { delaySeconds }),
      });
  }
  return messages;
}
