import { expect, test } from "vitest";
import { evaporationRate } from "#lib/concrete-weather";
import { fieldDifferences } from "#lib/field-differences";
import { localDay } from "#lib/local-time";
import type { ForecastHour, WeatherAlert, WeatherForecast } from "#models";
import { daysOf } from "../../src/modules/project-weather/days";
import { flagsOf } from "../../src/modules/project-weather/flags";

const thresholds = {
  cold_below_f: 40,
  evaporation_above: 0.2,
  concrete_temperature_f: null,
  precipitation_day_in: 0.1,
};

const hour = (at: string, weather: Partial<ForecastHour> = {}): ForecastHour => ({
  starts_at: at,
  temperature_f: 60,
  relative_humidity: 50,
  wind_mph: 5,
  precipitation_chance: 10,
  precipitation_in: 0,
  ...weather,
});
const forecast = (hours: ForecastHour[]): WeatherForecast => ({
  site_id: "site",
  latitude: 41.97,
  longitude: -71.19,
  issued_at: "2026-01-10T12:00:00.000Z",
  time_zone: "America/New_York",
  periods: [],
  hours,
});
const task = (kind: string) => ({ id: "t", name: "Pour", kind, start_date: "2026-01-10", end_date: "2026-01-11" });
const flags = (kind: string, hours: ForecastHour[], alerts: WeatherAlert[] = []) =>
  flagsOf(task(kind), { days: daysOf(forecast(hours), thresholds), alerts, timeZone: "America/New_York" }, thresholds);

test("evaporation is that of the chart, within five per cent", () => {
  // 85 °F concrete, 80 °F air, 50 %, 10 mph.
  expect(evaporationRate({ concreteF: 85, airF: 80, humidity: 50, windMph: 10 })).toBeCloseTo(0.182, 2);
  // Cooler concrete in warm damp air gains water; it loses none.
  expect(evaporationRate({ concreteF: 50, airF: 90, humidity: 95, windMph: 10 })).toBe(0);
});

test("a day is the site's own, also on the evening before by UTC", () => {
  expect(localDay("2026-01-11T03:00:00.000Z", "America/New_York")).toBe("2026-01-10");
  const days = daysOf(
    forecast([
      hour("2026-01-11T03:00:00.000Z", { temperature_f: 30, precipitation_in: 0.06 }),
      hour("2026-01-11T04:00:00.000Z", { precipitation_in: 0.05 }),
    ]),
    thresholds,
  );
  expect(days).toMatchObject([
    { date: "2026-01-10", low_f: 30, high_f: 60, precipitation_in: 0.11, is_precipitation_day: true },
  ]);
});

test("cold is flagged for concrete alone, and for the days it has to be kept warm", () => {
  const cold = ["2026-01-09", "2026-01-10", "2026-01-14", "2026-01-15"].map((day) =>
    hour(`${day}T17:00:00.000Z`, { temperature_f: 39.9 }),
  );
  expect(flags("concrete_pour", cold).map(({ kind, date, value }) => [kind, date, value])).toEqual([
    ["cold_concrete", "2026-01-10", 39.9],
    ["cold_concrete", "2026-01-14", 39.9],
  ]);
  expect(flags("foundation", [hour("2026-01-10T17:00:00.000Z", { temperature_f: 40 })])).toEqual([]);
  expect(flags("roofing", cold)).toEqual([]);
});

test("fast drying is flagged only above the threshold, on the days of placing", () => {
  const hot = { temperature_f: 98, relative_humidity: 15, wind_mph: 20 };
  const found = flags("concrete_pour", [hour("2026-01-11T17:00:00.000Z", hot), hour("2026-01-13T17:00:00.000Z", hot)]);
  expect(found.map(({ kind, date }) => [kind, date])).toEqual([["hot_concrete", "2026-01-11"]]);
  const unknown = { ...hot, relative_humidity: null };
  expect(flags("concrete_pour", [hour("2026-01-11T17:00:00.000Z", unknown)])).toEqual([]);
});

test("rain and severe alerts are flagged for what is done outdoors", () => {
  const wet = [hour("2026-01-10T17:00:00.000Z", { precipitation_in: 0.1 })];
  const alert = (severity: WeatherAlert["severity"], starts: string): WeatherAlert => ({
    site_id: "site",
    alert_id: "a",
    replaces: [],
    event: "Storm",
    severity,
    urgency: "expected",
    headline: "Storm until Monday",
    description: "",
    instruction: null,
    sender: "NWS",
    starts_at: starts,
    ends_at: "2026-01-12T00:00:00.000Z",
  });
  const alerts = [alert("severe", "2026-01-11T12:00:00.000Z"), alert("minor", "2026-01-11T12:00:00.000Z")];
  expect(flags("roofing", wet, alerts).map(({ kind, date }) => [kind, date])).toEqual([
    ["precipitation", "2026-01-10"],
    ["alert", "2026-01-11"],
  ]);
  expect(flags("general", wet, alerts)).toEqual([]);
});

test("differences are found field by field, up to a number", () => {
  const before = { a: 1, b: { c: [1, 2], "d/e": null }, same: { x: 1 } };
  const after = { a: 2, b: { c: [1, 3, 4], "d/e": {} }, same: { x: 1 } };
  expect(fieldDifferences(before, after, 10)).toEqual([
    { pointer: "/a", before: 1, after: 2 },
    { pointer: "/b/c/1", before: 2, after: 3 },
    { pointer: "/b/c/2", before: undefined, after: 4 },
    { pointer: "/b/d~1e", before: null, after: {} },
  ]);
  expect(fieldDifferences(before, after, 2)).toHaveLength(2);
  expect(fieldDifferences(before, structuredClone(before), 10)).toEqual([]);
});
