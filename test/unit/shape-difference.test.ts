import fc from "fast-check";
import { expect, test } from "vitest";
import { z } from "zod";
import { shapeDifferences } from "#lib/shape-difference";

const schema = z.object({
  Total: z.number(),
  Status: z.enum(["DRAFT", "PAID"]),
  Date: z.iso.date(),
  Lines: z.array(z.object({ Amount: z.number(), Tax: z.union([z.number(), z.null()]) })),
});
const differencesOf = (body: unknown) => shapeDifferences(schema.safeParse(body).error?.issues ?? [], body);
const good = { Total: 1, Status: "PAID", Date: "2026-01-01", Lines: [{ Amount: 1, Tax: null }] };

test("tells where, what was expected and what kind of value came", () => {
  expect(differencesOf(good)).toEqual([]);
  expect(
    differencesOf({
      Total: "12.50",
      Status: "ARCHIVED",
      Date: "yesterday",
      Lines: [good.Lines[0], { Amount: null, Tax: [] }, { Tax: "x" }],
    }),
  ).toEqual([
    { path: "/Total", expected: "number", received: "string" },
    { path: "/Status", expected: "one of DRAFT, PAID", received: "another text" },
    { path: "/Date", expected: "date", received: "another text" },
    { path: "/Lines/*/Amount", expected: "number", received: "null" },
    { path: "/Lines/*/Tax", expected: "one of several shapes", received: "list" },
  ]);
  expect(differencesOf(undefined)).toEqual([{ path: "", expected: "object", received: "nothing" }]);
  expect(differencesOf({ error: "denied" }).map(({ path, received }) => `${path} ${received}`)).toEqual([
    "/Total nothing",
    "/Status nothing",
    "/Date nothing",
    "/Lines nothing",
  ]);
});

test("a list whose every element is wrong is one difference, and many are cut off", () => {
  expect(differencesOf({ ...good, Lines: Array.from({ length: 500 }, () => ({ Amount: "a", Tax: 1 })) })).toHaveLength(
    1,
  );
  const wide = z.object(Object.fromEntries(Array.from({ length: 50 }, (_, at) => [`f${at}`, z.string()])));
  expect(shapeDifferences(wide.safeParse({}).error?.issues ?? [], {})).toHaveLength(20);
});

test("no value of an answer is told", () => {
  const secret = fc.stringMatching(/^secret-[a-z0-9]{8}$/u);
  fc.assert(
    fc.property(secret, secret, fc.anything(), (one, two, other) => {
      const body = { Total: one, Status: two, Date: one, Lines: [{ Amount: two, Tax: { deep: one } }, other] };
      expect(JSON.stringify(differencesOf(body))).not.toMatch(/secret-/u);
    }),
  );
});
