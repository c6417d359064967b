/** Where an answer is not what it should be. It tells kinds of values, never values. */
export type ShapeDifference = {
  /** JSON Pointer into the answer, with `*` for a place in a list; empty for the whole. */
  path: string;
  expected: string;
  received: string;
};

/** What zod says is wrong. */
type Issue = {
  code: string;
  path: readonly PropertyKey[];
  expected?: string | undefined;
  values?: readonly unknown[] | undefined;
  format?: string | undefined;
  errors?: readonly (readonly unknown[])[] | undefined;
  keys?: readonly string[] | undefined;
};

const MOST = 20;
const LONGEST = 200;

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  if (Array.isArray(value)) return "list";
  return typeof value === "number" && Number.isInteger(value) ? "integer" : typeof value;
}

const valueAt = (body: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, part) =>
      typeof value === "object" && value !== null && Object.hasOwn(value, part)
        ? (value as Record<PropertyKey, unknown>)[part]
        : undefined,
    body,
  );

function expectedBy({ code, expected, values, format, errors, keys }: Issue): string {
  if (values) return `one of ${values.map(String).join(", ")}`;
  if (format !== undefined) return `${format}`;
  if (expected !== undefined) return expected;
  if (errors) return "one of several shapes";
  if (keys) return "no further fields";
  return code.replaceAll("_", " ");
}

const pointer = (path: readonly PropertyKey[]): string =>
  path
    .map((part) => (typeof part === "number" ? "/*" : `/${String(part).replaceAll("~", "~0").replaceAll("/", "~1")}`))
    .join("");

/**
 * What of an answer does not fit, by what a schema found, each place once; the first twenty. What is named in place of a
 * value are fields of the schema, kinds of values, and words the schema itself lists.
 */
export function shapeDifferences(issues: readonly unknown[], body: unknown): ShapeDifference[] {
  const found = new Map<string, ShapeDifference>();
  for (const issue of issues as readonly Issue[]) {
    const path = pointer(issue.path).slice(0, LONGEST);
    const said = valueAt(body, issue.path);
    const isOther = issue.values !== undefined || issue.format !== undefined;
    const received = isOther && typeof said === "string" ? "another text" : kindOf(said);
    const difference = { path, expected: expectedBy(issue).slice(0, LONGEST), received };
    if (!found.has(path) && found.size < MOST) found.set(path, difference);
  }
  return [...found.values()];
}
