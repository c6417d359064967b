import { env } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { sortsOf } from "#models";
import { callWith } from "../support/direct";
import { type Condition, conditionsOf, filterable, queryOf, rowAt, START } from "../support/list-model";
import { deleteRows, everyList, insertRows, LIST_NAMES, type ListCase, type Row } from "../support/lists";
import { planOf, type Recorded, recordSql, rowsReadBy } from "../support/record-sql";

let lists: ReadonlyMap<string, ListCase>;
beforeAll(async () => {
  lists = new Map((await everyList()).map((list) => [list.name, list]));
});

const listNamed = (name: string): ListCase => {
  const list = lists.get(name);
  if (!list) throw new Error(`no list ${name}`);
  return list;
};

/** The very statement by which the API answers the question, and the cursor of its next page. */
async function asked(list: ListCase, query: string): Promise<{ statement: Recorded; cursor: string | null }> {
  const platform = recordSql(env.PLATFORM_DB);
  const tenant = recordSql(env.TENANT_DB_1);
  const replaced = { PLATFORM_DB: platform.db, TENANT_DB_1: tenant.db };
  const reply = await callWith(replaced, list.client.request("GET", `${list.path}?${query}`));
  const statement = [...platform.statements, ...tenant.statements].findLast(({ sql }) =>
    sql.includes(` from ${list.table} `),
  );
  if (reply.status !== 200 || !statement) throw new Error(`${list.path}?${query}: ${JSON.stringify(reply.body)}`);
  return { statement, cursor: reply.body["next_cursor"] as string | null };
}

/** One question an operator: that with the most values. */
const onceEach = (conditions: readonly Condition[]): Condition[] =>
  [...Map.groupBy(conditions, ({ operator }) => operator).values()].flatMap((some) =>
    some.toSorted((a, b) => b.values.length - a.values.length).slice(0, 1),
  );

const SAFE = /^(?:SEARCH|MERGE|COMPOUND|LEFT$|RIGHT$|LEFT-MOST|UNION ALL)/u;
const PAGE = 10;
/** A filter of these is checked along the key: they have no index, since each row is written with every event. */
const CHECKED_ALONG_THE_KEY = new Set(["events", "deliveries", "webhooks"]);

/** Many rows of one kind, and among them a few of another: whoever looks for those must not meet the many. */
function skewed(list: ListCase): Row[] {
  const pick = (at: number): Row =>
    Object.fromEntries(Object.entries(list.pools).map(([name, pool]) => [name, pool[at % 100 === 50 ? 1 : 0] ?? null]));
  return Array.from({ length: 400 }, (_, at) => rowAt(list, START + at * 10, pick(at)));
}

/** Each operator of each filter, for what many rows have and for what few have; and each order. */
function questionsFor(list: ListCase, rows: readonly Row[]): Set<string> {
  const rare = rows.filter((_, at) => at % 100 === 50);
  const filters = filterable(list).flatMap(([field, spec]) => [
    ...onceEach(conditionsOf(list, rows, field, spec)),
    ...conditionsOf(list, rare, field, spec).slice(0, 1),
  ]);
  const sorts = sortsOf(list.listable).flatMap((sort) => [`sort=${sort}`, `sort=-${sort}`]);
  return new Set(["", ...filters.map((condition) => queryOf(list, [condition])), ...sorts]);
}

test.each(LIST_NAMES)("%s is found by its indexes, and reads about what it shows, on any page", async (name) => {
  const list = listNamed(name);
  const rows = skewed(list);
  for (let from = 0; from < rows.length; from += 100)
    await insertRows(list.db, list.table, rows.slice(from, from + 100));
  const [badPlans, badReads]: [unknown[], unknown[]] = [[], []];
  let most = 0;
  for (const query of questionsFor(list, rows)) {
    let cursor: string | null = "";
    for (let page = 0; page < 2 && cursor !== null; page += 1) {
      const suffix: string = cursor === "" ? "" : `&cursor=${cursor}`;
      const { statement, cursor: next } = await asked(list, `limit=${PAGE}&${query}${suffix}`);
      cursor = next;
      const plan = await planOf(list.db, statement);
      const searched = plan.some((step) => step.startsWith(`SEARCH ${list.table} USING`));
      if (!searched || plan.some((step) => !SAFE.test(step))) badPlans.push({ query, page, plan });
      const read = await rowsReadBy(list.db, statement);
      most = Math.max(most, read);
      if (read > PAGE + 10 && !CHECKED_ALONG_THE_KEY.has(name)) badReads.push({ query, page, read });
    }
  }
  await deleteRows(
    list,
    rows.map((row) => String(row[list.idColumn])),
  );
  expect(badPlans).toEqual([]);
  expect(badReads).toEqual([]);
  expect(most).toBeGreaterThan(PAGE);
});
