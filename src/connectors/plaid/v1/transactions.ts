import { type Call, CallFailure, type Page, unexpected } from "#connectors/sdk";
import type { BankTransaction } from "#models";
import { api, type PlaidTransaction } from "./client";
import { toTransaction } from "./mapper";

/** The most Plaid gives at once. */
const COUNT = 500;
/** Pages of one reading, which is kept in memory until it is complete; a run that commits nothing for three minutes is dead. */
const MOST_PAGES = 60;
/** How often a reading is begun again before it is left to the next run. */
const MOST_READINGS = 4;
/** What the platform commits at once. */
const A_PAGE = 500;

const MUTATION = "TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION";

/** All that has changed since a cursor, each transaction once, as it stands at the end. */
type Reading = { changed: Map<string, PlaidTransaction>; removed: Set<string>; cursor: string };

const codeOf = (error: unknown): string | undefined => (error instanceof CallFailure ? error.code : undefined);

/** @throws CallFailure */
async function readAll(call: Call, from: string | null): Promise<Reading> {
  const reading: Reading = { changed: new Map(), removed: new Set(), cursor: from ?? "" };
  for (let page = 0; page < MOST_PAGES; page += 1) {
    const body = { count: COUNT, ...(reading.cursor === "" ? {} : { cursor: reading.cursor }) };
    const answer = await call(api.syncTransactions, { body });
    for (const transaction of [...answer.added, ...answer.modified]) {
      reading.changed.set(transaction.transaction_id, transaction);
      reading.removed.delete(transaction.transaction_id);
    }
    for (const { transaction_id: id } of answer.removed) {
      reading.changed.delete(id);
      reading.removed.add(id);
    }
    reading.cursor = answer.next_cursor;
    if (!answer.has_more) return reading;
  }
  throw unexpected(`Plaid has more than ${MOST_PAGES * COUNT} changes at once. Connect it with a shorter history.`);
}

/**
 * Reads from a cursor to the end. What changes meanwhile makes Plaid refuse the next page, and all of it is read again from
 * the same cursor (plaid.com/docs/transactions/sync-migration); when that does not help, or the cursor is not known any
 * more, from the beginning.
 * @throws CallFailure transient when it changes all the time
 */
async function readSettled(call: Call, stored: string | null): Promise<{ reading: Reading; from: string | null }> {
  let from = stored;
  for (let readings = 1; ; readings += 1) {
    try {
      return { reading: await readAll(call, from), from };
    } catch (error) {
      const isForeign = codeOf(error) === "INVALID_FIELD" && from !== null;
      if (!isForeign && codeOf(error) !== MUTATION) throw error;
      if (readings === MOST_READINGS)
        throw new CallFailure({
          class: "transient",
          message: "The transactions change all the time. It is tried again.",
        });
      if (isForeign || readings === MOST_READINGS - 1) from = null;
    }
  }
}

/**
 * The changes since the cursor. It moves with the last of them: a run that breaks off reads the same again. A reading from
 * the beginning shows all there is.
 */
export async function* changesSince(call: Call, stored: string | null): AsyncIterable<Page<BankTransaction>> {
  const { reading, from } = await readSettled(call, stored);
  // Plaid has asked the bank for nothing yet, and gives no cursor.
  if (reading.cursor === "") return;
  const changed = [...reading.changed].map(([id, transaction]) => ({ id, data: toTransaction(transaction) }));
  const removed = [...reading.removed];
  const anew = from === null ? ({ anew: true } as const) : {};
  const count = Math.max(1, Math.ceil(changed.length / A_PAGE) + Math.ceil(removed.length / A_PAGE));
  for (let page = 0; page < count; page += 1) {
    const behind = page - Math.ceil(changed.length / A_PAGE);
    yield {
      records: changed.slice(page * A_PAGE, (page + 1) * A_PAGE),
      deleted: behind < 0 ? [] : removed.slice(behind * A_PAGE, (behind + 1) * A_PAGE),
      cursor: page === count - 1 ? reading.cursor : from,
      ...anew,
    };
  }
}
