import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare, type V4WorkerOptions } from "miniflare";
import { cpuMs, workerds } from "./process-cpu";
import { bareOptions, OURS, WORKERS } from "./runtime";
import { interleave, median } from "./stats";
import { figure, type Line } from "./table";

const MOST_KIB = 600;
const MOST_STARTUP_MS = 100;

/** The script's modules as they are uploaded, gzipped; and the CPU time from nothing to the first answer, beyond an empty Worker's. */
export async function size({ rounds }: { rounds: number }): Promise<Line[]> {
  const [worker, empty] = [await bareOptions("worker", OURS), await bareOptions("worker", `${WORKERS}/empty.ts`)];
  const kib = gzippedKib(worker);
  const started = await interleave(
    rounds,
    () => startupCpuMs(worker),
    () => startupCpuMs(empty),
  );
  const ours = median(started.map((round) => round.ours));
  const theirs = median(started.map((round) => round.theirs));
  const startup = median(started.map((round) => round.ours - round.theirs));
  return [
    {
      what: "script, gzipped, KiB",
      ours: figure(kib),
      against: "",
      ratio: "",
      goal: `<= ${MOST_KIB}`,
      met: kib <= MOST_KIB,
    },
    {
      what: "start-up: CPU to the first answer beyond an empty Worker's, ms",
      ours: figure(startup),
      against: `${figure(ours)} less ${figure(theirs)}`,
      ratio: "",
      goal: `<= ${MOST_STARTUP_MS}`,
      met: startup <= MOST_STARTUP_MS,
    },
  ];
}

/** All modules of a Worker as they are uploaded. */
export const gzippedKib = ({ modules }: V4WorkerOptions): number =>
  (modules as { path: string }[]).reduce((sum, { path }) => sum + gzipSync(readFileSync(path)).length, 0) / 1024;

/** CPU time of a Worker from nothing to its first answer, ms. */
export async function startupCpuMs(worker: V4WorkerOptions): Promise<number> {
  const others = new Set(workerds());
  const miniflare = new Miniflare(
    convertV4MiniflareOptions({ workers: [worker], cf: false, log: new Log(LogLevel.NONE) }),
  );
  try {
    await miniflare.ready;
    const { status } = await fetch(new URL("/nothing", await miniflare.unsafeGetDirectURL("worker")));
    if (status !== 404) throw new Error(`The first answer was ${status}.`);
    const pid = workerds().find((candidate) => !others.has(candidate));
    if (pid === undefined) throw new Error("There is no workerd of this Worker.");
    return cpuMs(pid);
  } finally {
    await miniflare.dispose();
  }
}
