import { type AnySQLiteColumn, foreignKey, type SQLiteTable } from "drizzle-orm/sqlite-core";

/**
 * A reference to a record of ours, with which the row is deleted.
 * @param columns those that hold the record's builder and its id
 */
export function goesWith(record: SQLiteTable, columns: [AnySQLiteColumn, AnySQLiteColumn]) {
  // Tables of entities are made of their definitions, so that their columns have no types.
  const key = record as unknown as Record<"builder_id" | "id", AnySQLiteColumn>;
  return foreignKey({ columns, foreignColumns: [key.builder_id, key.id] }).onDelete("cascade");
}
