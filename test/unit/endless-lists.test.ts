import { expect, test, vi } from "vitest";
import { findFrom, type Part, type ReadPart } from "#connectors/sdk";

const never = () => false;

test("a list that goes on without items, or at the same place, is a breach of its contract", async () => {
  const empty = vi.fn<ReadPart<string>>(async (at) => ({ items: [], next: at + 100 }));
  await expect(findFrom(0, empty, never)).rejects.toMatchObject({ class: "contract" });
  expect(empty).toHaveBeenCalledTimes(100);
  const stuck = vi.fn<ReadPart<string>>(async (at) => ({ items: ["a"], next: at }));
  await expect(findFrom(0, stuck, never)).rejects.toMatchObject({ class: "contract" });
  expect(stuck).toHaveBeenCalledTimes(1);
});

test("one whose parts are empty now and then is read to its end", async () => {
  const read = async (at: number): Promise<Part<number>> => ({
    items: at % 50 === 0 ? [at] : [],
    next: at === 500 ? null : at + 1,
  });
  expect(await findFrom(1, read, (item) => item === 500)).toBe(500);
});
