import { isSameJson } from "#lib/canonical-json";

/** A change that is asked for: what a field is to be, and what it was where that was decided. */
export type FieldChange<F extends string> = { field: F; from: unknown; to: unknown };

/**
 * Writes changes of a record that others change too. It is read first: what has been changed there meanwhile is left, and
 * what is there already is not sent again.
 * @param record how it is read, how its fields compare with the changes, and how those that are due are written
 * @returns the record as it is then, and the fields that have what was asked for
 */
export async function writeChanges<T, F extends string>(
  changes: readonly FieldChange<F>[],
  record: {
    read: () => Promise<T>;
    fieldsOf: (found: T) => Readonly<Record<F, unknown>>;
    write: (found: T, due: ReadonlySet<F>) => Promise<T>;
  },
): Promise<{ after: T; written: F[] }> {
  const found = await record.read();
  const was = record.fieldsOf(found);
  const due = changes.filter(({ field, from, to }) => isSameJson(was[field], from) && !isSameJson(from, to));
  const after = due.length > 0 ? await record.write(found, new Set(due.map(({ field }) => field))) : found;
  const is = record.fieldsOf(after);
  return { after, written: changes.filter(({ field, to }) => isSameJson(is[field], to)).map(({ field }) => field) };
}
