import { z } from "@hono/zod-openapi";
import { expect, test } from "vitest";
import { createSchema, entityNamed } from "#models";
import { validate } from "../../src/errors";

const said = (schema: z.ZodType, value: unknown): string[] => {
  const result = validate(schema, value);
  return result.ok ? [] : result.faults.map(({ pointer, detail }) => `${pointer} ${detail}`);
};

const MANY = Array.from({ length: 13 }, (_, index) => `page-${index}`) as [string, ...string[]];

test.for<[z.ZodType, unknown, string]>([
  [z.string(), undefined, "Required."],
  [z.string(), null, "Required."],
  [z.string(), 3, "This must be text."],
  [z.number(), "3", "This must be a number."],
  [z.int(), 2.5, "This must be a whole number."],
  [z.int().max(5), 9e20, "At most 5."],
  [z.boolean(), "true", "This must be true or false."],
  [z.array(z.string()), {}, "This must be a list."],
  [z.strictObject({}), [], "This must be an object."],
  [z.record(z.string(), z.string()), "x", "This must be an object."],
  [z.string().max(2), "Florida", "At most 2 characters."],
  [z.string().max(1), "no", "At most 1 character."],
  [z.string().min(1), "", "This may not be empty."],
  [z.string().min(8), "short", "At least 8 characters."],
  [z.string().length(2), "FLA", "Exactly 2 characters."],
  [z.array(z.string()).max(1), ["a", "b"], "At most 1 entry."],
  [z.array(z.string()).min(1), [], "At least one is needed."],
  [z.array(z.string()).min(2), ["a"], "At least 2 entries."],
  [z.number().max(100_000), 100_001, "At most 100,000."],
  [z.number().min(1), 0, "At least 1."],
  [z.number().gt(0), 0, "More than 0."],
  [z.number().lt(5), 5, "Less than 5."],
  [z.number().multipleOf(5), 7, "This must be a multiple of 5."],
  [z.enum(["a", "b"]), "c", "This must be one of a, b."],
  [z.literal(true), false, "This must be true."],
  [z.enum(MANY), "page-99", "This is none of the possible values; the API reference lists them."],
  [z.email(), "sam", "This is not an e-mail address."],
  [z.url(), "sam", "This is not a web address such as https://example.com/."],
  [z.iso.date(), "May 1", "This is not a day, YYYY-MM-DD."],
  [z.iso.datetime(), "noon", "This is not a time such as 2026-04-14T08:00:00Z."],
  [z.string().regex(/^a$/u), "b", "This is not written as it should be."],
  [z.string().regex(/^a$/u, "Write an a."), "b", "Write an a."],
  [z.union([z.string(), z.number()]), true, "This has none of the possible forms."],
  [
    z.discriminatedUnion("kind", [z.object({ kind: z.literal("a") }), z.object({ kind: z.literal("b") })]),
    { kind: "c" },
    "This must be one of a, b.",
  ],
])("what does not fit is told in plain words: %#", ([schema, value, words]) => {
  const [fault, ...others] = said(schema, value);
  expect([fault?.replace(/^\S* /u, ""), others]).toEqual([words, []]);
});

test("a place whose form is wrong has one fault, in the words of its field", () => {
  const schema = createSchema(entityNamed("project"));
  const project = { code: "AMI-1", name: "Ortiz residence", state: "Florida", postal_code: "Key Largo, FL 33037" };
  expect(said(schema, project)).toEqual([
    "/state Two capital letters, such as FL.",
    "/postal_code Five digits such as 33037, or nine such as 33037-1234.",
  ]);
  expect(said(schema, { ...project, state: "FL", postal_code: "33037", code: "", nickname: "The big one" })).toEqual([
    "/code Capital letters, digits and hyphens, such as AMI-103.",
    "/nickname There is no field nickname here.",
  ]);
});

test("faults name their places, and there is an end to them", () => {
  const schema = z.strictObject({ "a/b~c": z.array(z.int()) });
  expect(said(schema, { "a/b~c": [1, "2"] })).toEqual(["/a~1b~0c/1 This must be a number."]);
  expect(said(schema, { "a/b~c": Array.from({ length: 5000 }, () => "x") })).toHaveLength(100);
});
