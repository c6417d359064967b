/** `npm run bench`: what the service costs and carries, beside what else could do it, as one table. */
import { connectors } from "./bench/connectors";
import { deliveries } from "./bench/deliveries";
import { keyCheck } from "./bench/key-check";
import { limiter } from "./bench/limiter";
import { listPage } from "./bench/list-page";
import { bearer, tokens } from "./bench/oauth";
import { memory } from "./bench/memory";
import { randomKeys } from "./bench/random-keys";
import { rowsRead } from "./bench/rows-read";
import { rowsWritten } from "./bench/rows-written";
import { removeBundles } from "./bench/runtime";
import { site } from "./bench/site";
import { size } from "./bench/size";
import { slowReceiver } from "./bench/slow-receiver";
import { type Line, table } from "./bench/table";

const USAGE = `npm run bench -- [--quick] [name …]

Each ratio is the median of rounds in which both sides take turns. --quick makes shorter and fewer rounds, and fewer rows.
`;

/** Few, short rounds show that a bench works; only the others are worth quoting. */
const benches: Readonly<Record<string, (quick: boolean) => Promise<Line[]>>> = {
  "list-page": (quick) => listPage({ rounds: quick ? 10 : 60, roundMs: 300 }),
  "key-check": (quick) => keyCheck({ rounds: quick ? 5 : 20, roundMs: 300 }),
  bearer: (quick) => bearer({ rounds: quick ? 5 : 20, roundMs: 300 }),
  tokens: (quick) => tokens({ rounds: quick ? 3 : 10, roundMs: 1000 }),
  "rows-read": (quick) => rowsRead({ sizes: quick ? [1000, 100_000] : [1000, 100_000, 1_000_000] }),
  "rows-written": (quick) => rowsWritten({ each: quick ? 20 : 100 }),
  limiter: () => limiter(),
  "random-keys": () => randomKeys({ rounds: 5, roundMs: 4000 }),
  deliveries: (quick) => deliveries({ rounds: quick ? 3 : 5, events: quick ? 200 : 1000 }),
  "slow-receiver": (quick) => slowReceiver({ rounds: quick ? 1 : 5, events: quick ? 200 : 1000 }),
  memory: (quick) => memory({ rows: quick ? 50_000 : 500_000 }),
  connectors: (quick) => connectors({ rounds: quick ? 5 : 9, roundMs: quick ? 500 : 3000 }),
  size: (quick) => size({ rounds: quick ? 3 : 9 }),
  site: (quick) => site({ rounds: quick ? 5 : 9 }),
};

const words = process.argv.slice(2);
const quick = words.includes("--quick");
const wanted = words.filter((word) => word !== "--quick");
const unknown = wanted.filter((name) => !(name in benches));

async function run(name: string, bench: (quick: boolean) => Promise<Line[]>): Promise<Line[]> {
  const from = performance.now();
  const lines = await bench(quick);
  process.stderr.write(`${name}: ${Math.round((performance.now() - from) / 1000)} s\n`);
  return lines;
}

if (unknown.length > 0) {
  process.stderr.write(
    `There is no bench ${unknown.join(", ")}. There are ${Object.keys(benches).join(", ")}.\n\n${USAGE}`,
  );
  process.exitCode = 1;
} else {
  const lines: Line[] = [];
  try {
    for (const [name, bench] of Object.entries(benches))
      if (wanted.length === 0 || wanted.includes(name)) lines.push(...(await run(name, bench)));
  } finally {
    await removeBundles();
    if (lines.length > 0) process.stdout.write(`${table(lines)}\n`);
  }
  if (lines.some(({ met }) => met === false)) process.exitCode = 1;
}
