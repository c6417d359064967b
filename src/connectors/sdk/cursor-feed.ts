import { type Call, CallFailure, unexpected } from "./endpoint";
import type { Sync, SyncedRecord } from "./version";

/** Parts of one reading, which is kept in memory until it is complete; a run that commits nothing for three minutes is dead. */
const MOST_PARTS = 60;
/** How often a reading is begun again before it is left to the next run. */
const MOST_READINGS = 4;
/** What the platform commits at once. */
const A_PAGE = 500;

/** What has changed from a cursor on. */
export type FeedPart<T> = {
  changed: readonly SyncedRecord<T>[];
  /** Ids of what is gone. */
  removed: readonly string[];
  /** Of what comes after it; empty while the upstream has none yet. */
  cursor: string;
  hasMore: boolean;
};

/** An upstream that tells changes by a cursor of its own. */
export type Feed<T> = {
  /** @param cursor null for the beginning */
  read: (call: Call, cursor: string | null) => Promise<FeedPart<T>>;
  /** What a failure is called where the list has changed while it was read, so that all of it is to be read again. */
  movedCode: string;
  /** What it is called where the cursor is not known any more. */
  foreignCode: string;
};

/** All that has changed from a cursor on, by id, as it stands at the end: null for what is gone. */
type Reading<T> = { changed: Map<string, SyncedRecord<T> | null>; cursor: string | null };

/** @throws CallFailure */
async function readAll<T>({ read }: Feed<T>, call: Call, from: string | null): Promise<Reading<T>> {
  const reading: Reading<T> = { changed: new Map(), cursor: from };
  for (let part = 0; part < MOST_PARTS; part += 1) {
    const { changed, removed, cursor, hasMore } = await read(call, reading.cursor);
    for (const record of changed) reading.changed.set(record.id, record);
    for (const id of removed) reading.changed.set(id, null);
    reading.cursor = cursor || null;
    if (!hasMore) return reading;
  }
  throw unexpected(`There is more than ${MOST_PARTS} answers hold at once. Connect it with a shorter history.`);
}

/**
 * Reads from a cursor to the end. Where the list has changed meanwhile, all is read again from the same cursor; when that
 * does not help, or the cursor is not known any more, from the beginning.
 * @throws CallFailure transient when it changes all the time
 */
async function readSettled<T>(feed: Feed<T>, call: Call, stored: string | null) {
  let from = stored;
  for (let readings = 1; ; readings += 1) {
    try {
      return { ...(await readAll(feed, call, from)), from };
    } catch (error) {
      const code = error instanceof CallFailure ? error.code : undefined;
      const isForeign = code === feed.foreignCode && from !== null;
      if (!isForeign && code !== feed.movedCode) throw error;
      if (readings === MOST_READINGS)
        throw new CallFailure({ class: "transient", message: "The list changes all the time. It is tried again." });
      if (isForeign || readings === MOST_READINGS - 1) from = null;
    }
  }
}

/**
 * A sync of the changes since the cursor. It moves with the last of them: a run that breaks off reads the same again. A
 * reading from the beginning shows all there is.
 */
export const feedSync = <T>(feed: Feed<T>): Sync<unknown, T> => ({
  mode: "incremental",
  // The upstream names what is gone.
  deletionsExpected: true,
  async *run({ call, cursor: stored }) {
    const { changed, cursor, from } = await readSettled(feed, call, stored);
    // The upstream has nothing to tell yet.
    if (cursor === null) return;
    const [all, anew] = [[...changed], from === null ? ({ anew: true } as const) : {}];
    for (let at = 0; at === 0 || at < all.length; at += A_PAGE) {
      const page = all.slice(at, at + A_PAGE);
      yield {
        records: page.flatMap(([, record]) => record ?? []),
        deleted: page.filter(([, record]) => record === null).map(([id]) => id),
        cursor: at + A_PAGE < all.length ? from : cursor,
        ...anew,
      };
    }
  },
});
