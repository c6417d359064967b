import { expect, test } from "vitest";
import { byHour } from "#lib/by-hour";
import { boxAround, nearestOf } from "#lib/geo";
import { sizeIn, textIn } from "#lib/published-cells";
import { bestStation, historyOf } from "#models";

const HOUR = 3_600_000;
const START = Date.parse("2026-07-15T08:00:00Z");

test("a value is good for each hour of its interval, and an amount is spread over them", () => {
  const values = [
    { validTime: "2026-07-15T08:00:00+00:00/PT2H", value: 6 },
    { validTime: "2026-07-15T10:00:00+00:00/P1DT1H", value: null },
    { validTime: "soon/PT1H", value: 1 },
    { validTime: "2026-07-15T10:00:00+00:00/P900D", value: 1 },
  ];
  expect([...byHour(values, (value) => value, false)]).toEqual([
    [START, 6],
    [START + HOUR, 6],
  ]);
  expect([...byHour(values, (value) => value, true).values()]).toEqual([3, 3]);
});

test("a size is a positive number, however it is written", () => {
  expect([5, "5", " 1,250.5 ", 0, "0", "-3", "", " ", "n/a", null, undefined].map(sizeIn)).toEqual([
    5,
    5,
    1250.5,
    ...Array.from({ length: 8 }, () => null),
  ]);
  expect([" AE ", 7, "  ", null, undefined].map(textIn)).toEqual(["AE", "7", null, null, null]);
});

test("the nearest is found, unless all are too far", () => {
  const place = { latitude: 40, longitude: -74 };
  const all = [
    { latitude: 40.3, longitude: -74 },
    { latitude: 40.1, longitude: -74 },
  ];
  expect(nearestOf(all, place, 30)?.found).toBe(all[1]);
  expect(nearestOf(all, place, 30)?.miles).toBeCloseTo(6.9, 1);
  expect(nearestOf(all, place, 5)).toBeUndefined();
  expect(boxAround({ latitude: 89.9, longitude: 10 }, 0.5)).toEqual([9.5, 89.4, 10.5, 90]);
});

test("the nearest station gives way to one that has measured on more of the days", () => {
  const station = (id: string, distance: number, inches: (number | null)[]) => ({
    id,
    name: id,
    latitude: 0,
    longitude: 0,
    distance_miles: distance,
    days: new Map(
      inches.map((value, at) => [`2026-04-1${at}`, { precipitation_in: value, low_f: null, high_f: null }] as const),
    ),
  });
  const span = { from: "2026-04-10", to: "2026-04-13" };
  const [near, far, none] = [station("near", 1, [0.2]), station("far", 9, [0, 0.1]), station("none", 0, [null, null])];
  expect(bestStation([far, near, none], span)).toEqual({ station: far, isEnough: true });
  expect(bestStation([near, none], span)).toEqual({ station: near, isEnough: false });
  expect(bestStation([none], span)).toBeUndefined();
  const { station: told, days } = historyOf(near, span.from, span.to);
  expect(told).toEqual({ id: "near", name: "near", latitude: 0, longitude: 0, distance_miles: 1 });
  expect(days.map((day) => day.precipitation_in)).toEqual([0.2, null, null, null]);
  expect(historyOf(undefined, span.from, span.to).station).toBeNull();
});
