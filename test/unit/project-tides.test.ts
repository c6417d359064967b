import { expect, test } from "vitest";
import { isWithin, mayBeInUnitedStates, milesBetween } from "#lib/geo";
import { localClock, localDay, localHour } from "#lib/local-time";
import type { Tide, WeatherAlert } from "#models";
import { isSurge, tideFlags, type Waters } from "../../src/modules/project-tides/flags";
import { tide as tideOf } from "../../src/connectors/noaa-tides/v1/mapper";
import { highestAtWork, kingTideOf, levelAt } from "../../src/modules/project-tides/water";

const ZONE = "America/Los_Angeles";
const tide = (at: string, height_ft: number, kind: Tide["kind"]): Tide => ({ at: `${at}:00.000Z`, height_ft, kind });
/** 27 July at La Jolla: low at 3:21 AM, high at 9:58 AM, low at 2:44 PM, high at 8:40 PM local time. */
const TIDES = [
  tide("2026-07-27T02:56", 5.805, "high"),
  tide("2026-07-27T10:21", -0.324, "low"),
  tide("2026-07-27T16:58", 3.739, "high"),
  tide("2026-07-27T21:44", 2.101, "low"),
  tide("2026-07-28T03:40", 6.0, "high"),
];
const HOURS = { work_from_hour: 7, work_to_hour: 17 };

test("distances and boxes: what has no real coordinates is nowhere", () => {
  const seattle = { latitude: 47.6026, longitude: -122.3393 };
  expect(milesBetween(seattle, { latitude: 42.3539, longitude: -71.0503 })).toBeCloseTo(2488, -1);
  expect(milesBetween(seattle, seattle)).toBe(0);
  expect(milesBetween(seattle, { latitude: Number.NaN, longitude: 0 })).toBeNaN();
  expect(isWithin({ latitude: Number.NaN, longitude: Number.NaN }, [-180, -90, 180, 90])).toBe(false);
  const places = [seattle, { latitude: 18.4, longitude: -66.1 }, { latitude: 61.2, longitude: -149.9 }];
  for (const place of places) expect(mayBeInUnitedStates(place)).toBe(true);
  expect(mayBeInUnitedStates({ latitude: 51.5, longitude: -0.12 })).toBe(false);
  expect(mayBeInUnitedStates({ latitude: -33.9, longitude: 151.2 })).toBe(false);
});

test("hours are those of the site's clocks, also on the days they change", () => {
  expect(new Date(localHour("2026-07-27", 7, ZONE)).toISOString()).toBe("2026-07-27T14:00:00.000Z");
  expect(new Date(localHour("2026-12-27", 7, ZONE)).toISOString()).toBe("2026-12-27T15:00:00.000Z");
  expect(new Date(localHour("2026-03-08", 7, ZONE)).toISOString()).toBe("2026-03-08T14:00:00.000Z");
  expect(new Date(localHour("2026-11-01", 7, ZONE)).toISOString()).toBe("2026-11-01T15:00:00.000Z");
  expect(new Date(localHour("2026-07-27", 7, "UTC")).toISOString()).toBe("2026-07-27T07:00:00.000Z");
  expect(localDay("2026-07-27T02:56:00Z", ZONE)).toBe("2026-07-26");
  expect(localClock("2026-07-27T16:58:00Z", ZONE)).toBe("9:58 AM");
});

test("a water at a time that does not exist is none that can be read", () => {
  const at = (t: string) => tideOf.safeParse({ t, v: "1.5", type: "H" }).data?.at;
  expect(at("2028-02-29 04:12")).toBe("2028-02-29T04:12:00.000Z");
  expect([at("2026-02-29 04:12"), at("2026-13-01 04:12"), at("2026-11-23 24:61")]).toEqual(Array.from({ length: 3 }));
});

test("between two waters the level follows a cosine, and beyond them nothing is said", () => {
  expect(levelAt(TIDES, Date.parse("2026-07-27T10:21:00Z"))).toBe(-0.324);
  const middle = (Date.parse("2026-07-27T10:21:00Z") + Date.parse("2026-07-27T16:58:00Z")) / 2;
  expect(levelAt(TIDES, middle)).toBeCloseTo((3.739 - 0.324) / 2, 2);
  expect(levelAt(TIDES, Date.parse("2026-07-26T00:00:00Z"))).toBeNull();
  expect(levelAt(TIDES, Date.parse("2026-07-30T00:00:00Z"))).toBeNull();
  expect(
    levelAt([TIDES[0] as Tide, tide("2026-07-29T00:00", 1, "low")], Date.parse("2026-07-28T00:00:00Z")),
  ).toBeNull();
});

test("the highest water of working hours is that of its turn or of its ends", () => {
  expect(highestAtWork(TIDES, "2026-07-27", ZONE, HOURS)).toEqual({
    at: "2026-07-27T16:58:00.000Z",
    height_ft: 3.739,
  });
  const late = highestAtWork(TIDES, "2026-07-27", ZONE, { work_from_hour: 12, work_to_hour: 19 });
  expect(late?.at).toBe("2026-07-28T02:00:00.000Z");
  expect(late?.height_ft).toBeGreaterThan(4);
  expect(highestAtWork(TIDES, "2026-08-27", ZONE, HOURS)).toBeNull();
});

