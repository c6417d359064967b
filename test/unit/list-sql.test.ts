import fc from "fast-check";
import { expect, test } from "vitest";
import { firstIdAt } from "#lib/ids";
import type { Filter, ListQuery } from "#models";
import { listSql, type Source } from "../../src/db/list-sql";

const source: Source = {
  table: "things",
  columns: "id, status, day",
  fixed: { builder_id: "B" },
  idColumn: "id",
  indexes: { code: "things_code", status: "things_status", day: "things_day" },
};
const query = (more: Partial<ListQuery> = {}): ListQuery => ({
  limit: 10,
  cursor: undefined,
  sort: { field: "created_at", descending: true },
  filters: [],
  ...more,
});
const filter = (field: string, operator: Filter["operator"], ...values: (string | number)[]): Filter => ({
  field,
  operator,
  values,
});
const byDay = { field: "day", descending: false };

test("a plain page walks the key", () => {
  expect(listSql(source, query(), undefined)).toEqual({
    sql: "select id, status, day from things where builder_id = ?1 order by id desc limit 11",
    params: ["B"],
  });
  expect(listSql(source, query(), ["X"])).toEqual({
    sql: "select id, status, day from things where builder_id = ?1 and id < ?2 order by id desc limit 11",
    params: ["B", "X"],
  });
});

test("a filter by one value names its index", () => {
  const { sql, params } = listSql(source, query({ filters: [filter("status", "eq", "a")] }), ["X"]);
  expect(sql).toContain(
    "from things indexed by things_status where builder_id = ?1 and status = ?2 and id < ?3 order by id",
  );
  expect(params).toEqual(["B", "a", "X"]);
});

test("the most selective filter drives, the others are checked", () => {
  const filters = [filter("status", "in", "a", "b"), filter("code", "eq", "C")];
  const { sql } = listSql(source, query({ filters }), undefined);
  expect(sql).toContain("indexed by things_code");
  expect(sql).toContain("status in (?2, ?3)");
  expect(sql).not.toContain("union");
});

test("several values are branches that are merged", () => {
  const { sql, params } = listSql(source, query({ filters: [filter("status", "in", "a", "b")] }), ["X"]);
  expect(sql.split(" union all ")).toHaveLength(2);
  expect(sql.match(/order by/gu)).toHaveLength(1);
  expect(sql.match(/id < \?2/gu)).toHaveLength(2);
  expect(params).toEqual(["B", "X", "a", "b"]);
});

test("no compound has more than five terms, however many values", () => {
  for (const count of [5, 6, 20, 26, 60]) {
    const values = Array.from({ length: count }, (_, at) => `v${at}`);
    const { sql, params } = listSql(source, query({ filters: [filter("status", "in", ...values)] }), undefined);
    expect(sql.match(/status = \?/gu)).toHaveLength(count);
    expect(params).toEqual(["B", ...values]);
    // What stands in parentheses is one term of what stands around it.
    let rest = sql;
    const compounds: string[] = [];
    for (
      let inner = /\(([^()]*union all[^()]*)\)/u.exec(rest);
      inner;
      inner = /\(([^()]*union all[^()]*)\)/u.exec(rest)
    ) {
      compounds.push(inner[1] ?? "");
      rest = rest.replace(inner[0], "nested");
    }
    for (const compound of [...compounds, rest]) expect(compound.split(" union all ").length).toBeLessThanOrEqual(5);
  }
});

test("an index that does not give the list's order is left to the planner", () => {
  const { sql } = listSql(source, query({ sort: byDay, filters: [filter("status", "in", "a", "b")] }), undefined);
  expect(sql).not.toContain("indexed by");
  expect(sql).not.toContain("union");
  expect(sql).toContain("status in (?2, ?3)");
});

test("ids are the times of creation", () => {
  const at = 1_790_000_000_000;
  const of = (operator: Filter["operator"]) =>
    listSql(source, query({ filters: [filter("created_at", operator, at)] }), undefined);
  expect(of("gte").params).toEqual(["B", firstIdAt(at)]);
  expect(of("gt").params).toEqual(["B", firstIdAt(at + 1)]);
  expect(of("lt").params).toEqual(["B", firstIdAt(at)]);
  expect(of("lte").params).toEqual(["B", firstIdAt(at + 1)]);
  expect(of("eq").params).toEqual(["B", firstIdAt(at), firstIdAt(at + 1)]);
  expect(of("gte").sql).toContain("id >= ?2");
  expect(of("lte").sql).toContain("id < ?2");
});

test("a position takes the place of the bound it has passed, and of no other", () => {
  const range = [filter("day", "gte", "2026-01-01"), filter("day", "lt", "2026-02-01")];
  const { sql, params } = listSql(source, query({ sort: byDay, filters: range }), ["2026-01-05", "X"]);
  expect(sql).toContain("day is not null and day < ?2 and (day, id) > (?3, ?4)");
  expect(params).toEqual(["B", "2026-02-01", "2026-01-05", "X"]);
  const back = listSql(source, query({ sort: { field: "day", descending: true }, filters: range }), [
    "2026-01-05",
    "X",
  ]);
  expect(back.sql).toContain("day >= ?2 and day is not null and (day, id) < (?3, ?4)");
});

test("a choice that leaves nothing finds nothing", () => {
  expect(listSql(source, query({ filters: [filter("status", "in")] }), undefined).sql).toContain("false");
});

test("every value is bound, none is written into the text", () => {
  const value = fc.string({ minLength: 1 }).map((text) => `'"${text}?;--`);
  const filters = fc.array(
    fc.record({
      field: fc.constantFrom("status", "code", "day", "other"),
      operator: fc.constantFrom<Filter["operator"]>("eq", "in", "gte", "lt"),
      values: fc.uniqueArray(value, { minLength: 1, maxLength: 8 }),
    }),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(filters, fc.boolean(), fc.option(fc.tuple(value), { nil: undefined }), (some, descending, position) => {
      const { sql, params } = listSql(
        source,
        query({ sort: { field: "created_at", descending }, filters: some }),
        position,
      );
      expect(sql).toMatch(/^[\w\s.,=<>()?*]+$/u);
      const numbers = new Set([...sql.matchAll(/\?(\d+)/gu)].map(([, digits]) => Number(digits)));
      expect(numbers).toEqual(new Set(params.map((_, at) => at + 1)));
      expect(params.length).toBeLessThanOrEqual(100);
    }),
  );
});
