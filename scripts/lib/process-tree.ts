import { execFileSync } from "node:child_process";

/** Ids of all processes that a process has started, and those have; none where there is no `ps` to ask. */
export function descendantsOf(pid: number): number[] {
  const found = [pid];
  const rows = processes();
  for (const parent of found) {
    for (const [child, parentOfChild] of rows) if (parentOfChild === parent && child) found.push(child);
  }
  return found.slice(1);
}

function processes(): number[][] {
  try {
    return execFileSync("ps", ["-A", "-o", "pid=,ppid="], { encoding: "utf8" })
      .trim()
      .split("\n")
      .map((row) => row.trim().split(/\s+/u).map(Number));
  } catch {
    return [];
  }
}
