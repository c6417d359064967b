import { deepStrictEqual } from "node:assert";
import { listSql } from "#db/list-sql";
import { listableOf, parseListQuery, projects } from "#models";
import { listed } from "../../src/modules/records/list-records";
import type { LocalWorker } from "../lib/local-worker";
import { get, keepAlive, Load, type Target } from "./load";
import { cpuMs } from "./process-cpu";
import { growProjects } from "./projects";
import { type Account, newAccount, startRuntime, TENANT_DB_0 } from "./runtime";
import { compare, interleave } from "./stats";
import { figure, type Line } from "./table";

const ROWS = 100_000;
const CONNECTIONS = 16;
const WARM_UP_MS = 1500;

/** The one query of the default list, as the API makes it. */
function firstPageSql(): string {
  const parsed = parseListQuery(listableOf(projects), new URLSearchParams("limit=50"));
  if (!parsed.ok) throw new Error("limit=50 is no query");
  return listSql({ ...listed(projects), fixed: { builder_id: "" } }, parsed.query, undefined).sql;
}

/** An authenticated, limited page of 50 projects out of 100,000, against Hono with the same query and nothing else. */
export async function listPage({ rounds, roundMs }: { rounds: number; roundMs: number }): Promise<Line[]> {
  const worker = await startRuntime({
    peers: [{ name: "bare-list", options: { d1Databases: { DB: TENANT_DB_0 }, bindings: { SQL: firstPageSql() } } }],
  });
  try {
    const account = await newAccount(worker);
    await growProjects((await worker.env()).TENANT_DB_0, account.builderId, 0, ROWS);
    return await measure(worker, account, rounds, roundMs);
  } finally {
    await worker.stop();
  }
}

async function measure(worker: LocalWorker, account: Account, rounds: number, roundMs: number): Promise<Line[]> {
  const common = { connections: CONNECTIONS, expect: 200 };
  const mine = { ...common, url: new URL("/api/v1/projects?limit=50", worker.url), headers: account.headers };
  const url = new URL(`/projects?builder_id=${account.builderId}`, await worker.urlOf("bare-list"));
  const theirs = { ...common, url };
  await refuseDifference(mine, theirs);
  const [ours, bare] = [new Load(mine), new Load(theirs)];
  const side = (load: Load) => async () => {
    const before = cpuMs(worker.pid);
    const loaded = await load.run(roundMs);
    return { ...loaded, cpuMs: (cpuMs(worker.pid) - before) / loaded.requests };
  };
  for (const load of [ours, bare]) await load.run(WARM_UP_MS);
  const measured = await interleave(rounds, side(ours), side(bare));
  for (const load of [ours, bare]) load.end();
  const rate = compare(measured, ({ perSecond }) => perSecond);
  const cpu = compare(measured, (round) => round.cpuMs);
  return [
    {
      what: "list 50 of 100,000 projects, key and limit checked: requests/s",
      ours: figure(rate.ours),
      against: `${figure(rate.theirs)} bare Hono, same query`,
      ratio: figure(rate.ratio),
      goal: ">= 0.8",
      met: rate.ratio >= 0.8,
    },
    {
      what: "the same: server CPU a request, ms",
      ours: figure(cpu.ours),
      against: figure(cpu.theirs),
      ratio: figure(cpu.ratio),
      goal: "<= 1.3",
      met: cpu.ratio <= 1.3,
    },
  ];
}

/** A comparison is worth something only between equal answers. */
async function refuseDifference(mine: Target, theirs: Target): Promise<void> {
  const agent = keepAlive(2);
  const rowsOf = async ({ url, headers }: Target) => {
    const { body } = await get(agent, url, headers);
    return (JSON.parse(body.toString()) as { data: unknown[] }).data;
  };
  try {
    const rows = await rowsOf(mine);
    deepStrictEqual(rows, await rowsOf(theirs));
    if (rows.length !== 50) throw new Error(`The page has ${rows.length} rows, not 50.`);
  } finally {
    agent.destroy();
  }
}
