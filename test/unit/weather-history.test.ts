import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { milesBetween } from "#lib/geo";
import { daysFrom } from "#lib/local-time";
import { countDays, historyCsv, spanOf } from "../../src/modules/project-weather/history-days";

const NOW = Date.parse("2026-04-20T12:00:00Z");
const day = (date: string, inches: number | null) => ({ date, precipitation_in: inches, low_f: null, high_f: 50 });

describe("the span", () => {
  test("is the last thirty days unless asked otherwise", () => {
    expect(spanOf({}, NOW)).toEqual({ from: "2026-03-21", to: "2026-04-19" });
    expect(spanOf({ to: "2026-01-31" }, NOW)).toEqual({ from: "2026-01-02", to: "2026-01-31" });
    expect(daysFrom("2024-02-28", "2024-03-01")).toEqual(["2024-02-28", "2024-02-29", "2024-03-01"]);
  });

  test.for([
    [{ from: "2026-04-11", to: "2026-04-10" }, "?from"],
    [{ from: "2025-04-18", to: "2026-04-19" }, "?from"],
    [{ to: "2026-04-21" }, "?to"],
  ] as const)("%o is refused at %s", ([asked, pointer]) => {
    expect(() => spanOf(asked, NOW)).toThrow(
      expect.objectContaining({ errors: [expect.objectContaining({ pointer })] }) as Error,
    );
  });

  test("takes a whole leap year", () => {
    expect(spanOf({ from: "2024-01-01", to: "2024-12-31" }, NOW)).toBeDefined();
  });
});

test("a day counts from the threshold on, and one without a measurement is none of either", () => {
  const counted = countDays([day("2026-04-11", 0.1), day("2026-04-12", 0.09), day("2026-04-13", null)], 0.1);
  expect(counted).toMatchObject({ precipitation_days: 1, days_without_data: 1 });
  expect(counted.days.map((one) => one.is_precipitation_day)).toEqual([true, false, null]);
  const csv = historyCsv({ station: null, ...counted } as unknown as Parameters<typeof historyCsv>[0]);
  expect(csv.split("\r\n")).toEqual([
    "date,precipitation_in,is_precipitation_day,low_f,high_f,station_id",
    "2026-04-11,0.1,true,,50,",
    "2026-04-12,0.09,false,,50,",
    "2026-04-13,,,,50,",
    "",
  ]);
});

test("distances are those of the globe", () => {
  const [boston, seattle] = [
    { latitude: 42.3601, longitude: -71.0589 },
    { latitude: 47.6062, longitude: -122.3321 },
  ];
  expect(milesBetween(boston, seattle)).toBeCloseTo(2489, -1);
  const place = fc.record({
    latitude: fc.double({ min: -90, max: 90, noNaN: true }),
    longitude: fc.double({ min: -180, max: 180, noNaN: true }),
  });
  fc.assert(
    fc.property(place, place, (a, b) => {
      expect(milesBetween(a, b)).toBeCloseTo(milesBetween(b, a), 6);
      expect(milesBetween(a, a)).toBe(0);
      expect(milesBetween(a, b)).toBeLessThanOrEqual(Math.PI * 3958.8 + 1);
    }),
  );
});
