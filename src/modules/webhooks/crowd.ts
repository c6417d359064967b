import type { DeliveryMessage } from "../../bindings";
import { LEASE_MS } from "./claim";

/** Requests to one subscription that are open in this isolate before more of them are put off. */
const CROWDED = 5;
/** Put-off messages come back after so many seconds, and spread out so that about so many come in one. */
const SOONEST_S = 2;
const LATEST_S = 60;
const A_SECOND = 50;
/** Messages of one subscription whose putting off is remembered; and subscriptions. Beyond it copies may go round. */
const MOST = 10_000;

/** Since when each request is open. One that outlives its lease died with its invocation. */
const open = new Map<string, Map<object, number>>();
/** When each put-off message is about to come back, by subscription. */
const putOffs = new Map<string, Map<string, number>>();

/** Counts a request as open. @returns what ends that */
export function noteOpen(subscriptionId: string, now: number): () => void {
  const requests = open.get(subscriptionId) ?? new Map<object, number>();
  open.set(subscriptionId, requests);
  const request = {};
  requests.set(request, now);
  return () => {
    requests.delete(request);
    if (requests.size === 0 && open.get(subscriptionId) === requests) open.delete(subscriptionId);
  };
}

export function openTo(subscriptionId: string, now: number): number {
  const requests = open.get(subscriptionId);
  if (!requests) return 0;
  for (const [request, since] of requests) if (now - since > LEASE_MS) requests.delete(request);
  return requests.size;
}

export function openToAll(now: number): number {
  let all = 0;
  for (const subscriptionId of open.keys()) all += openTo(subscriptionId, now);
  return all;
}

export type PutOff = { message: DeliveryMessage; delaySeconds: number };

/**
 * Parts the messages that may go now from those whose receiver has enough open requests already: these are put off
 * without touching the database, so that one silent receiver takes no turns away from the others.
 * A copy of a message that has been put off is dropped, or the copies that sweeps make would go round for ever.
 */
export function partCrowd(
  messages: readonly DeliveryMessage[],
  now: number,
  random: () => number,
): { ready: DeliveryMessage[]; putOff: PutOff[] } {
  const ready: DeliveryMessage[] = [];
  const putOff: PutOff[] = [];
  for (const message of messages) {
    if (openTo(message.subscriptionId, now) < CROWDED) {
      putOffs.get(message.subscriptionId)?.delete(nameOf(message));
      ready.push(message);
      continue;
    }
    const delaySeconds = delayOf(message, now, random);
    if (delaySeconds !== undefined) putOff.push({ message, delaySeconds });
  }
  return { ready, putOff };
}

const nameOf = ({ eventId, attempt }: DeliveryMessage): string => `${eventId} ${attempt}`;

/** @returns undefined when a copy of the message is waiting already */
function delayOf(message: DeliveryMessage, now: number, random: () => number): number | undefined {
  if (putOffs.size > MOST) putOffs.clear();
  const waiting = putOffs.get(message.subscriptionId) ?? new Map<string, number>();
  putOffs.set(message.subscriptionId, waiting);
  const name = nameOf(message);
  if ((waiting.get(name) ?? 0) > now) return undefined;
  waiting.delete(name);
  const spread = Math.min(LATEST_S - SOONEST_S, waiting.size / A_SECOND);
  const delaySeconds = SOONEST_S + Math.floor(random() * spread);
  if (waiting.size >= MOST) waiting.clear();
  // Until shortly before it comes back: then it is itself and no copy.
  waiting.set(name, now + (delaySeconds - 1) * 1000);
  return delaySeconds;
}
