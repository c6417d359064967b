import { afterEach, beforeEach, expect, test } from "vitest";
import { type Arrival, badSignatures, type Behaviour, copiesOf } from "../../scripts/lib/receivers";
import { median, pause, report, Stand } from "./support";

const RECEIVERS = 10;
const HANGING = RECEIVERS - 1;
const EVENTS = 300;
const WARM_EVENTS = 20;
const HANG_MS = 30_000;
/** Shorter than the timeout and the first retry together, so that nothing may come twice within it. */
const WATCH_MS = 60_000;

/** With endpoints that have shown nothing yet, so that all of them share the slow lane with the silent one. */
const NEW_EVENTS = 100;
const NEW_MS = 30_000;

let stand: Stand;
beforeEach(async () => {
  stand = await Stand.start(RECEIVERS);
  for (let receiver = 0; receiver < RECEIVERS; receiver += 1) await stand.subscribe(receiver);
  stand.tick();
});
afterEach(() => stand.stop());

const hang: Behaviour = (response) => {
  setTimeout(() => response.end("at last"), HANG_MS);
};

const latency = ({ at, body }: Arrival): number =>
  at - Date.parse((JSON.parse(body) as { created_at: string }).created_at);

/** Makes events and waits for the healthy receivers to have them all. @returns what they got */
async function run(prefix: string, events: number, mostMs: number): Promise<Arrival[]> {
  const before = stand.receivers.arrivals.length;
  await stand.projects(events, prefix);
  const healthy = () => stand.receivers.arrivals.slice(before).filter(({ receiver }) => receiver !== HANGING);
  expect(await stand.receivers.until(() => healthy().length >= events * HANGING, mostMs)).toBe(true);
  return healthy();
}

const expectSigned = () =>
  expect(
    badSignatures(
      stand.receivers.arrivals,
      stand.subscribers.map(({ secret }) => secret),
    ),
  ).toBe(0);

test("one receiver of ten hangs: the others hardly notice, and nobody gets anything twice", async () => {
  await stand.projects(WARM_EVENTS, "W");
  await stand.until(async () => (await stand.deliveries())["delivered"] === WARM_EVENTS * RECEIVERS, WATCH_MS);
  const without = median((await run("A", EVENTS, WATCH_MS)).map(latency));
  stand.receivers.behave(HANGING, hang);
  const begun = Date.now();
  const beside = median((await run("B", EVENTS, WATCH_MS)).map(latency));
  await pause(WATCH_MS - (Date.now() - begun));
  const copies = Math.max(...copiesOf(stand.receivers.arrivals).values());
  report("1 of 10 receivers hangs 30 s", { medianMs: without, beside, ratio: beside / without, mostCopies: copies });
  expect(copies).toBe(1);
  expect(beside / without).toBeLessThanOrEqual(2);
  expectSigned();
});

test("new endpoints do not wait for a silent one either", async () => {
  stand.receivers.behave(HANGING, hang);
  const arrived = await run("N", NEW_EVENTS, NEW_MS);
  report("new endpoints beside a silent one", { medianMs: median(arrived.map(latency)) });
  expect(Math.max(...copiesOf(stand.receivers.arrivals).values())).toBe(1);
  expectSigned();
});
