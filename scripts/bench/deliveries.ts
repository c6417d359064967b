import type { LocalWorker } from "../lib/local-worker";
import { type Arrival, Receivers } from "../lib/receivers";
import { cpuMs } from "./process-cpu";
import { DELIVERY_QUEUE, newAccount, startRuntime } from "./runtime";
import { compare, interleave, median } from "./stats";
import { Subscribers, takeArrivals, untilArrived } from "./subscribers";
import { figure, type Line } from "./table";

const RECEIVERS = 10;
const DURABLE = {
  d1Databases: { DB: "00000000-0000-0000-0000-000000000099" },
  queueProducers: { QUEUE: "durable" },
  queueConsumers: { durable: DELIVERY_QUEUE },
};

type Measured = { perSecond: number; cpuMs: number };

/**
 * Signed, recorded deliveries of events to ten receivers, against a queue whose consumer only fetches: ten requests a
 * batch as we have, the same receivers, bodies of the same length. Beside it the floor of what can
 * be remembered through a crash.
 */
export async function deliveries({ rounds, events }: { rounds: number; events: number }): Promise<Line[]> {
  const receivers = await Receivers.start(RECEIVERS);
  const worker = await startRuntime({
    peers: [
      { name: "bare-queue", options: { queueProducers: { QUEUE: "bare" }, queueConsumers: { bare: DELIVERY_QUEUE } } },
      { name: "durable-queue", entry: "bare-queue", options: DURABLE },
    ],
  });
  try {
    const subscribers = await Subscribers.start(worker, await newAccount(worker), receivers);
    const [sample] = await subscribers.deliver(1);
    const order = { urls: receivers.urls, count: events * RECEIVERS, body: sample?.body ?? "" };
    const measured = await interleave(
      rounds,
      () => measure(worker, () => subscribers.deliver(events)),
      () => measure(worker, () => fetchOnly(worker, "bare-queue", receivers, order)),
    );
    const remembered: Measured[] = [];
    for (let round = 0; round < rounds; round += 1)
      remembered.push(await measure(worker, () => fetchOnly(worker, "durable-queue", receivers, order)));
    return report(measured, remembered, order.count);
  } finally {
    await worker.stop();
    await receivers.stop();
  }
}

function report(
  measured: { ours: Measured; theirs: Measured }[],
  remembered: readonly Measured[],
  count: number,
): Line[] {
  const rate = compare(measured, ({ perSecond }) => perSecond);
  const cpu = compare(measured, ({ cpuMs }) => cpuMs);
  const total = figure(count);
  const floor = median(remembered.map(({ perSecond }) => perSecond));
  return [
    {
      what: `deliveries/s, ${total} to ${RECEIVERS} receivers`,
      ours: figure(rate.ours),
      against: `${figure(rate.theirs)} queue that only fetches`,
      ratio: figure(rate.ratio),
      goal: ">= 0.6",
      met: rate.ratio >= 0.6,
    },
    {
      what: "the same: server CPU a delivery, ms",
      ours: figure(cpu.ours),
      against: figure(cpu.theirs),
      ratio: figure(cpu.ratio),
      goal: "",
      met: undefined,
    },
    {
      what: "the same, where every batch is claimed and recorded",
      ours: figure(rate.ours),
      against: `${figure(floor)} two plain statements a batch`,
      ratio: figure(rate.ours / floor),
      goal: "",
      met: undefined,
    },
    {
      what: "the same: delivered, once, with a valid signature",
      ours: `${total} of ${total}, each round`,
      against: "",
      ratio: "",
      goal: "all",
      // One that is missing, comes twice or is not signed has ended the run by now.
      met: true,
    },
  ];
}

/** The rate from the first arrival to the last, and what the server used for all of it. */
async function measure(worker: LocalWorker, run: () => Promise<Arrival[]>): Promise<Measured> {
  const before = cpuMs(worker.pid);
  const arrivals = await run();
  const times = arrivals.map(({ at }) => at).toSorted((a, b) => a - b);
  const span = (times.at(-1) ?? 0) - (times[0] ?? 0);
  return {
    perSecond: ((arrivals.length - 1) * 1000) / span,
    cpuMs: (cpuMs(worker.pid) - before) / arrivals.length,
  };
}

type Order = { urls: readonly string[]; count: number; body: string };

async function fetchOnly(worker: LocalWorker, peer: string, receivers: Receivers, order: Order): Promise<Arrival[]> {
  const response = await fetch(await worker.urlOf(peer), { method: "POST", body: JSON.stringify(order) });
  if (!response.ok) throw new Error(`The bare queue answered ${response.status}.`);
  await untilArrived(receivers, order.count);
  return takeArrivals(receivers);
}
