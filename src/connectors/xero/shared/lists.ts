import { z } from "zod";
import { endpoint, type Page, type Sync, type SyncedRecord, unexpected } from "#connectors/sdk";
import { judge } from "./client";
import { type Config, ofTenant } from "./tenant";
import { timeOf } from "./values";

const SECOND_MS = 1000;
/** Xero's pages when nothing is said of their size. */
const USUAL_PAGE = 100;

/** A list of Xero's, and what its items are to us. */
export type List<T, R> = {
  of: "Contacts" | "Invoices" | "Payments";
  item: z.ZodType<T>;
  query: Readonly<Record<string, string | boolean>>;
  /** Asked for, where it is another than Xero's own. */
  pageSize: number | undefined;
  /** Null where the item is gone. */
  map: (item: T) => { id: string; data: R | null };
};

/** Left out where nothing matches. */
const pagination = z.object({ page: z.int(), pageSize: z.int(), pageCount: z.int(), itemCount: z.int() }).optional();
type Pages = z.output<typeof pagination>;

export const listOf = <T>({ of, item }: Pick<List<T, unknown>, "of" | "item">) =>
  endpoint({
    name: `list${of}`,
    method: "GET",
    path: `/api.xro/2.0/${of}`,
    // Nothing has changed since the time that was asked for.
    absent: [304],
    response: z
      .object({ [of]: z.array(item), pagination })
      .nullable()
      // With a name that is computed, all fields are of one type to the compiler.
      .transform((answer) => ({ items: (answer?.[of] ?? []) as T[], pages: answer?.["pagination"] as Pages })),
    judge,
  });

/** @throws CallFailure contract when a page holds fewer items than its own counts say */
function isLast(count: number, pages: Pages, size = USUAL_PAGE): boolean {
  // Without counts, a page that is not full is the last.
  if (!pages) return count < size;
  const { page, pageSize, pageCount, itemCount } = pages;
  if (count < Math.min(pageSize, itemCount - (page - 1) * pageSize))
    throw unexpected("Xero: a page holds fewer items than it counts.");
  return page >= pageCount;
}

/** Xero compares whole seconds; the one before is asked for again. */
const sinceOf = (ms: number): string => new Date(ms - SECOND_MS).toISOString().slice(0, 19);

/**
 * Everything that has changed since the cursor, a time and the page from there on. Numbered pages alone would shift while
 * they are read, so the time moves on with each page, and the number counts only within one second.
 */
export const changesIn = <T extends { UpdatedDateUTC: string }, R>(list: List<T, R>): Sync<Config, R> => ({
  mode: "incremental",
  async *run({ call, config, cursor }): AsyncIterable<Page<R>> {
    const [source, tenant] = [listOf(list), await ofTenant(call, config)];
    let [since = "", at = "1"] = (cursor ?? "").split(" ");
    for (let isOver = false; !isOver;) {
      const headers = since === "" ? tenant : { ...tenant, "if-modified-since": since };
      const query = { order: "UpdatedDateUTC ASC", page: Number(at), pageSize: list.pageSize, ...list.query };
      const { items, pages } = await call(source, { headers, query });
      isOver = isLast(items.length, pages, list.pageSize);
      const newest = items.reduce((latest, item) => Math.max(latest, timeOf(item.UpdatedDateUTC)), 0);
      const reached = newest > 0 && sinceOf(newest) > since ? sinceOf(newest) : since;
      at = reached > since || isOver ? "1" : String(Number(at) + 1);
      since = reached;
      const mapped = items.map(list.map);
      const records = mapped.filter((record): record is SyncedRecord<R> & { data: R } => record.data !== null);
      const deleted = mapped.filter(({ data }) => data === null).map(({ id }) => id);
      yield { records, deleted, cursor: `${since} ${at}` };
    }
  },
});
