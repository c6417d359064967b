import { readdirSync, readFileSync } from "node:fs";

/** CPU time of all threads of a process so far, ms, to the nanosecond: the first figure of each schedstat (Linux). */
export function cpuMs(pid: number): number {
  const threads = readdirSync(`/proc/${pid}/task`);
  const spent = threads.map((thread) => Number(readProc(`${pid}/task/${thread}/schedstat`).split(" ")[0] ?? 0));
  return spent.reduce((sum, nanoseconds) => sum + nanoseconds, 0) / 1e6;
}

/** The workerd processes that this process has started. */
export function workerds(): number[] {
  return readdirSync("/proc").flatMap((name) => {
    if (!/^\d+$/u.test(name)) return [];
    const [before, after] = readProc(`${name}/stat`).split("(workerd) ");
    return before !== undefined && Number(after?.split(" ")[1]) === process.pid ? [Number(name)] : [];
  });
}

/** A file of /proc; empty when its process has ended. */
function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, "utf8");
  } catch {
    return "";
  }
}
