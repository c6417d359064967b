import { Load } from "./load";
import { newAccount, startRuntime } from "./runtime";
import { compare, interleave } from "./stats";
import { figure, type Line } from "./table";

const CONNECTIONS = 16;
const WARM_UP_MS = 1500;

/**
 * An API key checked and counted, and nothing else done. Ours is a GET of an id that is none: it is answered 404 after
 * key, limit and scope, without a query.
 */
export async function keyCheck({ rounds, roundMs }: { rounds: number; roundMs: number }): Promise<Line[]> {
  const worker = await startRuntime({
    peers: [{ name: "better-auth", options: { d1Databases: { DB: "better-auth" } } }],
  });
  try {
    const account = await newAccount(worker);
    const peer = await worker.urlOf("better-auth");
    const setUp = await fetch(new URL("/setup", peer), { method: "POST" });
    if (!setUp.ok) throw new Error(`better-auth was not set up: ${await setUp.text()}`);
    const { key } = (await setUp.json()) as { key: string };
    const ours = new Load({
      url: new URL("/api/v1/projects/none", worker.url),
      headers: account.headers,
      connections: CONNECTIONS,
      expect: 404,
    });
    const theirs = new Load({
      url: new URL("/check", peer),
      headers: { authorization: `Bearer ${key}` },
      connections: CONNECTIONS,
      expect: 200,
    });
    for (const load of [ours, theirs]) await load.run(WARM_UP_MS);
    const measured = await interleave(
      rounds,
      () => ours.run(roundMs),
      () => theirs.run(roundMs),
    );
    for (const load of [ours, theirs]) load.end();
    const rate = compare(measured, ({ perSecond }) => perSecond);
    return [
      {
        what: "key check and limit alone: requests/s",
        ours: figure(rate.ours),
        against: `${figure(rate.theirs)} better-auth 1.7.5, D1`,
        ratio: figure(rate.ratio),
        goal: ">= 3",
        met: rate.ratio >= 3,
      },
    ];
  } finally {
    await worker.stop();
  }
}
