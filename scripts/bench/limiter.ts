import { get, keepAlive } from "./load";
import { newAccount, startRuntime } from "./runtime";
import { figure, type Line } from "./table";

const LIMIT = 600;
const CONNECTIONS = 50;
const WINDOW_MS = 60_000;
/** A whole window, and enough of the next one for its admissions. */
const RUN_MS = WINDOW_MS + 10_000;
/** What was refused is tried again so soon: an admission that is free is taken at once. */
const PAUSE_MS = 25;

type Admitted = { sent: number; answered: number };

/** What a key with a limit is admitted under 50 connections that never let go, over more than a window. */
export async function limiter(): Promise<Line[]> {
  const worker = await startRuntime();
  try {
    const account = await newAccount(worker, LIMIT);
    const url = new URL("/api/v1/projects/none", worker.url);
    const admitted = await saturate(url, account.headers);
    const most = mostInAnyWindow(admitted);
    const first = Math.min(...admitted.map(({ answered }) => answered));
    const within = admitted.filter(({ answered }) => answered < first + WINDOW_MS).length;
    const after = admitted.length - within;
    const least = Math.min(within, after);
    const against = `limit ${LIMIT}`;
    return [
      {
        what: "limiter, 50 connections: most admitted in any rolling 60 s",
        ours: figure(most),
        against,
        ratio: figure(most / LIMIT),
        goal: "<= 1",
        met: most <= LIMIT,
      },
      {
        what: "the same: admitted in the first 60 s and, once they are over, again",
        ours: `${figure(within)} and ${figure(after)}`,
        against,
        ratio: figure(least / LIMIT),
        goal: ">= 0.99",
        met: least >= LIMIT * 0.99,
      },
    ];
  } finally {
    await worker.stop();
  }
}

async function saturate(url: URL, headers: Record<string, string>): Promise<Admitted[]> {
  const agent = keepAlive(CONNECTIONS);
  const admitted: Admitted[] = [];
  const until = performance.now() + RUN_MS;
  const connection = async () => {
    while (performance.now() < until) {
      const sent = performance.now();
      const { status } = await get(agent, url, headers);
      if (status === 404) admitted.push({ sent, answered: performance.now() });
      else if (status === 429) await new Promise((wake) => setTimeout(wake, PAUSE_MS));
      else throw new Error(`A limited request was answered ${status}.`);
    }
  };
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  } finally {
    agent.destroy();
  }
  return admitted;
}

/**
 * The most requests that were certainly admitted within 60 s of each other: an admission lies somewhere between sending
 * and answer, so only what was sent and answered within the window counts.
 */
function mostInAnyWindow(admitted: readonly Admitted[]): number {
  const bySent = admitted.toSorted((a, b) => a.sent - b.sent);
  let most = 0;
  for (const { sent: from } of bySent) {
    const inside = bySent.filter(({ sent, answered }) => sent >= from && answered <= from + WINDOW_MS).length;
    most = Math.max(most, inside);
  }
  return most;
}
