import { prepare, type Db, type Write } from "#db/client";
import type { ContractorLicense } from "#models";

export type FileRow = {
  state: string;
  etag: string;
  published_at: number;
  import_id: string;
  status: "importing" | "clearing" | "done" | "failed";
  error: string | null;
  offset: number;
  rows: number;
  former_rows: number;
  complete_at: number | null;
};

export const findFile = (db: Db, state: string): Promise<FileRow | null> =>
  prepare(db, "select * from license_files where state = ?1", state).first<FileRow>();

const COLUMNS = [
  "state",
  "etag",
  "published_at",
  "import_id",
  "status",
  "error",
  '"offset"',
  '"rows"',
  "former_rows",
  "complete_at",
];
const PUT = `insert into license_files (${COLUMNS.join(", ")}) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
 on conflict (state) do update set ${COLUMNS.slice(1)
   .map((column) => `${column} = excluded.${column}`)
   .join(", ")}`;

export const putFile = (db: Db, row: FileRow): Write =>
  prepare(
    db,
    PUT,
    row.state,
    row.etag,
    row.published_at,
    row.import_id,
    row.status,
    row.error,
    row.offset,
    row.rows,
    row.former_rows,
    row.complete_at,
  );

const PUT_ROLLS = `insert into license_rolls (state, number, import_id, license)
 select ?1, value->>'$.number', ?2, value from json_each(?3) where true
 on conflict (state, number) do update set import_id = excluded.import_id, license = excluded.license`;

export const putRolls = (
  db: Db,
  { state, import_id: importId }: FileRow,
  licenses: readonly ContractorLicense[],
): Write => prepare(db, PUT_ROLLS, state, importId, JSON.stringify(licenses));

const CLEAR = `delete from license_rolls where (state, number) in (select state, number from license_rolls
 indexed by license_rolls_import_id where state = ?1 and import_id < ?2 limit ?3)`;

/** Deletes what imports before this one have left; their ids are smaller. @returns how many */
export async function clearFormer(db: Db, { state, import_id: importId }: FileRow, limit: number): Promise<number> {
  return (await prepare(db, CLEAR, state, importId, limit).run()).meta.changes;
}

export async function findRoll(db: Db, state: string, number: string): Promise<ContractorLicense | null> {
  const sql = "select license from license_rolls where state = ?1 and number = ?2";
  const row = await prepare(db, sql, state, number).first<{ license: string }>();
  return row && (JSON.parse(row.license) as ContractorLicense);
}
