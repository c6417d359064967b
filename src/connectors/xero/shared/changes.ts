import type { Page, SyncedRecord } from "#connectors/sdk";

const SECOND_MS = 1000;

/** One answer of a list: what was asked for, oldest change first. */
export type Listed<T> = { items: readonly T[]; isLast: boolean; total?: number };
export type Ask = { headers: Record<string, string>; query: { order: string; page: number } };

type Source<T, R> = {
  cursor: string | null;
  list: (ask: Ask) => Promise<Listed<T>>;
  /** When an item was last changed, in ms. */
  changed: (item: T) => number;
  /** Null where the item is gone. */
  map: (item: T) => { id: string; data: R | null };
};

/** Xero compares whole seconds; the one before is asked for again. */
const sinceOf = (ms: number): string => new Date(ms - SECOND_MS).toISOString().slice(0, 19);

/**
 * Everything that has changed since the cursor, a time and the page from there on. Numbered pages alone would shift while
 * they are read, so the time moves on with each page, and the number counts only within one second.
 */
export async function* changesOf<T, R>({ cursor, list, changed, map }: Source<T, R>): AsyncIterable<Page<R>> {
  let [since = "", at = "1"] = (cursor ?? "").split(" ");
  for (;;) {
    const headers: Record<string, string> = since === "" ? {} : { "if-modified-since": since };
    const { items, isLast, total } = await list({ headers, query: { order: "UpdatedDateUTC ASC", page: Number(at) } });
    const newest = items.reduce((latest, item) => Math.max(latest, changed(item)), 0);
    const reached = newest > 0 && sinceOf(newest) > since ? sinceOf(newest) : since;
    at = reached > since || isLast ? "1" : String(Number(at) + 1);
    since = reached;
    const mapped = items.map(map);
    const records = mapped.filter((record): record is SyncedRecord<R> & { data: R } => record.data !== null);
    const deleted = mapped.filter(({ data }) => data === null).map(({ id }) => id);
    yield { records, deleted, cursor: `${since} ${at}`, ...(total === undefined ? {} : { total }) };
    if (isLast) return;
  }
}
