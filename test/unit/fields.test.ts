import { describe, expect, test } from "vitest";
import { z } from "zod";
import { fields, orNone, orNull, readBy, readers, recordWith, wordIn } from "#connectors/sdk";

type Account = { name: string; cents: number | null; code: string | null; state: "open" | "over"; at: string };

const account = recordWith<Account>("id", {
  name: z.string(),
  cents: ["balances.current", orNull(z.number())],
  code: [["Account?.Code", "Account?.Old.Code"], orNone(z.string())],
  state: ["", z.object({ state: wordIn({ A: "open", B: "over" }) }).transform(({ state }) => state)],
  at: readers().time,
});

const GOOD = { id: "7", name: "N", balances: { current: 5 }, state: "A", at: "2026-07-15T14:29:00-04:00", more: 1 };

/** Where an answer does not fit. */
const misfits = (answer: unknown): string[] =>
  z
    .object({ list: z.array(account) })
    .safeParse({ list: [answer] })
    .error?.issues.map(({ path, code }) => `${path.join(".")} ${code}`) ?? [];

describe("fields", () => {
  test("are read where they stand, and nothing else is", () => {
    const data = { name: "N", cents: 5, code: null, state: "open", at: "2026-07-15T18:29:00.000Z" };
    expect(account.parse(GOOD)).toEqual({ id: "7", data });
    expect(account.parse({ ...GOOD, state: "B", balances: {} }).data).toEqual({ ...data, state: "over", cents: null });
  });

  test.each([
    [{ Account: { Code: "310", Old: { Code: "9" } } }, "310"],
    [{ Account: { Code: null, Old: { Code: "9" } } }, "9"],
    [{ Account: { Code: "", Old: { Code: "9" } } }, null],
    [{ Account: null }, null],
    [{}, null],
  ])("of several places the first counts where there is something: %j", (more, code) => {
    expect(account.parse({ ...GOOD, ...more }).data.code).toBe(code);
  });

  test.each([
    [{ ...GOOD, name: 5 }, ["list.0.name invalid_type"]],
    [{ ...GOOD, id: "" }, ["list.0.id too_small"]],
    [{ ...GOOD, balances: { current: "5" } }, ["list.0.balances.current invalid_type"]],
    [{ ...GOOD, balances: null }, ["list.0.balances invalid_type"]],
    [{ ...GOOD, Account: { Code: null } }, ["list.0.Account.Old invalid_type"]],
    [{ ...GOOD, state: "C", at: "soon" }, ["list.0.state invalid_value", "list.0.at invalid_format"]],
    [[], ["list.0 invalid_type"]],
    ["<html>", ["list.0 invalid_type"]],
  ])("what does not fit is told by the upstream's names: %j", (answer, said) => {
    expect(misfits(answer)).toEqual(said);
  });

  test("what is read as undefined is left out, and names of every object are no values", () => {
    const read = fields<{ some?: number; other: string | null }>({
      some: ["n", z.number().transform((n) => (n > 0 ? n : undefined)) as z.ZodType<number>],
      other: ["constructor", orNull(z.string())],
    });
    expect(Object.entries(read.parse({ n: 0 }))).toEqual([["other", null]]);
  });

  test("a reader of its own says what it expects", () => {
    const even = readBy(z.number(), "even", (n) => (n % 2 === 0 ? n / 2 : undefined));
    expect(even.parse(4)).toBe(2);
    expect(even.safeParse(3).error?.issues[0]).toMatchObject({ code: "invalid_format", format: "even" });
  });
});
