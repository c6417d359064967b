import { firstIdAt } from "#lib/ids";
import type { Filter, ListQuery } from "#models";

export type Position = readonly (string | number | null)[];
type Source = {
  table: string;
  /** What is selected, as SQL. */
  columns: string;
  /** Equality conditions every query carries, such as the builder. */
  fixed: Readonly<Record<string, string>>;
  /** The column that breaks ties and orders by creation. */
  idColumn: string;
};

const COMPARISON = { eq: "=", gte: ">=", gt: ">", lte: "<=", lt: "<" } as const;

/**
 * The one query behind a page: `limit + 1` rows, so that the last one tells whether more follow.
 * Ids order by creation, so `created_at` needs no index: its filters become ranges of ids. An `in` filter becomes one
 * branch a value, merged in order, so that each branch walks its index and stops with the page.
 */
export function listSql(
  source: Source,
  query: ListQuery,
  position: Position | undefined,
): { sql: string; params: (string | number | null)[] } {
  const params: (string | number | null)[] = [];
  const bind = (value: string | number | null) => `?${params.push(value)}`;
  const direction = query.sort.descending ? "desc" : "asc";
  const sortColumn = query.sort.field === "created_at" ? source.idColumn : query.sort.field;
  const order =
    sortColumn === source.idColumn
      ? `${source.idColumn} ${direction}`
      : `${sortColumn} ${direction}, ${source.idColumn} ${direction}`;
  const conditions = Object.entries(source.fixed).map(([column, value]) => `${column} = ${bind(value)}`);
  const branches = query.filters.find(({ operator, values }) => operator === "in" && values.length > 1);
  for (const filter of query.filters) if (filter !== branches) conditions.push(condition(source, filter, bind));
  if (position) conditions.push(after(source.idColumn, sortColumn, query.sort.descending, position.map(bind)));
  const select = (extra: readonly string[]) =>
    `select ${source.columns} from ${source.table} where ${[...conditions, ...extra].join(" and ")}`;
  const body = branches
    ? branches.values
        .map((value) => select([condition(source, { ...branches, operator: "eq", values: [value] }, bind)]))
        .join(" union all ")
    : select([]);
  return { sql: `${body} order by ${order} limit ${query.limit + 1}`, params };
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
  if (operator === "in" || operator === "ne") return `${field} in (${values.map(bind).join(", ")})`;
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

function after(idColumn: string, sortColumn: string, descending: boolean, bound: readonly string[]): string {
  const sign = descending ? "<" : ">";
  return bound.length === 1
    ? `${idColumn} ${sign} ${bound[0]}`
    : `(${sortColumn}, ${idColumn}) ${sign} (${bound.join(", ")})`;
}
