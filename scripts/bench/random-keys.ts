import { COUNTED, difference, readCounts } from "./counts";
import { get, keepAlive, Load } from "./load";
import { newAccount, startRuntime } from "./runtime";
import { compare, interleave } from "./stats";
import { figure, type Line } from "./table";

const KEYS = 10_000;
const CONNECTIONS = 8;
const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

/** A key as a guesser makes it: right in brand, length and alphabet. */
const randomKey = (): string =>
  `ross_live_${Array.from({ length: 38 }, () => ALPHABET.charAt(Math.floor(Math.random() * 62))).join("")}`;

/** Random keys, sent evenly beside a load with a valid one: what becomes of them, and of the valid one's throughput. */
export async function randomKeys({ rounds, roundMs }: { rounds: number; roundMs: number }): Promise<Line[]> {
  const worker = await startRuntime({ entry: COUNTED });
  try {
    const account = await newAccount(worker);
    const url = new URL("/api/v1/projects?limit=50", worker.url);
    const before = await readCounts(worker.url);
    const refused = await guess(url, KEYS, 0);
    const { databaseCalls, objectCalls } = difference(await readCounts(worker.url), before);
    const load = new Load({ url, headers: account.headers, connections: CONNECTIONS, expect: 200 });
    const valid = () => load.run(roundMs);
    const beside = async () => (await Promise.all([valid(), guess(url, Math.ceil(KEYS / rounds), roundMs)]))[0];
    await valid();
    const measured = await interleave(rounds, beside, valid);
    load.end();
    const kept = compare(measured, ({ perSecond }) => perSecond);
    const rate = figure(KEYS / rounds / (roundMs / 1000));
    return [
      {
        what: "10,000 random keys: refused",
        ours: figure(refused),
        against: `with ${databaseCalls + objectCalls} calls to objects and databases`,
        ratio: (refused / KEYS).toFixed(4),
        goal: ">= 0.999, no call",
        met: refused >= KEYS * 0.999 && databaseCalls + objectCalls === 0,
      },
      {
        what: `lists/s of a valid key beside ${rate} random keys a second`,
        ours: figure(kept.ours),
        against: `${figure(kept.theirs)} without them`,
        ratio: figure(kept.ratio),
        goal: ">= 0.9",
        met: kept.ratio >= 0.9,
      },
    ];
  } finally {
    await worker.stop();
  }
}

const BURST = 5;

/** Sends random keys, evenly over the time. @returns how many were answered 401 */
async function guess(url: URL, count: number, durationMs: number): Promise<number> {
  const agent = keepAlive(BURST);
  const from = performance.now();
  let refused = 0;
  try {
    for (let sent = 0; sent < count; sent += BURST) {
      const due = from + (durationMs * sent) / count;
      const early = due - performance.now();
      if (early > 0) await new Promise((wake) => setTimeout(wake, early));
      const burst = Array.from({ length: Math.min(BURST, count - sent) }, () =>
        get(agent, url, { authorization: `Bearer ${randomKey()}` }),
      );
      refused += (await Promise.all(burst)).filter(({ status }) => status === 401).length;
    }
  } finally {
    agent.destroy();
  }
  return refused;
}
