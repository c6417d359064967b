import { firstIdAt } from "#lib/ids";
import type { Filter, ListQuery } from "#models";

export type Position = readonly (string | number | null)[];
export type Source = {
  table: string;
  /** What is selected, as SQL. */
  columns: string;
  /** Equality conditions every query carries, such as the builder. */
  fixed: Readonly<Record<string, string>>;
  /** The column that breaks ties and orders by creation. */
  idColumn: string;
  /** The index of each field that has one, the most selective field first. Filters without one are checked row by row. */
  indexes?: Readonly<Record<string, string>>;
  /** The index behind `fixed`, where that is not the key. */
  index?: string | undefined;
};

const COMPARISON = { eq: "=", gte: ">=", gt: ">", lte: "<=", lt: "<" } as const;

/**
 * The one query behind a page: `limit + 1` rows, so that the last one tells whether more follow.
 * Ids order by creation, so `created_at` needs no index: its filters become ranges of ids. One filter drives: its index
 * is named, since without statistics SQLite would walk the builder's key and look at every row. An `in` filter that drives
 * becomes one branch a value, merged in order, so that each branch walks its index and stops with the page.
 */
export function listSql(
  source: Source,
  query: ListQuery,
  position: Position | undefined,
): { sql: string; params: (string | number | null)[] } {
  const params: (string | number | null)[] = [];
  const bind = (value: string | number | null) => `?${params.push(value)}`;
  const conditions = Object.entries(source.fixed).map(([column, value]) => `${column} = ${bind(value)}`);
  const driver = drivingFilter(source, query);
  const branches = driver && driver.values.length > 1 ? driver : undefined;
  const rest = query.filters.filter((filter) => filter !== branches);
  conditions.push(
    ...rest.map((filter) =>
      position && isPassed(filter, query.sort) ? present(source, filter) : condition(source, filter, bind),
    ),
  );
  if (position) conditions.push(after(source, query.sort, position.map(bind)));
  const index = source.index ?? (driver && source.indexes?.[driver.field]);
  const from = index ? `${source.table} indexed by ${index}` : source.table;
  const select = (...extra: string[]) =>
    `select ${source.columns} from ${from} where ${[...conditions, ...extra].join(" and ")}`;
  const body = branches
    ? unionAll(branches.values.map((value) => select(condition(source, { ...branches, values: [value] }, bind))))
    : select();
  return { sql: `${body} order by ${orderBy(source, query.sort)} limit ${query.limit + 1}`, params };
}

type Sort = ListQuery["sort"];

function orderBy({ idColumn }: Source, { field, descending }: Sort): string {
  const direction = descending ? "desc" : "asc";
  return field === "created_at" ? `${idColumn} ${direction}` : `${field} ${direction}, ${idColumn} ${direction}`;
}

/** Whether a bound lies behind every position of the list: SQLite would start from it and not from the position. */
const isPassed = ({ field, operator }: Filter, sort: Sort): boolean =>
  field === sort.field && (sort.descending ? ["lt", "lte"] : ["gt", "gte"]).includes(operator);

/** What is left of a bound that is passed: a partial index is used only for what is said not to be null. */
const present = ({ idColumn }: Source, { field }: Filter): string =>
  `${field === "created_at" ? idColumn : field} is not null`;

/** The filter by single values whose index yields its rows in the order of the list. */
function drivingFilter({ indexes = {} }: Source, { filters, sort }: ListQuery): Filter | undefined {
  const points = filters.filter(({ operator }) => operator === "eq" || operator === "in");
  if (points.length === 0) return undefined;
  for (const field of Object.keys(indexes)) {
    const found = points.find((filter) => filter.field === field);
    if (found && (sort.field === "created_at" || sort.field === field)) return found;
  }
  return points.find(({ field }) => field === "created_at");
}

/** D1 takes so many terms in one compound. More are nested, and SQLite flattens them into one merge. */
const MOST_TERMS = 5;

function unionAll(selects: readonly string[]): string {
  if (selects.length <= MOST_TERMS) return selects.join(" union all ");
  const size = Math.ceil(selects.length / MOST_TERMS);
  const groups: string[] = [];
  for (let at = 0; at < selects.length; at += size)
    groups.push(`select * from (${unionAll(selects.slice(at, at + size))})`);
  return groups.join(" union all ");
}

function condition(
  source: Source,
  { field, operator, values }: Filter,
  bind: (value: string | number) => string,
): string {
  const [value] = values;
  if (value === undefined) return "false";
  if (field === "created_at" && typeof value === "number")
    return createdAt(source.idColumn, operator, values as number[], bind);
  if (operator === "in" || operator === "ne")
    return values.length === 1 ? `${field} = ${bind(value)}` : `${field} in (${values.map(bind).join(", ")})`;
  return `${field} ${COMPARISON[operator]} ${bind(value)}`;
}

function createdAt(
  id: string,
  operator: Filter["operator"],
  times: readonly number[],
  bind: (value: string) => string,
): string {
  const from = (time: number) => bind(firstIdAt(time));
  const during = (time: number) => `(${id} >= ${from(time)} and ${id} < ${from(time + 1)})`;
  const [time = 0] = times;
  switch (operator) {
    case "gte":
      return `${id} >= ${from(time)}`;
    case "gt":
      return `${id} >= ${from(time + 1)}`;
    case "lt":
      return `${id} < ${from(time)}`;
    case "lte":
      return `${id} < ${from(time + 1)}`;
    case "eq":
    case "ne":
    case "in":
      return `(${times.map(during).join(" or ")})`;
  }
}

function after({ idColumn }: Source, { field, descending }: Sort, bound: readonly string[]): string {
  const sign = descending ? "<" : ">";
  return field === "created_at"
    ? `${idColumn} ${sign} ${bound[0] ?? ""}`
    : `(${field}, ${idColumn}) ${sign} (${bound.join(", ")})`;
}
