/**
 * The schema, or whatever holds schemas, with its open objects closed. Published schemas let objects gain fields; what the
 * product answers today is to have no field that they do not name.
 */
export function closed<T>(node: T): T {
  if (Array.isArray(node)) return node.map((item: unknown) => closed(item)) as T;
  if (node === null || typeof node !== "object") return node;
  const copy = Object.fromEntries(Object.entries(node).map(([name, value]) => [name, closed<unknown>(value)]));
  const isOpen = copy["type"] === "object" && copy["properties"] !== undefined && !("additionalProperties" in copy);
  return (isOpen ? { ...copy, additionalProperties: false } : copy) as T;
}
