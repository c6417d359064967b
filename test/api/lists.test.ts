import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { operatorsOf, sortsOf } from "#models";
import { expectProblem } from "../support/expect-problem";
import {
  type Condition,
  conditionsOf,
  expected,
  filterable,
  nameOf,
  queryOf,
  questions,
  readAll,
  rowAt,
  someRows,
  START,
  chosenBy,
} from "../support/list-model";
import { deleteRows, everyList, insertRows, LIST_NAMES, type ListCase } from "../support/lists";

let lists: ReadonlyMap<string, ListCase>;
beforeAll(async () => {
  lists = new Map((await everyList()).map((list) => [list.name, list]));
});

const listNamed = (name: string): ListCase => {
  const list = lists.get(name);
  if (!list) throw new Error(`no list ${name}`);
  return list;
};

test("every list of the API is here", () => {
  expect([...lists.keys()]).toEqual(LIST_NAMES);
});

test.each(LIST_NAMES)("%s: each operator of each filter finds what it says, in order", async (name) => {
  const list = listNamed(name);
  const rows = someRows(list, 24);
  await insertRows(list.db, list.table, rows);
  const ours = new Set(rows.map((row) => String(row[list.idColumn])));
  const conditions = filterable(list).flatMap(([field, spec]) => conditionsOf(list, rows, field, spec));
  const wrong: unknown[] = [];
  for (const condition of conditions) {
    const found = (await readAll(list, queryOf(list, [condition], { limit: "100" }))).filter((id) => ours.has(id));
    const should = expected(list, rows, [condition]);
    if (found.join() !== should.join()) wrong.push({ ...condition, found, should });
  }
  await deleteRows(list, [...ours]);
  expect(wrong).toEqual([]);
  expect(conditions.length).toBeGreaterThan(5);
});

/** Conditions on different parameters, an order and a page size. */
const anyQuestion = (list: ListCase, rows: ReturnType<typeof someRows>) => {
  const condition = fc.constantFrom(...filterable(list)).chain(([field, spec]) =>
    fc
      .tuple(
        fc.constantFrom(...operatorsOf(spec)),
        fc.uniqueArray(fc.constantFrom(...questions(list, rows, field, spec)), { minLength: 1, maxLength: 3 }),
      )
      .map(([operator, values]): Condition => ({
        field,
        operator,
        values: operator === "in" ? values : values.slice(0, 1),
      })),
  );
  return fc.record({
    conditions: fc.uniqueArray(condition, { maxLength: 3, selector: nameOf }),
    sort: fc.constantFrom(undefined, ...sortsOf(list.listable).flatMap((field) => [field, `-${field}`])),
    limit: fc.integer({ min: 3, max: 40 }),
  });
};

test.each(LIST_NAMES)("%s: any filters, any sort and any page size show what they should", async (name) => {
  const list = listNamed(name);
  const rows = someRows(list, 30);
  await insertRows(list.db, list.table, rows);
  const ours = new Set(rows.map((row) => String(row[list.idColumn])));
  await fc.assert(
    fc.asyncProperty(anyQuestion(list, rows), async ({ conditions, sort, limit }) => {
      const query = queryOf(list, conditions, { limit: String(limit), ...(sort === undefined ? {} : { sort }) });
      const found = (await readAll(list, query)).filter((id) => ours.has(id));
      expect(found).toEqual(expected(list, rows, conditions, sort));
    }),
    { numRuns: 12 },
  );
  await deleteRows(list, [...ours]);
});

test.each(LIST_NAMES)("%s pages completely while rows come and go", async (name) => {
  const list = listNamed(name);
  const time = fc.integer({ min: 0, max: 5 });
  const script = fc.record({
    before: fc.array(time, { minLength: 1, maxLength: 25 }),
    limit: fc.integer({ min: 1, max: 7 }),
    sort: fc.constantFrom(undefined, ...sortsOf(list.listable).flatMap((field) => [field, `-${field}`])),
    steps: fc.array(
      fc.record({ insert: fc.array(time, { maxLength: 5 }), remove: fc.array(fc.nat(200), { maxLength: 4 }) }),
      { maxLength: 6 },
    ),
  });
  const make = (offset: number) =>
    rowAt(
      list,
      START + offset,
      chosenBy(list, (length) => offset % length),
    );
  const idOf = (row: ReturnType<typeof make>) => String(row[list.idColumn]);
  await fc.assert(
    fc.asyncProperty(script, async ({ before, limit, sort, steps }) => {
      const first = before.map(make);
      await insertRows(list.db, list.table, first);
      const all = first.map(idOf);
      const staying = new Set(all);
      const query = queryOf(list, [], { limit: String(limit), ...(sort === undefined ? {} : { sort }) });
      const seen = await readAll(list, query, async (page) => {
        const { insert = [], remove = [] } = steps[page] ?? {};
        const added = insert.map(make);
        await insertRows(list.db, list.table, added);
        all.push(...added.map(idOf));
        const gone = remove.map((index) => all[index % all.length] ?? "");
        for (const id of gone) staying.delete(id);
        if (gone.length > 0) await deleteRows(list, gone);
      });
      await deleteRows(list, all);
      expect(seen.length).toBe(new Set(seen).size);
      expect([...staying].filter((id) => !seen.includes(id))).toEqual([]);
    }),
    { numRuns: 8 },
  );
});

