export type Difference = { pointer: string; before: unknown; after: unknown };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;
const escaped = (name: string): string => name.replaceAll("~", "~0").replaceAll("/", "~1");

/**
 * Where two JSON values differ, field by field, each by its JSON Pointer (RFC 6901); a field that one of them lacks is
 * undefined there.
 * @param most how many are looked for
 */
export function fieldDifferences(before: unknown, after: unknown, most: number, pointer = ""): Difference[] {
  if (Object.is(before, after)) return [];
  const comparable = isObject(before) && isObject(after) && Array.isArray(before) === Array.isArray(after);
  if (!comparable) return most > 0 ? [{ pointer, before, after }] : [];
  const found: Difference[] = [];
  for (const name of new Set([...Object.keys(before), ...Object.keys(after)])) {
    if (found.length >= most) break;
    found.push(...fieldDifferences(before[name], after[name], most - found.length, `${pointer}/${escaped(name)}`));
  }
  return found;
}
