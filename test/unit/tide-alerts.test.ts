import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Tide, TidePrediction } from "#models";
import { judgeTides, spellsAhead } from "../../src/modules/tide-alerts/judge-tides";

const NOW = Date.parse("2026-11-10T00:00:00Z");
const high = (at: string, feet: number): Tide => ({ at: `${at}:00.000Z`, height_ft: feet, kind: "high" });
const record = (...tides: Tide[]): TidePrediction => ({
  site_id: "site",
  latitude: 41.97,
  longitude: -71.19,
  status: "predicted",
  station: { number: "1", name: "Pier", latitude: 0, longitude: 0, distance_miles: 1 },
  time_zone: "America/Los_Angeles",
  minor_flood_ft: 13,
  year_highest_ft: null,
  mean_high_ft: 9,
  tides,
});
const days = (of: TidePrediction, now = NOW) => spellsAhead(of, now).map(({ from, to }) => `${from} ${to}`);
const KINGS = [high("2026-11-24T15:00", 13), high("2026-11-25T16:00", 13.4), high("2026-11-26T17:00", 13.1)];

describe("spells of king tides", () => {
  test("are days that follow each other, in the station's time, with the highest water of them", () => {
    const of = record(
      high("2026-11-20T03:00", 12.9),
      ...KINGS,
      high("2026-11-28T15:00", 12),
      high("2026-12-24T06:00", 14),
    );
    expect(days(of)).toEqual(["2026-11-24 2026-11-26", "2026-12-23 2026-12-23"]);
    expect(spellsAhead(of, NOW)[0]?.highest).toMatchObject({ height_ft: 13.4, reason: "minor_flood" });
  });

  test("are one where a day between falls short", () => {
    expect(days(record(high("2026-11-24T15:00", 13), high("2026-11-26T16:30", 13)))).toEqual(["2026-11-24 2026-11-26"]);
  });

  test("leave out what is past", () => {
    expect(days(record(...KINGS), Date.parse("2026-11-25T20:00:00Z"))).toEqual(["2026-11-26 2026-11-26"]);
    expect(days(record(...KINGS), Date.parse("2026-11-27T00:00:00Z"))).toEqual([]);
  });
});

describe("a prediction that has changed", () => {
  const told = (before: TidePrediction | undefined, after: TidePrediction, now = NOW) =>
    judgeTides(before ? spellsAhead(before, now) : [], spellsAhead(after, now)).map(
      ({ change, spell }) => `${change} ${spell.from}`,
    );
  const OTHER = high("2026-12-24T16:00", 13.2);

  test("tells what is new, what is other, and what is gone", () => {
    expect(told(undefined, record(...KINGS))).toEqual(["predicted 2026-11-24"]);
    expect(told(record(...KINGS), record(...KINGS, OTHER))).toEqual(["predicted 2026-12-24"]);
    expect(told(record(...KINGS), record(...KINGS.slice(0, 2)))).toEqual(["changed 2026-11-24"]);
    expect(told(record(...KINGS), record(high("2026-11-24T15:00", 13), high("2026-11-25T16:00", 13.5)))).toEqual([
      "changed 2026-11-24",
    ]);
    expect(told(record(...KINGS), record(OTHER))).toEqual(["predicted 2026-12-24", "withdrawn 2026-11-24"]);
  });

  test("tells nothing of the passing of time, nor of a month that is left behind", () => {
    const later = Date.parse("2026-11-25T20:00:00Z");
    expect(told(record(...KINGS), record(...KINGS.slice(1)), later)).toEqual([]);
    expect(told(record(...KINGS), record(), Date.parse("2026-12-01T00:00:00Z"))).toEqual([]);
  });

  const waters = fc
    .uniqueArray(fc.integer({ min: 0, max: 50 }), { maxLength: 20 })
    .chain((at) =>
      fc.tuple(
        ...at.toSorted((a, b) => a - b).map((day) => fc.tuple(fc.constant(day), fc.integer({ min: 11, max: 15 }))),
      ),
    )
    .map((list) =>
      record(
        ...list.map(([day, feet]) => high(new Date(NOW + (day + 1) * 86_400_000).toISOString().slice(0, 16), feet)),
      ),
    );

  test("tells nothing when it is the same, and what is taken back is all there was when nothing is left", () => {
    fc.assert(
      fc.property(waters, (of) => {
        expect(told(of, of)).toEqual([]);
        expect(told(of, record())).toEqual(spellsAhead(of, NOW).map(({ from }) => `withdrawn ${from}`));
        expect(told(undefined, of)).toEqual(spellsAhead(of, NOW).map(({ from }) => `predicted ${from}`));
      }),
    );
  });
});