test("a king tide reaches the minor flood level, or is the highest of the year; a low water is none", () => {
  const known = (flood: number | null) => ({
    minor_flood_ft: flood,
    year_highest_ft: 12.9,
    time_zone: "America/Los_Angeles",
    tides: [tide("2026-12-01T00:10", 1, "low")],
  });
  const of = (feet: number, flood: number | null, kind: Tide["kind"] = "high") =>
    kingTideOf(tide("2026-12-24T14:02", feet, kind), known(flood))?.reason;
  expect(of(13.46, 13.46)).toBe("minor_flood");
  expect(of(12.9, 13.46)).toBe("year_highest");
  expect(of(12.8, 13.46)).toBeUndefined();
  expect(of(12.8, null)).toBeUndefined();
  expect(of(14, 13.46, "low")).toBeUndefined();
  // New Year's Eve at the coast, and the next year already in UTC.
  expect(kingTideOf(tide("2027-01-01T04:10", 13, "high"), known(13.46))?.reason).toBe("year_highest");
  expect(kingTideOf(tide("2027-01-01T08:10", 13, "high"), known(13.46))).toBeUndefined();
  // Of the next year the highest is not known yet.
  expect(kingTideOf(tide("2027-01-02T14:02", 13, "high"), known(13.46))).toBeUndefined();
  expect(kingTideOf(tide("2027-01-02T14:02", 13.5, "high"), known(13.46))?.reason).toBe("minor_flood");
});

const alert = (event: string): WeatherAlert => ({
  site_id: "site",
  alert_id: "a",
  replaces: [],
  event,
  severity: "severe",
  urgency: "expected",
  headline: `${event} until Tuesday`,
  description: "",
  instruction: null,
  sender: "NWS",
  starts_at: "2026-07-27T18:00:00.000Z",
  ends_at: "2026-07-28T18:00:00.000Z",
});
const waters = (more: Partial<Waters> = {}): Waters => ({
  tides: TIDES,
  kingTides: [],
  surgeAlerts: [],
  timeZone: ZONE,
  high_water_ft: 3.5,
  hours: HOURS,
  from: "2026-07-27",
  to: "2026-08-26",
  ...more,
});
const task = (kind: string, start = "2026-07-20", end = "2026-07-27") => ({
  id: "t",
  name: "Pour",
  kind,
  start_date: start,
  end_date: end,
});

test("only work that waits for the tide is flagged, on the days that are left of it", () => {
  for (const kind of ["concrete_pour", "foundation", "waterfront"])
    expect(tideFlags(waters())(task(kind))).toMatchObject([
      { kind: "high_water", date: "2026-07-27", height_ft: 3.739, threshold_ft: 3.5 },
    ]);
  expect(tideFlags(waters())(task("concrete_pour"))[0]?.detail).toContain("Low water is -0.324 ft at 3:21 AM");
  for (const kind of ["general", "roofing"]) expect(tideFlags(waters())(task(kind))).toEqual([]);
  expect(tideFlags(waters())(task("waterfront", "2026-07-20", "2026-07-26"))).toEqual([]);
  expect(tideFlags(waters({ high_water_ft: 3.74 }))(task("waterfront"))).toEqual([]);
  expect(tideFlags(waters({ high_water_ft: null }))(task("waterfront"))).toEqual([]);
});

test("king tides and storm surge are flagged on their days", () => {
  const kingTides = [{ at: "2026-07-28T03:40:00.000Z", height_ft: 6, reason: "year_highest" as const }];
  const found = tideFlags(waters({ high_water_ft: null, kingTides, surgeAlerts: [alert("Storm Surge Warning")] }))(
    task("waterfront"),
  );
  expect(found.map(({ kind, date }) => [kind, date])).toEqual([
    ["king_tide", "2026-07-27"],
    ["storm_surge", "2026-07-27"],
  ]);
  expect(["Storm Surge Watch", "Coastal Flood Advisory"].map((event) => isSurge(alert(event)))).toEqual([true, true]);
  expect(["High Wind Warning", "Flood Warning"].map((event) => isSurge(alert(event)))).toEqual([false, false]);
});

test("a long schedule is flagged at once: days are judged once for all tasks", () => {
  let read = 0;
  const tides = Array.from({ length: 240 }, (_, index) => {
    const at = new Date(Date.parse("2026-07-26T00:00:00Z") + index * 22_357_000).toISOString();
    const high = index % 2 === 1;
    return {
      get at() {
        read += 1;
        return at;
      },
      height_ft: high ? 6 : 0,
      kind: high ? ("high" as const) : ("low" as const),
    };
  });
  const flags = tideFlags(waters({ tides }));
  const readOnce = read;
  for (let count = 0; count < 500; count += 1)
    expect(flags(task("waterfront", "2026-07-01", "2026-09-30"))).toHaveLength(31);
  expect(read).toBe(readOnce);
});
