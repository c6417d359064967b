import { Agent, request } from "node:http";
import { afterAll, beforeAll, expect, test } from "vitest";
import { pause, report, Stand } from "./support";

const LIMIT = 600;
const CONNECTIONS = 50;
const WINDOW_MS = 60_000;
const TRICKLE_MS = 25_000;
const SATURATED_MS = 70_000;
const KILLS = 3;
const EDGE_MS = 5000;

/** An admitted request: the moment it was admitted lies between these two, in epoch ms. */
type Admitted = { sentAt: number; answeredAt: number };

let stand: Stand;
const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
const admitted: Admitted[] = [];
let denied = 0;
let broken = 0;

beforeAll(async () => {
  stand = await Stand.start(0, { rateLimit: LIMIT });
});
afterAll(async () => {
  agent.destroy();
  await stand.stop();
});

const ask = (): Promise<void> =>
  new Promise((done) => {
    const sentAt = Date.now();
    const headers = { authorization: `Bearer ${stand.key}` };
    const asking = request(`${stand.worker.url}/api/v1/projects?limit=1`, { agent, headers }, (response) => {
      response.resume();
      response.once("end", () => {
        if (response.statusCode === 429) denied += 1;
        else if (response.statusCode === 200) admitted.push({ sentAt, answeredAt: Date.now() });
        else broken += 1;
        done();
      });
      response.once("error", done);
    });
    asking.once("error", () => {
      // Refused, or cut off by the kill: whether it was admitted is not known, and nobody had anything of it.
      broken += 1;
      setTimeout(done, 20);
    });
    asking.end();
  });

/** So many connections that ask again as soon as they are answered, or a little later. */
async function saturate(ms: number, waitMs: number, connections = CONNECTIONS): Promise<void> {
  const end = Date.now() + ms;
  const connection = async () => {
    while (Date.now() < end) {
      await ask();
      await pause(waitMs);
    }
  };
  await Promise.all(Array.from({ length: connections }, connection));
}

/** The most that were certainly admitted within any 60 s: those sent after its beginning and answered before its end. */
function mostInAnyWindow(): number {
  const bySent = admitted.toSorted((a, b) => a.sentAt - b.sentAt);
  let most = 0;
  for (const [index, { sentAt }] of bySent.entries()) {
    const end = sentAt + WINDOW_MS;
    let inside = 0;
    for (let next = index; next < bySent.length; next += 1) {
      const one = bySent[next];
      if (!one || one.sentAt >= end) break;
      if (one.answeredAt < end) inside += 1;
    }
    most = Math.max(most, inside);
  }
  return most;
}

test("no 60 s hold more than the limit: 50 connections, across a minute's edge, and when the worker is killed", async () => {
  // A minute's edge is to fall well inside the first 60 s.
  if ((Date.now() + EDGE_MS) % WINDOW_MS < 2 * EDGE_MS) await pause(2 * EDGE_MS);
  const begun = Date.now();
  await saturate(TRICKLE_MS, 1000, LIMIT / 60);
  const trickled = admitted.length;
  await saturate(WINDOW_MS - TRICKLE_MS, 20);
  const firstWindow = admitted.filter(({ sentAt }) => sentAt < begun + WINDOW_MS).length;
  const beforeKills = mostInAnyWindow();

  const second = saturate(SATURATED_MS, 20);
  for (let kill = 0; kill < KILLS; kill += 1) {
    await pause(8000);
    await stand.worker.kill();
  }
  await second;
  const most = mostInAnyWindow();
  report("limiter", {
    limit: LIMIT,
    trickled,
    firstWindow,
    beforeKills,
    most,
    admitted: admitted.length,
    denied,
    broken,
  });

  expect(trickled).toBeGreaterThan(LIMIT / 6);
  expect(denied).toBeGreaterThan(1000);
  expect(beforeKills).toBeLessThanOrEqual(LIMIT);
  expect(firstWindow).toBeGreaterThanOrEqual(LIMIT * 0.99);
  expect(most).toBeLessThanOrEqual(LIMIT * 1.01);
  // The kills take nothing away for good: the window goes on letting requests in.
  expect(admitted.length).toBeGreaterThan(firstWindow);
});
