import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getPlatformProxy, type Unstable_Config } from "wrangler";
import { jurisdictionStatements } from "../../src/modules/jurisdictions/catalogue";
import { catalogue, seedStatements } from "../../src/modules/listings/catalogue";
import { builtConnectors } from "./built-connectors";
import { migrateAll } from "./migrate";
import { addDemoKey, type Demo, DEMO_SHARD, isSeeded, seedDemo } from "./seed";
import { areUsersSeeded, seedUsers } from "./seed-users";

type Databases = { PLATFORM_DB: D1Database; TENANT_DB_0: D1Database; TENANT_DB_1: D1Database };

/** How far filling in the demo data has come. */
export type Filling = { builder_id: string; started: string; api_key?: string };

export type Places = { root: string; dataDir: string; state: string; baseUrl: string };

/**
 * Migrates the local databases, seeds the demo builder, and writes `demo.json`.
 * @param fill whether an empty demo builder is to get demo data
 * @returns the demo, and the demo data that is to be filled in, if any is
 */
export async function prepareDatabases(
  config: Unstable_Config,
  places: Places,
  fill: boolean,
): Promise<{ demo: Demo; filling: Filling | undefined }> {
  // Of all bindings only the databases are wanted here; a configuration with nothing else starts quickly and quietly.
  const configPath = join(places.dataDir, "databases.json");
  const { compatibility_date, d1_databases } = config;
  writeFileSync(configPath, JSON.stringify({ name: "databases", compatibility_date, d1_databases }));
  const proxy = await getPlatformProxy<Databases>({ configPath, persist: { path: join(places.state, "v3") } });
  try {
    await migrateAll(proxy.env, places.root);
    await seedListings(proxy.env.PLATFORM_DB);
    const demo = await demoOf(proxy.env, places);
    return { demo, filling: fill ? await fillingOf(proxy.env, demo, places.dataDir) : undefined };
  } finally {
    await proxy.dispose();
  }
}

async function demoOf({ PLATFORM_DB: platform }: Databases, { dataDir, baseUrl }: Places): Promise<Demo> {
  const path = join(dataDir, "demo.json");
  const known = readJson<Demo>(path);
  const seeded =
    known && (await isSeeded(platform, known))
      ? { ...known, base_url: baseUrl }
      : { base_url: baseUrl, users: undefined, ...(await seedDemo(platform, Date.now())) };
  const users =
    seeded.users && (await areUsersSeeded(platform, seeded.users, seeded.builder_id))
      ? seeded.users
      : await seedUsers(platform, seeded.builder_id, Date.now());
  const demo = { ...seeded, users };
  writeFileSync(path, `${JSON.stringify(demo, null, 2)}\n`, { mode: 0o600 });
  return demo;
}

/** The listings of our own integrations, as this release has them, and the jurisdictions it knows. */
async function seedListings(platform: D1Database): Promise<void> {
  const now = Date.now();
  const statements = [...seedStatements(catalogue, builtConnectors, now), ...jurisdictionStatements(now)];
  await platform.batch(statements.map((sql) => platform.prepare(sql)));
}

const fillingPath = (dataDir: string): string => join(dataDir, "demo-data.json");

/** What is begun goes on; what is done, or begun by somebody else, is left alone. */
async function fillingOf(env: Databases, demo: Demo, dataDir: string): Promise<Filling | undefined> {
  const known = readJson<Filling>(fillingPath(dataDir));
  if (known?.builder_id === demo.builder_id) return known.api_key === undefined ? undefined : known;
  const tenant = DEMO_SHARD === 0 ? env.TENANT_DB_0 : env.TENANT_DB_1;
  const project = await tenant
    .prepare("select 1 from projects where builder_id = ? limit 1")
    .bind(demo.builder_id)
    .first();
  if (project) return undefined;
  const filling = {
    builder_id: demo.builder_id,
    started: new Date().toISOString().slice(0, 10),
    api_key: await addDemoKey(env.PLATFORM_DB, demo.builder_id, Date.now()),
  };
  writeFileSync(fillingPath(dataDir), JSON.stringify(filling), { mode: 0o600 });
  return filling;
}

export function markFilled(dataDir: string, { builder_id, started }: Filling): void {
  writeFileSync(fillingPath(dataDir), JSON.stringify({ builder_id, started }));
}

function readJson<T>(path: string): T | undefined {
  try {
    return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as T) : undefined;
  } catch {
    return undefined;
  }
}
