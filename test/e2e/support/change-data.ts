import { readdirSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

/**
 * Changes the data of a product behind its back, as time or another release would.
 * @param folder its DATA_DIR
 * @param sql one statement, run on every database that has its tables
 * @returns how many rows it changed in all
 */
export function changeData(folder: string, sql: string, ...values: (string | number | null)[]): number {
  const databases = join(folder, "state/v3/d1");
  const files = readdirSync(databases, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".sqlite"),
  );
  let changed = 0;
  for (const file of files) {
    const database = new DatabaseSync(join(databases, file), { timeout: 5000 });
    try {
      changed += Number(database.prepare(sql).run(...values).changes);
    } catch (error) {
      if (!String(error).includes("no such table")) throw error;
    } finally {
      database.close();
    }
  }
  return changed;
}
