import { setTimeout as sleep } from "node:timers/promises";
import { type Arrival, Receivers } from "../lib/receivers";
import { newAccount, startRuntime } from "./runtime";
import { median } from "./stats";
import { refuseTwice, Subscribers, takeArrivals } from "./subscribers";
import { figure, type Line } from "./table";

const RECEIVERS = 10;
const HANGING = 0;
const HANG_MS = 30_000;
const PATIENCE_MS = 180_000;
/** Long enough for what is sent again by mistake to arrive. */
const AFTERMATH_MS = 5000;

type Round = { without: number; beside: number };

/** How much longer the deliveries of nine receivers take while the tenth hangs for 30 s over every request. */
export async function slowReceiver({ rounds, events }: { rounds: number; events: number }): Promise<Line[]> {
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round += 1) measured.push(await oneRound(events));
  const ratio = median(measured.map(({ beside, without }) => beside / without));
  return [
    {
      what: `1 of ${RECEIVERS} receivers hangs ${HANG_MS / 1000} s: median delivery to the others, ms`,
      ours: figure(median(measured.map(({ beside }) => beside))),
      against: `${figure(median(measured.map(({ without }) => without)))} when none hangs`,
      ratio: figure(ratio),
      goal: "<= 2",
      met: ratio <= 2,
    },
    {
      what: "the same: deliveries that came twice",
      ours: "0",
      against: "",
      ratio: "",
      goal: "none",
      // One that came twice has ended the run by now.
      met: true,
    },
  ];
}

/** In a runtime of its own, since what the hanging receiver leaves behind goes on for minutes. */
async function oneRound(events: number): Promise<Round> {
  const receivers = await Receivers.start(RECEIVERS);
  const worker = await startRuntime();
  const timers: NodeJS.Timeout[] = [];
  try {
    const subscribers = await Subscribers.start(worker, await newAccount(worker), receivers);
    const without = medianDelay(await subscribers.deliver(events));
    receivers.behave(HANGING, (response) => {
      timers.push(setTimeout(() => response.end(), HANG_MS));
    });
    await subscribers.create(events);
    await untilHealthyHave(receivers, events);
    await sleep(AFTERMATH_MS);
    const arrivals = takeArrivals(receivers);
    refuseTwice(arrivals);
    return { without, beside: medianDelay(arrivals.filter(isHealthy)) };
  } finally {
    for (const timer of timers) clearTimeout(timer);
    await worker.stop();
    await receivers.stop();
  }
}

const isHealthy = ({ receiver }: Arrival): boolean => receiver !== HANGING;

async function untilHealthyHave(receivers: Receivers, events: number): Promise<void> {
  const expected = events * (RECEIVERS - 1);
  let counted = 0;
  let healthy = 0;
  const all = () => {
    for (; counted < receivers.arrivals.length; counted += 1) {
      const arrival = receivers.arrivals[counted];
      if (arrival && isHealthy(arrival)) healthy += 1;
    }
    return healthy >= expected;
  };
  if (!(await receivers.until(all, PATIENCE_MS)))
    throw new Error(`${healthy} of ${expected} deliveries came beside the hanging ones.`);
}

/** From the event to its arrival, ms. */
const medianDelay = (arrivals: readonly Arrival[]): number =>
  median(
    arrivals.map(({ at, body }) => {
      const { created_at: created } = JSON.parse(body) as { created_at: string };
      return at - Date.parse(created);
    }),
  );
