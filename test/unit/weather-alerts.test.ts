import { describe, expect, test } from "vitest";
import type { WeatherAlert } from "#models";
import { judgeGone, judgeNew, predecessorOf } from "../../src/modules/weather-alerts/judge-alerts";

const NOW = Date.parse("2026-07-15T20:00:00Z");
const alert = (id: string, more: Partial<WeatherAlert> = {}): WeatherAlert => ({
  site_id: "site",
  alert_id: id,
  replaces: [],
  event: "High Wind Warning",
  severity: "severe",
  urgency: "expected",
  headline: "Wind",
  description: "",
  instruction: null,
  sender: "NWS",
  starts_at: "2026-07-15T20:00:00.000Z",
  ends_at: "2026-07-16T02:00:00.000Z",
  ...more,
});
const changeOf = (after: WeatherAlert, before?: WeatherAlert) => judgeNew(after, before, NOW)?.change;

describe("a new alert", () => {
  test.for([
    ["extreme", "issued"],
    ["severe", "issued"],
    ["moderate", undefined],
    ["minor", undefined],
    ["unknown", undefined],
  ] as const)("that is %s is %s", ([severity, expected]) => {
    expect(changeOf(alert("a", { severity }))).toBe(expected);
  });

  test.for([
    ["Coastal Flood Warning", "issued"],
    ["Storm Surge Watch", "issued"],
    ["Tsunami Watch", "issued"],
    ["Coastal Flood Advisory", undefined],
    ["Gale Watch", undefined],
  ] as const)("%s of moderate severity is %s", ([event, expected]) => {
    expect(changeOf(alert("a", { severity: "moderate", event }))).toBe(expected);
  });

  test("that has ended is told no more", () => {
    const { ends_at: end } = alert("a");
    expect(judgeNew(alert("a"), undefined, Date.parse(end) - 1)?.change).toBe("issued");
    expect(judgeNew(alert("a"), undefined, Date.parse(end))).toBeUndefined();
  });

  test("that renews another is told only where it says something else", () => {
    expect(changeOf(alert("b", { headline: "Wind, again", urgency: "immediate" }), alert("a"))).toBeUndefined();
    expect(changeOf(alert("b", { ends_at: "2026-07-16T05:00:00.000Z" }), alert("a"))).toBe("updated");
    expect(changeOf(alert("b", { severity: "extreme" }), alert("a"))).toBe("updated");
    expect(changeOf(alert("b", { severity: "moderate" }), alert("a"))).toBe("updated");
    expect(changeOf(alert("b", { event: "Wind Advisory", severity: "minor" }), alert("a"))).toBe("updated");
    expect(changeOf(alert("b"), alert("a", { severity: "moderate" }))).toBe("issued");
    expect(changeOf(alert("b", { severity: "minor" }), alert("a", { severity: "moderate" }))).toBeUndefined();
  });

  test("renews the latest of those it names that are known", () => {
    const [one, two] = [alert("one"), alert("two")];
    const known = new Map([one, two].map((each) => [each.alert_id, each]));
    expect(predecessorOf(alert("x", { replaces: ["zero", "one", "two", "lost"] }), known)).toBe(two);
    expect(predecessorOf(alert("x", { replaces: ["lost"] }), known)).toBeUndefined();
    expect(predecessorOf(alert("x"), known)).toBeUndefined();
  });
});

test("an alert that goes is called off when nothing takes its place and its end is yet to come", () => {
  const gone = (one: WeatherAlert, present: WeatherAlert[] = [], now = NOW) => judgeGone(one, present, now)?.change;
  expect(gone(alert("a"))).toBe("cancelled");
  expect(gone(alert("a"), [alert("b")])).toBe("cancelled");
  expect(gone(alert("a"), [alert("b", { replaces: ["a"] })])).toBeUndefined();
  expect(gone(alert("b", { replaces: ["a"] }), [alert("a")])).toBeUndefined();
  expect(gone(alert("a", { severity: "moderate" }))).toBeUndefined();
  const end = Date.parse(alert("a").ends_at);
  expect(gone(alert("a"), [], end)).toBeUndefined();
  expect(gone(alert("a"), [], end - 300_000)).toBeUndefined();
  expect(gone(alert("a"), [], end - 3_600_000)).toBe("cancelled");
});
