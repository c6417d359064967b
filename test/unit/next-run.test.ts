import { expect, test } from "vitest";
import { nextRun, nextTry } from "../../src/modules/syncs/next-run";
import { rateLimitPause } from "#lib/rate-limit-headers";
import { canonicalJson } from "#lib/canonical-json";

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;
const middle = () => 0.5;
const failed = { class: "transient", failures: 1, retryAfterMs: undefined, refused: false, everyMinutes: 60 } as const;
const after = (more: Partial<Parameters<typeof nextTry>[0]>) => {
  const at = nextTry({ ...failed, ...more }, NOW, middle);
  return at === null ? null : (at - NOW) / MINUTE;
};

test("a sync runs in its rhythm, a twentieth sooner or later", () => {
  expect(nextRun(60, NOW, () => 0)).toBe(NOW + 57 * MINUTE);
  expect(nextRun(60, NOW, middle)).toBe(NOW + 60 * MINUTE);
  expect(nextRun(60, NOW, () => 1)).toBe(NOW + 63 * MINUTE);
});

test("after a failure it is tried soon, then less often, and at least as often as it runs anyway", () => {
  expect([1, 2, 3, 6, 7, 50].map((failures) => after({ failures }))).toEqual([1, 2, 4, 32, 60, 60]);
  expect(after({ class: "system", failures: 2 })).toBe(2);
  expect(after({ retryAfterMs: 90 * MINUTE })).toBe(90);
});

test("while calls are cut off it asks again every ten minutes", () => {
  expect([1, 4, 5, 50].map((failures) => after({ failures, refused: true, everyMinutes: 1440 }))).toEqual([
    1, 8, 10, 10,
  ]);
});

test("what does not fit waits for its rhythm; a bad credential for its builder", () => {
  expect(after({ class: "contract", failures: 1 })).toBe(60);
  expect(after({ class: "config" })).toBeNull();
});

test("an allowance that is used up is read from every form of its headers", () => {
  const pause = (headers: Record<string, string>) => rateLimitPause(new Headers(headers), NOW);
  expect(pause({})).toBeUndefined();
  expect(pause({ ratelimit: '"default";r=3;t=30' })).toBeUndefined();
  expect(pause({ ratelimit: '"burst";r=0;t=5, "daily";r=0;t=600' })).toBe(600_000);
  expect(pause({ "ratelimit-remaining": "0", "ratelimit-reset": "12" })).toBe(12_000);
  expect(pause({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": String(NOW / 1000 + 40) })).toBe(40_000);
  expect(pause({ "x-ratelimit-remaining": "1", "x-ratelimit-reset": "40" })).toBeUndefined();
  expect(pause({ "x-ratelimit-remaining": "0", "x-ratelimit-reset": "999999999" })).toBe(86_400_000);
});

test("the same value has one form as JSON", () => {
  const one = canonicalJson({ b: [1, { d: null, c: "é" }], a: undefined, 10: true });
  expect(one).toBe('{"10":true,"b":[1,{"c":"é","d":null}]}');
  expect(canonicalJson(JSON.parse(one))).toBe(one);
});
