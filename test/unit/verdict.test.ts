import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_RETRY_SCHEDULE } from "#lib/retry-schedule";
import type { Claimed } from "../../src/modules/webhooks/claim";
import type { Outcome } from "../../src/modules/webhooks/send";
import { judge } from "../../src/modules/webhooks/verdict";

const NOW = 1_800_000_000_000;
const half = () => 0.5;

const claimedAfter = (failures: number) => ({ failures, attempt: failures + 1 }) as Claimed;
const outcome = (part: Partial<Outcome>): Outcome => ({
  startedAt: NOW - 100,
  durationMs: 100,
  requestHeaders: {},
  status: 500,
  responseHeaders: {},
  responseBody: "",
  error: "The receiver answered 500.",
  retryAfterMs: undefined,
  ...part,
});

test("an answer without an error is a delivery, after any number of failures", () => {
  fc.assert(
    fc.property(fc.nat(20), fc.integer({ min: 200, max: 299 }), (failures, status) => {
      const verdict = judge(claimedAfter(failures), outcome({ status, error: null }), [60], NOW, half);
      expect(verdict).toEqual({ status: "delivered", failures, nextRetryAt: null, disable: undefined });
    }),
  );
});

test("each failure waits as the schedule says, and the one after its end fails the delivery", () => {
  const verdicts = [0, 1, 2, 3, 4, 5].map((failures) =>
    judge(claimedAfter(failures), outcome({}), DEFAULT_RETRY_SCHEDULE, NOW, half),
  );
  expect(verdicts.map(({ nextRetryAt }) => nextRetryAt && nextRetryAt - NOW)).toEqual([
    60_000,
    300_000,
    1_800_000,
    7_200_000,
    43_200_000,
    null,
  ]);
  expect(verdicts.map(({ status }) => status)).toEqual([...Array<string>(5).fill("pending"), "failed"]);
  expect(verdicts.map(({ failures }) => failures)).toEqual([1, 2, 3, 4, 5, 6]);
  expect(verdicts.map(({ disable }) => disable !== undefined)).toEqual([false, false, false, false, false, true]);
  expect(verdicts[5]?.disable).toBe("All 6 attempts of a delivery failed.");
});

test("410 ends it at the first attempt as at any other", () => {
  fc.assert(
    fc.property(fc.nat(10), fc.option(fc.nat(86_400_000), { nil: undefined }), (failures, retryAfterMs) => {
      const gone = outcome({ status: 410, error: "The receiver answered 410.", retryAfterMs });
      const verdict = judge(claimedAfter(failures), gone, DEFAULT_RETRY_SCHEDULE, NOW, half);
      expect(verdict).toMatchObject({ status: "failed", failures: failures + 1, nextRetryAt: null });
      expect(verdict.disable).toContain("410");
    }),
  );
});

test("a receiver that asks for more time gets it, and one that asks for less does not hurry us", () => {
  const asked = (retryAfterMs: number) =>
    judge(claimedAfter(0), outcome({ status: 503, retryAfterMs }), [60], NOW, half).nextRetryAt;
  expect(asked(90_000)).toBe(NOW + 90_000);
  expect(asked(1000)).toBe(NOW + 60_000);
});

test("a failure either is retried or is the last, and only the last switches the subscription off", () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 1, max: 604_800 }), { minLength: 1, maxLength: 20 }),
      fc.nat(25),
      fc.option(fc.integer({ min: 300, max: 599 }).filter((status) => status !== 410)),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (schedule, failures, status, random) => {
        const verdict = judge(claimedAfter(failures), outcome({ status }), schedule, NOW, () => random);
        const exhausted = failures >= schedule.length;
        expect(verdict.status).toBe(exhausted ? "failed" : "pending");
        expect(verdict.nextRetryAt === null).toBe(exhausted);
        expect(verdict.disable !== undefined).toBe(exhausted);
        if (verdict.nextRetryAt === null) return;
        const wait = (schedule[failures] ?? 0) * 1000;
        expect(verdict.nextRetryAt - NOW).toBeGreaterThanOrEqual(Math.floor(wait * 0.9));
        expect(verdict.nextRetryAt - NOW).toBeLessThanOrEqual(Math.ceil(wait * 1.1));
      },
    ),
  );
});
