import type { DueDelivery } from "../../bindings";
import { LEASE_MS } from "./claim";

/** Requests to one subscription that are open in this isolate before more of them are put off. */
const CROWDED = 5;
/** What is put off comes back after so many seconds, and spread out so that about so many come in one. */
const SOONEST_S = 2;
const LATEST_S = 60;
const A_SECOND = 50;
/** Deliveries of one subscription whose putting off is remembered; and subscriptions. Beyond it copies may go round. */
const MOST = 10_000;

/** Since when each request is open. One that outlives its lease died with its invocation. */
const open = new Map<string, Map<object, number>>();
/** When each put-off delivery is about to come back, by subscription. */
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

export type PutOff = { due: DueDelivery; delaySeconds: number };

/**
 * Parts the deliveries that may go now from those whose receiver has enough open requests already: these are put off
 * without touching the database, so that one silent receiver takes no turns away from the others.
 * A copy of one that has been put off is dropped, or the copies that sweeps make would go round for ever.
 */
export function partCrowd(
  deliveries: readonly DueDelivery[],
  now: number,
  random: () => number,
): { ready: DueDelivery[]; putOff: PutOff[] } {
  const ready: DueDelivery[] = [];
  const putOff: PutOff[] = [];
  for (const due of deliveries) {
    if (openTo(due.subscriptionId, now) < CROWDED) {
      putOffs.get(due.subscriptionId)?.delete(nameOf(due));
      ready.push(due);
      continue;
    }
    const delaySeconds = delayOf(due, now, random);
    if (delaySeconds !== undefined) putOff.push({ due, delaySeconds });
  }
  return { ready, putOff };
}

const nameOf = ({ eventId, attempt }: DueDelivery): string => `${eventId} ${attempt}`;

/** @returns undefined when a copy is waiting already */
function delayOf(due: DueDelivery, now: number, random: () => number): number | undefined {
  if (putOffs.size > MOST) putOffs.clear();
  const waiting = putOffs.get(due.subscriptionId) ?? new Map<string, number>();
  putOffs.set(due.subscriptionId, waiting);
  const name = nameOf(due);
  if ((waiting.get(name) ?? 0) > now) return undefined;
  waiting.delete(name);
  const spread = Math.min(LATEST_S - SOONEST_S, waiting.size / A_SECOND);
  const delaySeconds = SOONEST_S + Math.floor(random() * spread);
  if (waiting.size >= MOST) waiting.clear();
  // Until shortly before it comes back: then it is itself and no copy.
  waiting.set(name, now + (delaySeconds - 1) * 1000);
  return delaySeconds;
}
