import {
  foreignKey,
  index,
  integer,
  primaryKey,
  real,
  type SQLiteColumnBuilderBase,
  type SQLiteTable,
  sqliteTable,
  text,
  uniqueIndex,
} from "drizzle-orm/sqlite-core";
import { sql } from "drizzle-orm";
import { type Entity, type Field, indexesOf, isNullable } from "#models";

const STORED = {
  integer: integer,
  boolean: integer,
  time: integer,
  number: real,
  text: text,
  choice: text,
  date: text,
  ref: text,
  list: text,
} as const;

function column(field: Field): SQLiteColumnBuilderBase {
  if (field.kind === "integer" && field.added) return integer().notNull().default(Number(field.default));
  const made = STORED[field.kind]();
  return isNullable(field) ? made : made.notNull();
}

/**
 * The table of an entity. The key is (builder_id, id): a builder's rows lie together, in order of creation, and the
 * default list needs no index of its own. References carry the builder, so none can point into another tenant.
 * @param tableOf the table of a referenced entity; called after all tables exist
 */
export function entityTable(entity: Entity, tableOf: (name: string) => SQLiteTable): SQLiteTable {
  const fields = Object.fromEntries(Object.entries(entity.fields).map(([name, field]) => [name, column(field)]));
  return sqliteTable(
    entity.plural,
    {
      builder_id: text().notNull(),
      id: text().notNull(),
      ...fields,
      version: integer().notNull(),
      created_at: integer().notNull(),
      updated_at: integer().notNull(),
    },
    (table) => {
      const named = table as unknown as Record<string, typeof table.id>;
      const at = (name: string) => {
        const found = named[name];
        if (!found) throw new Error(`${entity.plural} has no column ${name}`);
        return found;
      };
      const indexes = indexesOf(entity).map((spec) => {
        const [first, ...rest] = [at("builder_id"), ...spec.columns.map(at)] as const;
        if (spec.unique) return uniqueIndex(spec.name).on(first, ...rest);
        const plain = index(spec.name).on(first, ...rest);
        return spec.partial ? plain.where(sql.raw(`"${spec.columns[0]}" is not null`)) : plain;
      });
      const references = Object.entries(entity.fields).flatMap(([name, field]) => {
        if (field.kind !== "ref") return [];
        const target = tableOf(field.to) as unknown as Record<string, typeof table.id>;
        const [builder, id] = [target["builder_id"], target["id"]];
        if (!builder || !id) throw new Error(`${field.to} has no key`);
        return [foreignKey({ columns: [at("builder_id"), at(name)], foreignColumns: [builder, id] })];
      });
      return [primaryKey({ columns: [at("builder_id"), at("id")] }), ...indexes, ...references];
    },
  );
}
