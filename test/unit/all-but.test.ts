import { expect, test } from "vitest";
import { allBut } from "#lib/all-but";

const settled = async (promise: Promise<unknown>): Promise<boolean> => {
  let done = false;
  void promise.then(() => (done = true));
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve();
  return done;
};

test("resolves when no more than so many are pending, in whatever order they end", async () => {
  const three = [1, 2, 3].map(() => Promise.withResolvers<void>());
  const waiting = allBut(
    1,
    three.map(({ promise }) => promise),
  );
  expect(await settled(waiting)).toBe(false);
  three[2]?.resolve();
  expect(await settled(waiting)).toBe(false);
  three[0]?.resolve();
  expect(await settled(waiting)).toBe(true);
});

test("resolves at once when there are no more than that", async () => {
  const never = new Promise<void>(() => undefined);
  expect(await settled(allBut(1, [never]))).toBe(true);
  expect(await settled(allBut(0, []))).toBe(true);
  expect(await settled(allBut(0, [never]))).toBe(false);
});
