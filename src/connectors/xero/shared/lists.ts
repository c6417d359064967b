import { z } from "zod";
import { type Changed, changesByTime, endpoint, fields, isLastPage, orNull, type Sync } from "#connectors/sdk";
import { judge } from "./client";
import { type Config, inTenant } from "./tenant";
import { time } from "./values";

const SECOND_MS = 1000;
/** Xero's pages when nothing is said of their size. */
const USUAL_PAGE = 100;

/** A list of Xero's: the field with an item's id, what an item is to us, null where it is gone, and how it is asked for. */
export type List<R> = {
  of: "Contacts" | "Invoices" | "Payments";
  id: string;
  item: z.ZodType<R | null>;
  query: Readonly<Record<string, string | boolean | number>>;
};

/** Left out where nothing matches. */
const pages = orNull(
  fields<Parameters<typeof isLastPage>[1]>({
    page: z.int(),
    pages: ["pageCount", z.int()],
    size: ["pageSize", z.int()],
    total: ["itemCount", z.int()],
  }),
);

export const listOf = <R>({ of, id, item }: List<R>) =>
  endpoint({
    name: `list${of}`,
    method: "GET",
    path: `/api.xro/2.0/${of}`,
    // Nothing has changed since the time that was asked for.
    absent: [304],
    response: fields<{ items: Changed<R>[]; pages: z.output<typeof pages> }>({
      items: [
        of,
        z.array(fields<Changed<R>>({ id: [id, z.string()], at: ["UpdatedDateUTC", time], data: ["", item] })),
      ],
      pages: ["pagination", pages],
    }).nullable(),
    judge,
  });

/** Xero compares whole seconds; the one before is asked for again. */
const askFrom = (at: string): string => new Date(Date.parse(at) - SECOND_MS).toISOString().slice(0, 19);

export const changesIn = <R>(list: List<R>): Sync<Config, R> => ({
  mode: "incremental",
  async *run({ call, config, cursor }) {
    const [source, ask] = [listOf(list), await inTenant({ call, config })];
    yield* changesByTime<R>(cursor, askFrom, async (since, page) => {
      const headers: Record<string, string> = since === "" ? {} : { "if-modified-since": since };
      const query = { order: "UpdatedDateUTC ASC", page, ...list.query };
      const { items = [], pages } = (await ask(source, { headers, query })) ?? {};
      // Without counts, a page that is not full is the last.
      const full = Number(list.query["pageSize"] ?? USUAL_PAGE);
      return { items, isLast: pages ? isLastPage(items.length, pages) : items.length < full };
    });
  },
});
