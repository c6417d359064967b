import { expect, test } from "vitest";
import { z } from "zod";
import { unknownName } from "#lib/unknown-name";
import { validate } from "../../src/errors";

const KNOWN = ["name", "code", "client_id", "contract_amount_cents", "created_at", "starts_on", "status", "q"];

test.for([
  ["contract_amount", "contract_amount_cents"],
  ["createdAt", "created_at"],
  ["Created-At", "created_at"],
  ["nmae", "name"],
  ["stauts", "status"],
  ["client", "client_id"],
  ["project_name", "name"],
  ["NAME", "name"],
])("%s was probably %s", ([given = "", meant]) => {
  expect(unknownName("field", given, KNOWN)).toBe(`There is no field ${given} here. Did you mean ${meant}?`);
});

test.for(["", "id", "search", "at", "zip", "__proto__", "é", "x".repeat(5000)])("of %# nothing is near", (given) => {
  expect(unknownName("parameter", given, KNOWN)).toBe(`There is no parameter ${given.slice(0, 100)} here.`);
});

test("the fields of the very object that holds the name are looked through", () => {
  const line = z.strictObject({ amount_cents: z.number() });
  const checked = validate(z.strictObject({ lines: z.array(line) }), {
    lines: [{ amount_cents: 1, amount: 1 }],
    line: 1,
  });
  expect(checked).toEqual({
    ok: false,
    faults: [
      { pointer: "/lines/0/amount", detail: "There is no field amount here. Did you mean amount_cents?" },
      { pointer: "/line", detail: "There is no field line here. Did you mean lines?" },
    ],
  });
});
