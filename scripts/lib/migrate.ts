import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

type Database = Pick<D1Database, "prepare" | "batch">;

/** Wrangler's own ledger, so that `wrangler d1 migrations apply` goes on where this leaves off. */
const LEDGER = `create table if not exists d1_migrations (
  id integer primary key autoincrement, name text unique, applied_at timestamp default current_timestamp not null)`;

/** Applies what a folder holds and the database has not; each file in one transaction. */
export async function migrate(db: Database, folder: string): Promise<number> {
  await db.prepare(LEDGER).run();
  const { results } = await db.prepare("select name from d1_migrations").all<{ name: string }>();
  const applied = new Set(results.map(({ name }) => name));
  const files = readdirSync(folder)
    .filter((name) => name.endsWith(".sql") && !applied.has(name))
    .toSorted();
  for (const name of files) {
    const statements = readFileSync(join(folder, name), "utf8").split("--> statement-breakpoint");
    await db.batch([
      ...statements.filter((sql) => sql.trim() !== "").map((sql) => db.prepare(sql)),
      db.prepare("insert into d1_migrations (name) values (?)").bind(name),
    ]);
  }
  return files.length;
}

/** @param env the bindings of wrangler.toml */
export async function migrateAll(
  env: { PLATFORM_DB: Database; TENANT_DB_0: Database; TENANT_DB_1: Database },
  root: string,
): Promise<void> {
  await migrate(env.PLATFORM_DB, join(root, "migrations/platform"));
  await migrate(env.TENANT_DB_0, join(root, "migrations/tenant"));
  await migrate(env.TENANT_DB_1, join(root, "migrations/tenant"));
}
