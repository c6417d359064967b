import { index, integer, primaryKey, sqliteTable, text } from "drizzle-orm/sqlite-core";

/** What the files say that states publish of their licenses. */
export const licenseRolls = sqliteTable(
  "license_rolls",
  {
    state: text().notNull(),
    number: text().notNull(),
    /** The import that saw it last. */
    import_id: text().notNull(),
    /** JSON: a license in canonical form. */
    license: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.state, table.number] }),
    index("license_rolls_import_id").on(table.state, table.import_id),
  ],
);

/** How far the import of a state's file has come. */
export const licenseFiles = sqliteTable("license_files", {
  state: text().primaryKey(),
  /** Of the file in the file store. */
  etag: text().notNull(),
  /** When it was put there. */
  published_at: integer().notNull(),
  import_id: text().notNull(),
  /** importing, clearing (what the file no longer has), done, failed */
  status: text().notNull(),
  error: text(),
  /** Bytes that are read. */
  offset: integer().notNull(),
  rows: integer().notNull(),
  /** Rows of the import before. */
  former_rows: integer().notNull(),
  /** When an import last came to its end; until then nothing can be said to be absent. */
  complete_at: integer(),
});
