import { expect, test } from "vitest";
import { wordsSchema } from "#models";

const holds = (text: string): boolean => wordsSchema(100).safeParse(text).success;

test.for([
  ["nothing", ""],
  ["blanks", " \t\n\u00a0"],
  ["a space of no width", "\u200b"],
  ["what joins", "\u200d\u2060"],
  ["a byte order mark and a soft hyphen", "\ufeff\u00ad"],
  ["fillers of Hangul", " \u3164 \u115f\u1160"],
  ["the blank of Braille", "\u2800"],
  ["what directs, and a bell", "\u202e\u0007"],
] as const)("%s is no name", ([, text]) => {
  expect(holds(text)).toBe(false);
});

test.for(["a", "-", "é", "家", " x ", "\u200bAmity", "\u05d0\u200f", "👩‍👧"])("%s is one", (text) => {
  expect(holds(text)).toBe(true);
});

test("a name holds no NUL, wherever it stands", () => {
  for (const text of ["\0", "Amity\0", "\0Amity"]) expect(holds(text)).toBe(false);
});
