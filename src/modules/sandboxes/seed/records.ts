import { newId } from "#lib/ids";
import { DAY_MS } from "#lib/time";
import type { Entity } from "#models";
import type { AnyRecord } from "#modules/records";

/** Records of a sandbox by entity, as they are written. */
export type Batch = Map<Entity, AnyRecord[]>;

export type Seeder = {
  now: number;
  records: Batch;
  /** Makes a record with its defaults, as if it had been created at `at` (epoch ms; never after now). */
  add: (entity: Entity, at: number, fields: Readonly<Record<string, unknown>>) => AnyRecord;
};

export function createSeeder(now: number): Seeder {
  const records: Batch = new Map();
  const add: Seeder["add"] = (entity, at, fields) => {
    const created = Math.min(at, now);
    const time = new Date(created).toISOString();
    const own = Object.entries(entity.fields).map(([name, field]) => [name, fields[name] ?? field.default ?? null]);
    const record = {
      id: newId(created),
      ...Object.fromEntries(own),
      created_at: time,
      updated_at: time,
    } as AnyRecord;
    const list = records.get(entity) ?? [];
    list.push(record);
    records.set(entity, list);
    return record;
  };
  return { now, records, add };
}

/** The day so many days after `now`, YYYY-MM-DD, UTC. */
export const dayAt = (now: number, days: number): string => new Date(now + days * DAY_MS).toISOString().slice(0, 10);

export const isoAt = (ms: number): string => new Date(ms).toISOString();

/** Adds to a number of the record. */
export function raise(record: AnyRecord | undefined, name: string, by: number): void {
  if (record) record[name] = Number(record[name]) + by;
}
