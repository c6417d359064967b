import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { connectorRegistry } from "../lib/connector-registry";
import { bundleOptions, bundleWorker, LocalWorker } from "../lib/local-worker";
import { Load } from "./load";
import { cpuMs } from "./process-cpu";
import { growProjects } from "./projects";
import { bundled, newAccount, OURS, startRuntime } from "./runtime";
import { gzippedKib } from "./size";
import { compare, interleave } from "./stats";
import { figure, type Line } from "./table";

const ROWS = 1000;
const CONNECTIONS = 8;
const WARM_UP_MS = 1500;
/** What came with the sites of projects, licenses, banks, messages and calendars. */
const LATER = [
  "county-gis",
  "fema-flood-maps",
  "ical",
  "noaa-tides",
  "oregon-contractor-licenses",
  "plaid",
  "slack",
  "washington-contractor-licenses",
];

type Side = { worker: LocalWorker; load: Load };

/** A page of 50 projects from the Worker as it is, and from the same without eight of its connectors. */
export async function apiPath({ rounds, roundMs }: { rounds: number; roundMs: number }): Promise<Line[]> {
  const script = await bundleWithout(LATER);
  const sides: Side[] = [];
  try {
    for (const start of [() => startRuntime(), () => LocalWorker.start({ script })])
      sides.push(await sideOf(await start()));
    const [all, fewer] = sides;
    if (!all || !fewer) throw new Error("A Worker is missing.");
    for (const { load } of sides) await load.run(WARM_UP_MS);
    const measured = await interleave(rounds, round(all, roundMs), round(fewer, roundMs));
    const rate = compare(measured, ({ perSecond }) => perSecond);
    const cpu = compare(measured, (one) => one.cpuMs);
    const [whole, part] = [gzippedKib(bundleOptions(await bundled(OURS))), gzippedKib(bundleOptions(script))];
    if (whole <= part) throw new Error("Nothing was left out.");
    return [
      line("script, gzipped, KiB", { ours: whole, theirs: part, ratio: whole / part }),
      line("requests/s", rate),
      line("server CPU a request, ms", cpu),
    ];
  } finally {
    for (const { worker, load } of sides) {
      load.end();
      await worker.stop();
    }
    rmSync(dirname(script), { recursive: true, force: true });
  }
}

const line = (what: string, { ours, theirs, ratio }: ReturnType<typeof compare>): Line => ({
  what: `a page of 50 projects, with ${LATER.length} connectors and without: ${what}`,
  ours: figure(ours),
  against: figure(theirs),
  ratio: figure(ratio),
  goal: "",
  met: undefined,
});

/** @returns path of the main module; its folder is the caller's to remove */
async function bundleWithout(slugs: readonly string[]): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), "rossos-registry-"));
  const registry = join(folder, "registry.ts");
  try {
    writeFileSync(registry, connectorRegistry("src/connectors", slugs));
    return await bundleWorker({ registry });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function sideOf(worker: LocalWorker): Promise<Side> {
  const account = await newAccount(worker);
  await growProjects((await worker.env()).TENANT_DB_0, account.builderId, 0, ROWS);
  const url = new URL("/api/v1/projects?limit=50", worker.url);
  return { worker, load: new Load({ url, headers: account.headers, connections: CONNECTIONS, expect: 200 }) };
}

const round =
  ({ worker, load }: Side, roundMs: number) =>
  async () => {
    const before = cpuMs(worker.pid);
    const loaded = await load.run(roundMs);
    return { ...loaded, cpuMs: (cpuMs(worker.pid) - before) / loaded.requests };
  };
