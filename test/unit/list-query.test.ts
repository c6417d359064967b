import fc from "fast-check";
import { expect, test } from "vitest";
import {
  boolean,
  choice,
  date,
  integer,
  isDay,
  type Listable,
  listableOf,
  MAX_IN,
  number,
  parseListQuery,
  projects,
  ref,
  text,
  time,
} from "#models";

const common = { description: "D", example: "e", filter: true } as const;
const listable: Listable = {
  fields: {
    name: text({ ...common, max: 5 }),
    kind: choice({ ...common, values: ["a", "b", "c"] }),
    count: integer({ ...common, example: 1, min: 0, max: 9, sort: true, required: true }),
    rate: number({ ...common, example: 1, min: 0, max: 9 }),
    on: boolean({ ...common, example: true }),
    day: date({ ...common }),
    at: time({ ...common }),
    owner: ref({ ...common, to: "client" }),
    hidden: text({ description: "D", example: "e", max: 5 }),
    created_at: time({ ...common, sort: true, required: true }),
  },
  defaultSort: "-created_at",
};
const ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b01";

const parse = (query: string) => parseListQuery(listable, new URLSearchParams(query));
const good = (query: string) => {
  const parsed = parse(query);
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.errors));
  return parsed.query;
};
const bad = (query: string) => {
  const parsed = parse(query);
  return parsed.ok ? [] : parsed.errors.map(({ pointer }) => pointer);
};

test("nothing asked is the default", () => {
  expect(good("")).toEqual({
    limit: 50,
    cursor: undefined,
    sort: { field: "created_at", descending: true },
    filters: [],
  });
});

