import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, relative } from "node:path";
import { builtConnectors } from "../lib/built-connectors";
import { registryEntry } from "../lib/connector-registry";
import { apiPath } from "./api-path";
import { bareOptions } from "./runtime";
import { gzippedKib, startupCpuMs } from "./size";
import { compare, interleave } from "./stats";
import { figure, type Line } from "./table";

const CONNECTORS = "src/connectors";
const slugs = [...builtConnectors.keys()];
const WORKER = "src/worker.ts";

/**
 * What connectors cost that nobody uses: the API's path without eight of them, and the script and its start with 10 and
 * 100 more, copies of the real ones with all their versions and recordings. Copies of one connector lie farther apart than
 * gzip looks back.
 */
export async function connectors({ rounds, roundMs }: { rounds: number; roundMs: number }): Promise<Line[]> {
  const lines: Line[] = [];
  for (const count of [10, 100]) {
    const folder = mkdtempSync(join(process.cwd(), ".bench-connectors-"));
    try {
      lines.push(...(await withMore(count, folder, rounds)));
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  lines.push(...(await apiPath({ rounds, roundMs })));
  return lines;
}

async function withMore(count: number, folder: string, rounds: number): Promise<Line[]> {
  const entry = writeWorker(count, folder);
  const [loaded, bare] = [await bareOptions("worker", entry), await bareOptions("worker", WORKER)];
  const [more, plain] = [gzippedKib(loaded), gzippedKib(bare)];
  const started = await interleave(
    rounds,
    () => startupCpuMs(loaded),
    () => startupCpuMs(bare),
  );
  const { ours, theirs, ratio } = compare(started, (ms) => ms);
  const line = (what: string, measured: number, against: number, by: number): Line => ({
    what: `${what}, ${count} more connectors`,
    ours: figure(measured),
    against: figure(against),
    ratio: figure(by),
    goal: "",
    met: undefined,
  });
  return [
    line("script, gzipped, KiB", more, plain, more / plain),
    line("start-up: CPU to the first answer, ms", ours, theirs, ratio),
  ];
}

/** The Worker with copies of connectors in its registry. @returns its entry, relative to the repository */
function writeWorker(count: number, folder: string): string {
  const names = Array.from({ length: count }, (_, at) => {
    const slug = slugs[at % slugs.length] ?? "";
    const name = `copy-${at}-of-${slug}`;
    copyConnector(slug, join(folder, name), name);
    return name;
  });
  const entries = names.map((name) => registryEntry(name, join(folder, name), `./${name}`));
  const path = join(folder, `${basename(folder).slice(1)}-${count}.ts`);
  const lines = [
    'import { connectors } from "../src/connectors";',
    'import worker from "../src/worker";',
    'export * from "../src/worker";',
    `Object.assign(connectors, {\n${entries.join("")}});`,
    "export default worker;",
  ];
  writeFileSync(path, `${lines.join("\n")}\n`);
  return relative(process.cwd(), path);
}

function copyConnector(slug: string, to: string, name: string): void {
  cpSync(join(CONNECTORS, slug), to, { recursive: true });
  const manifest = join(to, "manifest.ts");
  if (!readdirSync(to).includes("manifest.ts")) throw new Error(`${slug} has no manifest`);
  writeFileSync(manifest, readFileSync(manifest, "utf8").replace(`slug: "${slug}"`, `slug: "${name}"`));
}
