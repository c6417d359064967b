import { setTimeout as sleep } from "node:timers/promises";
import type { LocalWorker } from "../lib/local-worker";
import { type Arrival, badSignatures, copiesOf, type Receivers } from "../lib/receivers";
import { makeEvents, subscribeAll } from "../lib/subscribers";
import type { Account } from "./runtime";

/** More quick answers than it takes to move a new subscription to the fast lane. */
const WARM_UP = 20;
/** Until what arrived last is also written down. */
const SETTLE_MS = 1000;

/** Receivers subscribed to all that happens to a builder's records, and known to be quick. */
export class Subscribers {
  readonly #worker: LocalWorker;
  readonly #account: Account;
  readonly #receivers: Receivers;
  #secrets: readonly string[] = [];

  private constructor(worker: LocalWorker, account: Account, receivers: Receivers) {
    this.#worker = worker;
    this.#account = account;
    this.#receivers = receivers;
  }

  static async start(worker: LocalWorker, account: Account, receivers: Receivers): Promise<Subscribers> {
    const subscribers = new Subscribers(worker, account, receivers);
    subscribers.#secrets = await subscribeAll(worker, account, receivers);
    await subscribers.deliver(WARM_UP);
    return subscribers;
  }

  /**
   * Makes so many events and waits until every receiver has each of them.
   * @throws Error when one is missing, comes twice or is not signed as it should be
   */
  async deliver(events: number): Promise<Arrival[]> {
    await this.create(events);
    await untilArrived(this.#receivers, events * this.#receivers.urls.length);
    await sleep(SETTLE_MS);
    const arrivals = takeArrivals(this.#receivers);
    refuseTwice(arrivals);
    const bad = badSignatures(arrivals, this.#secrets);
    if (bad > 0) throw new Error(`${bad} of ${arrivals.length} deliveries were not signed as they should be.`);
    return arrivals;
  }

  async create(events: number): Promise<void> {
    await makeEvents(this.#worker, this.#account, events);
  }
}

const PATIENCE_MS = 180_000;

/** @throws Error when so many have not arrived within three minutes */
export async function untilArrived(receivers: Receivers, count: number): Promise<void> {
  const { arrivals } = receivers;
  if (!(await receivers.until(() => arrivals.length >= count, PATIENCE_MS)))
    throw new Error(`${arrivals.length} of ${count} requests came within ${PATIENCE_MS / 1000} s.`);
}

/** What has arrived so far; the receivers begin anew. */
export const takeArrivals = ({ arrivals }: Receivers): Arrival[] => arrivals.splice(0);

/** @throws Error when a receiver got an event more than once */
export function refuseTwice(arrivals: readonly Arrival[]): void {
  const twice = [...copiesOf(arrivals).values()].filter((copies) => copies > 1).length;
  if (twice > 0) throw new Error(`${twice} deliveries came twice.`);
}