const someId = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b01";
const WRONG: readonly [string, RegExp][] = [
  ["limit=0", /limit/u],
  ["limit=101", /limit/u],
  ["limit=1e1", /limit/u],
  ["limit=", /limit/u],
  ["limit=5&limit=6", /more than once/u],
  ["sort=name", /sort is one of/u],
  ["sort=--created_at", /sort is one of/u],
  ["colour=red", /no parameter colour/u],
  ["status[gt]=active", /no operator gt/u],
  ["status[like]=a", /no operator like/u],
  ["status=sold", /status is one of/u],
  ["client_id=7", /is an id/u],
  ["created_at[gte]=yesterday", /RFC 3339/u],
  ["created_at[gte]=2026-13-01T00:00:00Z", /RFC 3339/u],
  ["status[in]=", /status\[in\]/u],
  [`client_id[in]=${Array.from({ length: 21 }, () => someId).join()}`, /at most 20/u],
  ["__proto__=1", /There is no parameter/u],
  ["constructor=1", /There is no parameter/u],
];

test.each(WRONG)("projects?%s is refused by name", async (query, detail) => {
  const { client, path } = listNamed("projects");
  const problem = expectProblem(await client.get(`${path}?${query}`), "invalid_request", detail);
  const name = [...new URLSearchParams(query).keys()][0] ?? "";
  expect(problem.errors.map(({ pointer }) => pointer)).toEqual([`?${name}`]);
});

test("every wrong parameter is named at once", async () => {
  const { client, path } = listNamed("projects");
  const problem = expectProblem(await client.get(`${path}?limit=0&sort=x&y=1`), "invalid_request");
  expect(problem.errors.map(({ pointer }) => pointer)).toEqual(["?limit", "?sort", "?y"]);
});

test("twenty values of one filter are twenty, and no more rows than there are", async () => {
  const list = listNamed("projects");
  const rows = someRows(list, 40);
  await insertRows(list.db, list.table, rows);
  const codes = rows.slice(0, 20).map(({ code }) => code ?? null);
  const condition: Condition = { field: "code", operator: "in", values: codes };
  expect(await readAll(list, queryOf(list, [condition], { limit: "7" }))).toEqual(expected(list, rows, [condition]));
  await deleteRows(
    list,
    rows.map(({ id }) => String(id)),
  );
});

test("a cursor serves its own list only, with its filters and its sort, and cannot be altered", async () => {
  const list = listNamed("projects");
  await insertRows(list.db, list.table, someRows(list, 5));
  const { body } = await list.client.get<{ next_cursor: string }>(`${list.path}?limit=2`);
  const cursor = body.next_cursor;
  expect((await list.client.get(`${list.path}?limit=100&cursor=${cursor}`)).status).toBe(200);
  const flipped = (cursor.startsWith("A") ? "B" : "A") + cursor.slice(1);
  const other = listNamed("events").client;
  for (const [client, path] of [
    [list.client, `${list.path}?cursor=${flipped}`],
    [list.client, `${list.path}?cursor=x`],
    [list.client, `${list.path}?cursor=`],
    [list.client, `${list.path}?cursor=${"A".repeat(2000)}`],
    [list.client, `${list.path}?sort=code&cursor=${cursor}`],
    [list.client, `${list.path}?status=active&cursor=${cursor}`],
    [list.client, `/v1/clients?cursor=${cursor}`],
    [other, `${list.path}?cursor=${cursor}`],
  ] as const) {
    const problem = expectProblem(await client.get(path), "invalid_request", /cursor does not belong/u);
    expect(problem.errors[0]?.pointer).toBe("?cursor");
  }
});