test.each([
  ["name=abc", "eq", ["abc"]],
  ["name[in]=a,b,a", "in", ["a", "b"]],
  ["kind=a", "eq", ["a"]],
  ["kind[ne]=a", "in", ["b", "c"]],
  ["kind[in]=c,a", "in", ["c", "a"]],
  ["count=7", "eq", [7]],
  ["count[gte]=-1", "gte", [-1]],
  ["rate[lt]=1.5", "lt", [1.5]],
  ["on=true", "eq", [1]],
  ["on=false", "eq", [0]],
  ["day[lte]=2026-02-28", "lte", ["2026-02-28"]],
  ["at[gt]=2026-04-14T08:00:00Z", "gt", [1_776_153_600_000]],
  ["at=2026-04-14T10:00:00.5%2B02:00", "eq", [1_776_153_600_500]],
  [`owner=${ID}`, "eq", [ID]],
])("%s is read as %s %j", (query, operator, values) => {
  expect(good(query).filters).toEqual([{ field: query.split(/[[=]/u)[0], operator, values }]);
});

test.each([
  "name=",
  "name=abcdef",
  "name[gt]=a",
  "name[ne]=a",
  "kind=d",
  "kind=",
  "kind[in]=a,d",
  "kind[in]=",
  "count=1.5",
  "count=0x1",
  "count=%201",
  "count=9999999999999999",
  "rate=1e3",
  "rate=NaN",
  "on=1",
  "on[in]=true,false",
  "day=2026-02-30",
  "created_at=2026-02-30T08:00:00Z",
  "created_at=2026-04-14T24:00:00Z",
  "day=2026-2-3",
  "day=20260203",
  "at=2026-04-14",
  "at=2026-04-14T25:00:00Z",
  "at=2026-04-14T08:00:00",
  "owner=abc",
  `owner=${ID.toUpperCase()}`,
  "hidden=a",
  "unknown=a",
  "toString=a",
  "constructor[in]=a",
  "__proto__=a",
  "name[]=a",
  "name[in][in]=a",
  "limit=0",
  "limit=101",
  "limit=-1",
  "limit=1.0",
  "limit=%201",
  "sort=name",
  "sort=-",
  "sort=",
  "sort=count,created_at",
])("%s is refused by its name", (query) => {
  expect(bad(query)).toEqual([`?${[...new URLSearchParams(query).keys()][0] ?? ""}`]);
});

test("a parameter given twice is refused, whatever it says", () => {
  expect(bad("limit=5&limit=5")).toEqual(["?limit"]);
  expect(bad("name=a&name=a")).toEqual(["?name"]);
  expect(good("count[gte]=1&count[lt]=5").filters).toHaveLength(2);
});

test("all faults are told at once, bounded in number and length", () => {
  expect(bad("limit=0&name=&what=1")).toEqual(["?limit", "?name", "?what"]);
  const many = Array.from({ length: 500 }, (_, at) => `x${at}=1`).join("&");
  expect(bad(many)).toHaveLength(100);
  expect(bad(`${"y".repeat(5000)}=1`)[0]?.length).toBeLessThanOrEqual(201);
});

test(`at most ${MAX_IN} values`, () => {
  const values = (count: number) => Array.from({ length: count }, (_, at) => `v${at}`).join(",");
  expect(good(`name[in]=${values(MAX_IN)}`).filters[0]?.values).toHaveLength(MAX_IN);
  expect(bad(`name[in]=${values(MAX_IN + 1)}`)).toEqual(["?name[in]"]);
});

test("all filters together name no more values than the database binds", () => {
  const list = (make: (at: number) => string) => Array.from({ length: MAX_IN }, (_, at) => make(at)).join(",");
  const days = list((at) => `2026-01-${String(at + 10)}`);
  const times = list((at) => `2026-01-01T00:00:${String(at + 10)}Z`);
  const owners = list((at) => ID.replace(/..$/u, String(at + 10)));
  const names = list((at) => `n${at}`);
  expect(good(`name[in]=${names}&day[in]=${days}&owner[in]=${owners}&count[in]=${list(String)}`).filters).toHaveLength(
    4,
  );
  expect(bad(`name[in]=${names}&day[in]=${days}&owner[in]=${owners}&created_at[in]=${times}`)).toEqual([
    "?created_at[in]",
  ]);
});

test.each([
  ["sort=count", { field: "count", descending: false }],
  ["sort=-count", { field: "count", descending: true }],
  ["count[gte]=1", { field: "count", descending: false }],
  ["day[lt]=2026-01-01", { field: "day", descending: false }],
  ["created_at[lt]=2026-01-01T00:00:00Z", { field: "created_at", descending: false }],
  ["count[gte]=1&sort=-created_at", { field: "created_at", descending: true }],
  ["count=1&day[gte]=2026-01-01", { field: "day", descending: false }],
  ["count=1", { field: "created_at", descending: true }],
])("%s is sorted by %j", (query, sort) => {
  expect(good(query).sort).toEqual(sort);
});

test("no query string makes it throw, and what it lets through was declared", () => {
  const name = fc.oneof(
    fc.constantFrom("name", "kind", "count", "on", "day", "at", "owner", "limit", "cursor", "sort", "created_at"),
    fc.string(),
  );
  const operator = fc.constantFrom("", "[eq]", "[in]", "[gte]", "[lt]", "[ne]", "[x]", "[", "]");
  const value = fc.oneof(fc.string(), fc.constantFrom("a", "1", "true", "2026-01-01", "2026-01-01T00:00:00Z", ID));
  fc.assert(
    fc.property(fc.array(fc.tuple(name, operator, value), { maxLength: 6 }), (pairs) => {
      const search = new URLSearchParams(pairs.map(([key, sign, text_]) => [key + sign, text_]));
      const parsed = parseListQuery(listable, search);
      expect(parsed.ok || parsed.errors.length > 0).toBe(true);
      if (!parsed.ok) return;
      expect(parsed.query.limit).toBeGreaterThan(0);
      for (const filter of parsed.query.filters) expect(listable.fields[filter.field]?.filter).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test("days that exist are days", () => {
  const days = fc.date({ min: new Date("0001-01-01"), max: new Date("9999-12-31"), noInvalidDate: true });
  fc.assert(
    fc.property(days, (day) => {
      expect(isDay(day.toISOString().slice(0, 10))).toBe(true);
    }),
  );
  for (const no of ["2026-02-29", "2026-13-01", "2026-00-10", "2026-01-32", " 2026-01-01", "2026-01-01 "])
    expect(isDay(no)).toBe(false);
});

test("a record's list can be asked by its times, beside what it declares", () => {
  expect(Object.keys(listableOf(projects).fields)).toEqual(["code", "status", "client_id", "created_at", "updated_at"]);
});
