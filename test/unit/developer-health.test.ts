import { expect, test } from "vitest";
import { healthOf, KINDS, LEAST_CALLS, THRESHOLDS } from "../../src/modules/developer-health/rates";

const never = () => false;
const rows = (failing: number, status: number, total = 1000) => [
  { day: "2026-11-22", operation: "listProjects", status: 200, calls: total - failing },
  { day: "2026-11-22", operation: "listProjects", status, calls: failing },
];

test.each(KINDS)("%s warns and is critical from its thresholds on", (kind) => {
  const status = kind === "5xx" ? 503 : Number(kind);
  const { warning, critical } = THRESHOLDS[kind];
  const at = (percent: number, less = 0) => healthOf(rows(percent * 10 - less, status), never).state;
  expect([at(warning, 1), at(warning), at(critical, 1), at(critical)]).toEqual([
    "good",
    "warning",
    "warning",
    "critical",
  ]);
});

test("other statuses are no sign of ill health", () => {
  expect(healthOf(rows(900, 409), never).state).toBe("good");
  expect(healthOf([], never)).toMatchObject({ state: "good", total_calls: 0 });
});

test("a handful of calls says nothing", () => {
  expect(healthOf(rows(LEAST_CALLS - 1, 500, LEAST_CALLS - 1), never).state).toBe("good");
  expect(healthOf(rows(LEAST_CALLS, 500, LEAST_CALLS), never).state).toBe("critical");
});

test("deprecated operations are named and warn", () => {
  const health = healthOf(rows(0, 200), (operation) => operation === "listProjects");
  expect(health.state).toBe("warning");
  expect(health.deprecated_operations).toEqual([{ operation: "listProjects", calls: 1000 }]);
});
