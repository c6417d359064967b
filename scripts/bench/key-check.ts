import { load } from "./load";
import { newAccount, startRuntime } from "./runtime";
import { compare, interleave } from "./stats";
import { figure, type Line } from "./table";

const CONNECTIONS = 16;

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
    const ours = (durationMs: number) =>
      load({
        url: new URL("/api/v1/projects/none", worker.url),
        headers: account.headers,
        connections: CONNECTIONS,
        durationMs,
        expect: 404,
      });
    const theirs = (durationMs: number) =>
      load({
        url: new URL("/check", peer),
        headers: { authorization: `Bearer ${key}` },
        connections: CONNECTIONS,
        durationMs,
        expect: 200,
      });
    await ours(roundMs / 2);
    await theirs(roundMs / 2);
    const measured = await interleave(
      rounds,
      () => ours(roundMs),
      () => theirs(roundMs),
    );
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
