import { afterAll, beforeAll, expect, test } from "vitest";
import { badSignatures, copiesOf } from "../../scripts/lib/receivers";
import { idsOf, pause, report, Stand } from "./support";

const RECEIVERS = 10;
const EVENTS = 1000;
const KILLS = 20;
const DRAIN_MS = 60_000;

let stand: Stand;
beforeAll(async () => {
  stand = await Stand.start(RECEIVERS);
});
afterAll(() => stand.stop());

/** Attempts that a worker claimed and did not live to record. */
async function underWay(): Promise<number> {
  const sql = "select count(*) as n from webhook_deliveries where lease_until is not null";
  return (await (await stand.worker.env()).TENANT_DB_0.prepare(sql).first<number>("n")) ?? Number.NaN;
}

test("killed 20 times in a fan-out of 10,000, nothing is lost and nothing comes more than twice", async () => {
  for (let receiver = 0; receiver < RECEIVERS; receiver += 1) await stand.subscribe(receiver);
  stand.tick();
  const downtimes: number[] = [];
  const interrupted: number[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    // A share of the events at a time, and less and less time for it, so that every kill hits deliveries under way.
    await stand.projects(EVENTS / KILLS, `K${kill}`);
    await pause(400 - 15 * kill);
    const begun = Date.now();
    await stand.worker.kill();
    downtimes.push(Date.now() - begun);
    interrupted.push(await underWay());
    stand.tick();
  }
  const beforeDrain = stand.receivers.arrivals.length;
  const all = RECEIVERS * EVENTS;
  const drained = await stand.until(async () => (await stand.deliveries())["delivered"] === all, DRAIN_MS);
  const { arrivals } = stand.receivers;
  const copies = [...copiesOf(arrivals).values()];
  report("20 kills in a fan-out of 10,000", {
    drainedMs: drained,
    arrivedBeforeTheLastStart: beforeDrain,
    statuses: await stand.deliveries(),
    repeated: copies.filter((count) => count > 1).length,
    underWayAtKills: interrupted,
    mostCopies: Math.max(...copies),
    longestRestartMs: Math.max(...downtimes),
  });
  expect(Math.max(...interrupted)).toBeGreaterThan(0);
  expect(idsOf(arrivals).size).toBe(all);
  expect(Math.max(...copies)).toBeLessThanOrEqual(2);
  expect(drained).toBeDefined();
  expect(
    badSignatures(
      arrivals,
      stand.subscribers.map(({ secret }) => secret),
    ),
  ).toBe(0);
  expect(await stand.unlogged()).toBe(0);
});
