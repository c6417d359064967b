import { unexpected } from "./endpoint";
import type { Page, SyncedRecord } from "./version";

/** A part of a list that is read from places on: numbered pages, offsets, or what the upstream calls a place. */
export type Part<T, P = number> = {
  items: readonly T[];
  /** Where the next part begins; null after the last. */
  next: P | null;
  /** How many there are in all, where that is told. */
  total?: number | undefined;
};

/** Reads the part that begins at a place. */
export type ReadPart<T, P = number> = (at: P) => Promise<Part<T, P>>;

/** The parts of a list, from a place to its end. */
async function* partsFrom<T, P>(from: P, read: ReadPart<T, P>): AsyncIterable<Part<T, P> & { at: P }> {
  for (let at = from; ;) {
    const part = await read(at);
    yield { ...part, at };
    if (part.next === null) return;
    at = part.next;
  }
}

/** The first item of a list that is what is looked for; undefined where none of the first so many parts has it. */
export async function findFrom<T, P>(
  from: P,
  read: ReadPart<T, P>,
  isIt: (item: T) => boolean,
  mostParts = Number.POSITIVE_INFINITY,
): Promise<T | undefined> {
  let parts = 0;
  for await (const { items } of partsFrom(from, read)) {
    const found = items.find(isIt);
    parts += 1;
    if (found || parts === mostParts) return found;
  }
  return undefined;
}

/**
 * What has changed since a time, of a list that can be asked so. The cursor is the time to ask from; within a run also that
 * of the next one, and how far this one has come.
 * @param start where the list begins, and the time that a run from now on is to be asked from
 * @param read asks for what has changed since a time; empty for everything
 */
export async function* changesSince<T, R>(
  cursor: string | null,
  start: { first: number; since: string },
  read: (since: string) => ReadPart<T>,
  toRecord: (item: T) => Promise<SyncedRecord<R>>,
): AsyncIterable<Page<R>> {
  const [since = "", then = start.since, at = String(start.first)] = (cursor ?? "").split(" ");
  for await (const { items, next, total } of partsFrom(Number(at), read(since))) {
    const records = [];
    for (const item of items) records.push(await toRecord(item));
    yield {
      records,
      cursor: next === null ? then : `${since} ${then} ${next}`,
      ...(total === undefined ? {} : { total }),
    };
  }
}

/**
 * What hangs on the items of a list and is asked for item by item, each a page. The cursor is the place in the list, and
 * null where the next run begins again.
 */
export async function* childrenOf<T, R>(
  cursor: string | null,
  first: number,
  read: ReadPart<T>,
  toRecords: (item: T) => Promise<readonly SyncedRecord<R>[]>,
): AsyncIterable<Page<R>> {
  for await (const { items, next, at } of partsFrom(Number(cursor ?? first), read)) {
    for (const item of items) yield { records: await toRecords(item), cursor: String(at) };
    yield { records: [], cursor: next === null ? null : String(next) };
  }
}

/** A numbered page, by what its upstream says: how many a full one holds, and how many items there are in all, if it tells. */
type Numbered = { page: number; pages: number; size: number; total?: number };

/** Whether it is the last one. @param count its items @throws CallFailure contract when some of them are missing */
export function isLastPage(count: number, { page, pages, size, total }: Numbered): boolean {
  const isLast = page >= pages;
  const all = isLast ? (total ?? 0) - (page - 1) * size : size;
  if (count < all) throw unexpected(`Page ${page} of ${pages} holds fewer items than it should.`);
  return isLast;
}

/** What has changed, and when; null where it is gone. */
export type Changed<R> = { id: string; at: string; data: R | null };

/**
 * What has changed since a time, of a list in numbered pages that is ordered by when its items changed. Numbered pages alone
 * would shift while they are read, so the time moves on with each page, and the number counts only within one time.
 * @param askFrom the time to ask from for what changed at a time or later, as the upstream writes it, so that it can be sorted
 * @param read a page of what has changed since a time; empty for everything
 */
export async function* changesByTime<R>(
  cursor: string | null,
  askFrom: (at: string) => string,
  read: (since: string, page: number) => Promise<{ items: readonly Changed<R>[]; isLast: boolean }>,
): AsyncIterable<Page<R>> {
  let [since = "", at = "1"] = (cursor ?? "").split(" ");
  for (let isOver = false; !isOver;) {
    const { items, isLast } = await read(since, Number(at));
    isOver = isLast;
    const reached = items
      .map((item) => askFrom(item.at))
      .reduce((latest, time) => (time > latest ? time : latest), since);
    at = reached > since || isOver ? "1" : String(Number(at) + 1);
    since = reached;
    yield {
      records: items.flatMap(({ id, data }) => (data === null ? [] : [{ id, data }])),
      deleted: items.filter(({ data }) => data === null).map(({ id }) => id),
      cursor: `${since} ${at}`,
    };
  }
}
