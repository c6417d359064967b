import { expect, test } from "vitest";
import {
  type ApiVersion,
  checkLifecycle,
  lifecycleHeaders,
  MIN_DEPRECATION_MS,
  versions,
} from "../../src/api/versions";

const version = (name: string, deprecated: string | null, sunset: string | null): ApiVersion => ({
  version: name,
  status: deprecated === null ? "current" : "deprecated",
  released: "2026-01-01",
  deprecated,
  sunset,
});

test.each(versions)("$version of the registry ends no sooner than 12 months after its deprecation", (real) => {
  expect(() => checkLifecycle(real)).not.toThrow();
  const said = { preview: [null], current: [null], deprecated: [real.deprecated], sunset: [real.deprecated] }[
    real.status
  ];
  expect(said).toContain(real.deprecated);
  expect(real.status === "deprecated" || real.status === "sunset").toBe(real.deprecated !== null);
});

test("the registry is in order, names each version once, and has one that is current", () => {
  const names = versions.map((each) => each.version);
  expect(new Set(names).size).toBe(names.length);
  expect(names).toEqual(names.toSorted());
  expect(versions.filter(({ status }) => status === "current")).toHaveLength(1);
  for (const { released } of versions) expect(new Date(released).toISOString().slice(0, 10)).toBe(released);
});

test("a version that would end too soon, or unannounced, is refused", () => {
  expect(MIN_DEPRECATION_MS).toBe(365 * 86_400_000);
  expect(() => checkLifecycle(version("v1", "2026-01-01", "2026-12-31"))).toThrow(/12 months/u);
  expect(() => checkLifecycle(version("v1", "2026-01-01", "2025-12-31"))).toThrow(/12 months/u);
  expect(() => checkLifecycle(version("v1", null, "2030-01-01"))).toThrow(/no deprecation/u);
  expect(() => checkLifecycle(version("v1", "2026-01-01", "2027-01-01"))).not.toThrow();
  expect(() => checkLifecycle(version("v1", "2026-01-01", null))).not.toThrow();
});

test("a deprecated version says so, when it ends, and what follows it", () => {
  const old = version("v1", "2026-01-01", "2027-06-30");
  const next = version("v2", null, null);
  expect(lifecycleHeaders(old, [old, next])).toEqual({
    deprecation: "@1767225600",
    sunset: "Wed, 30 Jun 2027 00:00:00 GMT",
    link: '</api/v2>; rel="successor-version"',
  });
  expect(lifecycleHeaders(version("v1", "2026-01-01", null), [])).toEqual({ deprecation: "@1767225600" });
});

test("no other version says anything", () => {
  for (const real of versions.filter(({ deprecated }) => deprecated === null))
    expect(lifecycleHeaders(real)).toEqual({});
});
