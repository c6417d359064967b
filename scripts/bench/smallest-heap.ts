import { join } from "node:path";
import { Worker } from "node:worker_threads";

/** MiB. Modules alone take some 20. */
const HEAPS = [24, 32, 40, 48, 56, 64, 72, 80, 88, 96, 104, 112, 120, 128];
const YOUNG = 8;

/** The smallest heap of V8, MiB, in which a file is read to the end; undefined when none up to 128 is enough. */
export async function smallestHeap(kind: "survey" | "licenses", file: Buffer): Promise<number | undefined> {
  for (const heap of HEAPS) if (await succeeds(kind, file, heap)) return heap;
  return undefined;
}

function succeeds(kind: string, file: Buffer, heap: number): Promise<boolean> {
  const worker = new Worker(join(import.meta.dirname, "heap-task.ts"), {
    workerData: { kind, bytes: new Uint8Array(file) },
    execArgv: ["--import", "tsx"],
    resourceLimits: { maxOldGenerationSizeMb: heap - YOUNG, maxYoungGenerationSizeMb: YOUNG },
  });
  return new Promise((done, failed) => {
    worker.once("message", () => done(true));
    worker.once("error", (error) => {
      if ((error as NodeJS.ErrnoException).code === "ERR_WORKER_OUT_OF_MEMORY") done(false);
      else failed(error);
    });
  });
}
