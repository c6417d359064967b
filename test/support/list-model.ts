import { type Field, type Operator, operatorsOf } from "#models";
import { idAt, type ListCase, type Row, type Value } from "./lists";

export const START = Date.parse("2026-03-01T12:00:00.000Z");

export type Condition = { field: string; operator: Operator; values: Value[] };

/** A row whose creation its id tells. */
export const rowAt = (list: ListCase, time: number, chosen: Row): Row => ({
  ...list.row(idAt(time), chosen),
  created_at: time,
});

const wire = (field: Field | undefined, value: Value): string => {
  if (field?.kind === "time") return new Date(Number(value)).toISOString();
  if (field?.kind === "boolean") return value === 1 ? "true" : "false";
  return String(value);
};

export const nameOf = ({ field, operator }: Condition) => (operator === "eq" ? field : `${field}[${operator}]`);

export function queryOf(list: ListCase, conditions: readonly Condition[], rest: Record<string, string> = {}): string {
  const search = new URLSearchParams(rest);
  for (const condition of conditions) {
    const field = list.listable.fields[condition.field];
    search.set(nameOf(condition), condition.values.map((value) => wire(field, value)).join(","));
  }
  return search.toString();
}

const order = (a: Value, b: Value): number => {
  if (a === b) return 0;
  return (a ?? "") < (b ?? "") ? -1 : 1;
};

function holds(have: Value, operator: Operator, values: readonly Value[]): boolean {
  const [value = null] = values;
  if (have === null) return false;
  switch (operator) {
    case "eq":
    case "in":
      return values.includes(have);
    case "ne":
      return have !== value;
    case "gt":
      return order(have, value) > 0;
    case "gte":
      return order(have, value) >= 0;
    case "lt":
      return order(have, value) < 0;
    case "lte":
      return order(have, value) <= 0;
  }
}

/** What the list should show, in its order, said without SQL. */
export function expected(
  list: ListCase,
  rows: readonly Row[],
  conditions: readonly Condition[],
  sort?: string,
): string[] {
  const range = conditions.find(({ operator }) => operator.startsWith("g") || operator.startsWith("l"));
  const by = sort ?? range?.field ?? list.listable.defaultSort;
  const [field, sign] = by.startsWith("-") ? [by.slice(1), -1] : [by, 1];
  return rows
    .filter((each) => conditions.every((c) => holds(each[c.field] ?? null, c.operator, c.values)))
    .toSorted((a, b) => {
      const first = field === "created_at" ? 0 : order(a[field] ?? null, b[field] ?? null);
      return sign * (first || order(a[list.idColumn] ?? null, b[list.idColumn] ?? null));
    })
    .map((each) => String(each[list.idColumn]));
}

export const chosenBy = (list: ListCase, pick: (length: number, name: string) => number): Row =>
  Object.fromEntries(Object.entries(list.pools).map(([name, pool]) => [name, pool[pick(pool.length, name)] ?? null]));

const TIMES = [0, 0, 1, 2, 2, 999, 1000, 60_000];

/** Rows with all values of the pools, several of them created in the same millisecond. */
export const someRows = (list: ListCase, count: number): Row[] =>
  Array.from({ length: count }, (_, at) =>
    rowAt(
      list,
      START + (TIMES[at % TIMES.length] ?? 0),
      chosenBy(list, (length, name) => (at * 7 + name.length * at + (at >> 2)) % length),
    ),
  );

export const filterable = (list: ListCase) => Object.entries(list.listable.fields).filter(([, field]) => field.filter);

/** What each operator of a field can be asked. */
export const conditionsOf = (list: ListCase, rows: readonly Row[], field: string, spec: Field): Condition[] => {
  const values = questions(list, rows, field, spec);
  return operatorsOf(spec).flatMap((operator): Condition[] =>
    operator === "in"
      ? [values, values.slice(0, 1)].map((some) => ({ field, operator, values: some }))
      : values.map((value) => ({ field, operator, values: [value] })),
  );
};

/** Values to ask for: those that rows have, and one more that none has where a range could end. */
export function questions(list: ListCase, rows: readonly Row[], name: string, field: Field): Value[] {
  const present = [...new Set(rows.map((each) => each[name] ?? null))].filter(
    // A comma separates the values of `in`.
    (value) => value !== null && !String(value).includes(","),
  );
  const spread = present.toSorted(order).filter((_, at) => at % Math.ceil(present.length / 3) === 0);
  if (field.kind === "time") return [...spread, Number(present[0] ?? START) + 1];
  return field.kind === "date" ? [...spread, "2026-02-15"] : spread;
}

type Page = { data: Record<string, unknown>[]; has_more: boolean; next_cursor: string | null };

/** Follows the list to its end; `between` runs after each page. */
export async function readAll(
  list: ListCase,
  query: string,
  between?: (page: number) => Promise<void>,
): Promise<string[]> {
  const ids: string[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < 400; page += 1) {
    const suffix: string = cursor === null ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const { body, headers } = await list.client.get<Page>(`${list.path}?${query}${suffix}`);
    if (!Array.isArray(body.data)) throw new Error(`${list.path}?${query}: ${JSON.stringify(body)}`);
    ids.push(...body.data.map((item) => String(item["id"])));
    const linked = headers.get("link")?.includes('rel="next"') ?? false;
    if (body.has_more !== (body.next_cursor !== null) || body.has_more !== linked)
      throw new Error(`${list.path}?${query}: the body and the Link header disagree about what follows`);
    cursor = body.next_cursor;
    if (cursor === null) return ids;
    await between?.(page);
  }
  throw new Error(`${list.path}?${query} does not end`);
}
