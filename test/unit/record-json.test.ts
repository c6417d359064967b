import fc from "fast-check";
import { expect, test } from "vitest";
import { rowReader } from "#db/client";
import { entities, type Field } from "#models";
import { shapeOf } from "../../src/modules/records/shape";

const text = fc.string({ unit: "binary" });
const nothing = fc.constant(null);

/** A column's values as the database gives them. */
function stored(field: Field | undefined): fc.Arbitrary<unknown> {
  const kind = field?.kind ?? "time";
  if (kind === "time") return fc.oneof(fc.integer({ min: 0, max: 4e12 }), nothing);
  if (kind === "boolean") return fc.oneof(fc.constantFrom(0, 1), nothing);
  if (kind === "list")
    return fc.oneof(
      fc.array(text).map((items) => JSON.stringify(items)),
      nothing,
    );
  if (kind === "integer") return fc.oneof(fc.maxSafeInteger(), nothing);
  if (kind === "number") return fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), nothing);
  return fc.oneof(text, nothing);
}

test.each(Object.values(entities).map((entity) => [entity.name, entity] as const))(
  "%s is the same in a list as alone",
  (_, entity) => {
    const { select, fromRow, toJson } = shapeOf(entity);
    const names = select.split(", ");
    const read = rowReader(names);
    const row = fc.tuple(...names.map((name) => (name === "id" ? text : stored(entity.fields[name]))));
    fc.assert(
      fc.property(row, (values) => {
        expect(toJson(values)).toBe(JSON.stringify(fromRow(read(values))));
      }),
      { numRuns: 50 },
    );
  },
);
