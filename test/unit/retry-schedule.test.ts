import fc from "fast-check";
import { expect, test } from "vitest";
import { DEFAULT_RETRY_SCHEDULE, nextRetryAt, parseRetryAfter, parseRetrySchedule } from "#lib/retry-schedule";

const NOW = Date.UTC(2026, 10, 22, 12);
const DAY = 86_400_000;
const middle = () => 0.5;

test("the default is 1 min, 5 min, 30 min, 2 h, 12 h", () => {
  expect(DEFAULT_RETRY_SCHEDULE).toEqual([60, 300, 1800, 7200, 43200]);
  expect(parseRetrySchedule(undefined)).toEqual(DEFAULT_RETRY_SCHEDULE);
});

test("reads a schedule of seconds", () => {
  expect(parseRetrySchedule("1")).toEqual([1]);
  expect(parseRetrySchedule(" 60, 300 ,604800")).toEqual([60, 300, 604_800]);
  expect(parseRetrySchedule(Array.from({ length: 20 }, () => 5).join(","))).toHaveLength(20);
});

test.for([
  "",
  " ",
  "0",
  "-1",
  "1.5",
  "1e3",
  "604801",
  "60,",
  ",60",
  "60,,60",
  "60;60",
  "1m",
  "0x10",
  "1,".repeat(20) + "1",
])("refuses the schedule %j", (text) => {
  expect(() => parseRetrySchedule(text)).toThrow(/A retry schedule is 1 to 20 whole seconds/);
});

test("what is written is read back", () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 604_800 }), { minLength: 1, maxLength: 20 }), (schedule) => {
      expect(parseRetrySchedule(schedule.join(","))).toEqual(schedule);
    }),
  );
});

test.for([
  ["0", 0],
  ["120", 120_000],
  [" 120 ", 120_000],
  ["86400", DAY],
  ["86401", DAY],
  ["9".repeat(400), DAY],
  ["Sun, 22 Nov 2026 12:00:30 GMT", 30_000],
  ["Sunday, 22-Nov-26 12:00:30 GMT", 30_000],
  ["Sun Nov 22 12:00:30 2026", 30_000],
  ["Sun Nov  1 12:00:30 2026", 0],
  ["Sun, 06 Nov 1994 08:49:37 GMT", 0],
  ["Sunday, 06-Nov-94 08:49:37 GMT", 0],
  ["Fri, 22 Nov 2030 12:00:00 GMT", DAY],
] as const)("Retry-After %j asks for %d ms", ([value, wait]) => {
  expect(parseRetryAfter(value, NOW)).toBe(wait);
});

test.for([
  null,
  "",
  "soon",
  "-1",
  "+1",
  "1.5",
  "1e3",
  "0x10",
  "120s",
  "120, 60",
  "2026-11-22T12:00:30Z",
  "Sun, 22 Nov 2026 12:00:30 PST",
  "Sun, 22 Nov 2026 12:00:30",
  "Sun, 22 Foo 2026 12:00:30 GMT",
  "Sun, 22 Nov 2026 25:00:30 GMT",
  "22 Nov 2026 12:00:30 GMT",
])("Retry-After %j asks for nothing", (value) => {
  expect(parseRetryAfter(value, NOW)).toBeUndefined();
});

test("a date as toUTCString writes it is understood", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 86_399 }), (seconds) => {
      expect(parseRetryAfter(new Date(NOW + seconds * 1000).toUTCString(), NOW)).toBe(seconds * 1000);
    }),
  );
});

test("waits as the schedule says until it is exhausted", () => {
  const waits = [1, 2, 3, 4, 5, 6, 7].map((failures) => {
    const at = nextRetryAt({ schedule: DEFAULT_RETRY_SCHEDULE, failures, now: NOW, random: middle });
    return at === undefined ? undefined : (at - NOW) / 1000;
  });
  expect(waits).toEqual([60, 300, 1800, 7200, 43200, undefined, undefined]);
  expect(nextRetryAt({ schedule: [], failures: 1, now: NOW, random: middle })).toBeUndefined();
});

test("the jitter is 10 % either way", () => {
  const at = (random: number) => nextRetryAt({ schedule: [1000], failures: 1, now: 0, random: () => random });
  expect([at(0), at(0.25), at(0.5), at(0.75)]).toEqual([900_000, 950_000, 1_000_000, 1_050_000]);
  expect(at(1 - Number.EPSILON)).toBeLessThanOrEqual(1_100_000);
});

test("Retry-After counts when it is later, for 24 h at most", () => {
  const wait = (retryAfterMs: number | undefined, schedule = [60]) =>
    (nextRetryAt({ schedule, failures: 1, now: NOW, retryAfterMs, random: middle }) ?? Number.NaN) - NOW;
  expect(wait(undefined)).toBe(60_000);
  expect(wait(0)).toBe(60_000);
  expect(wait(59_999)).toBe(60_000);
  expect(wait(61_000)).toBe(61_000);
  expect(wait(DAY + 1)).toBe(DAY);
  expect(wait(Number.POSITIVE_INFINITY)).toBe(DAY);
  expect(wait(DAY * 3, [604_800])).toBe(604_800_000);
});

test("Retry-After does not make more attempts of the schedule", () => {
  expect(nextRetryAt({ schedule: [60], failures: 2, now: NOW, retryAfterMs: 1000, random: middle })).toBeUndefined();
});

test("never earlier than asked, never outside of the schedule's jitter without being asked", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 604_800 }),
      fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
      fc.option(fc.nat(2 * DAY), { nil: undefined }),
      (seconds, random, retryAfterMs) => {
        const at = nextRetryAt({ schedule: [seconds], failures: 1, now: NOW, retryAfterMs, random: () => random }) ?? 0;
        const asked = Math.min(retryAfterMs ?? 0, DAY);
        expect(Number.isInteger(at)).toBe(true);
        expect(at - NOW).toBeGreaterThanOrEqual(Math.max(asked, seconds * 900));
        expect(at - NOW).toBeLessThanOrEqual(Math.max(asked, seconds * 1100));
      },
    ),
  );
});

test.for([0, -1, 1.5, Number.NaN])("%d failures are not a number of failures", (failures) => {
  expect(() => nextRetryAt({ schedule: [60], failures, now: NOW, random: middle })).toThrow(RangeError);
});
