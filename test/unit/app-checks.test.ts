import { expect, test } from "vitest";
import { type Facts, runRules } from "../../src/modules/app-reviews/checks";
import { AUTOMATIC_IDS, CRITERIA } from "../../src/modules/app-reviews/criteria";

const now = Date.UTC(2026, 10, 22);
const DAY_MS = 86_400_000;
const good: Facts = {
  now,
  type: "confidential",
  scopes: ["read:projects", "write:invoices"],
  listing: {
    name: "Acme Sync",
    tagline: "Always the same",
    summary: "s".repeat(200),
    category: "accounting",
    screenshots: ["a", "b", "c"],
    setup_guide_url: "https://acme.dev/setup",
    support_email: "help@acme.dev",
    pricing_type: "free",
    scope_justifications: { "read:projects": "j".repeat(20), "write:invoices": "j".repeat(20) },
    webhook_url: "https://acme.dev/hook",
  },
  screenshots: ["a", "b", "c", "d"],
  redirects: [{ uri: "https://acme.dev/cb", failure: undefined }],
  webhookTest: { url: "https://acme.dev/hook", passed: true, testedAt: now - DAY_MS },
  calls: [
    { operation: "listProjects", status: 200, calls: 96 },
    { operation: "createInvoice", status: 201, calls: 1 },
    { operation: "createInvoice", status: 400, calls: 4 },
  ],
  scopeOf: (operation) => ({ listProjects: "read:projects", createInvoice: "write:invoices" })[operation],
};

const statusOf = (rule: string, changes: Partial<Facts>) =>
  runRules({ ...good, ...changes }).find((result) => result.rule === rule)?.status;

test("an application without fault passes every rule, in their order", () => {
  const results = runRules(good);
  expect(results.map(({ rule }) => rule)).toEqual([...AUTOMATIC_IDS]);
  expect(results.map(({ status }) => status)).toEqual(AUTOMATIC_IDS.map(() => "passed"));
});

test("criteria have ids of their own, and only automatic ones are run", () => {
  expect(new Set(CRITERIA.map(({ id }) => id)).size).toBe(CRITERIA.length);
  for (const { id, automatic } of CRITERIA) expect(id).toMatch(automatic ? /^R\d{3}$/u : /^M\d{3}$/u);
});

const { listing } = good;
const loopback = { uri: "http://127.0.0.1/cb", failure: undefined };
const cases: [string, Partial<Facts>, string][] = [
  ["R001", { redirects: [{ uri: "https://acme.dev/cb", failure: "It answered 404." }] }, "failed"],
  ["R001", { redirects: [...good.redirects, loopback] }, "failed"],
  ["R001", { type: "public", redirects: [...good.redirects, loopback] }, "passed"],
  ["R001", { type: "public", redirects: [loopback] }, "not_applicable"],
  ["R002", { scopes: [...good.scopes, "read:vendors"] }, "failed"],
  ["R002", { listing: { ...listing, scope_justifications: { "read:projects": "because" } } }, "failed"],
  ["R002", { listing: { ...listing, scope_justifications: { "read:projects": " ".repeat(30) } } }, "failed"],
  ["R002", { listing: undefined }, "failed"],
  ["R003", { listing: undefined }, "failed"],
  ["R003", { listing: { ...listing, summary: "s".repeat(199) } }, "failed"],
  ["R003", { listing: { ...listing, name: "n".repeat(31) } }, "failed"],
  ["R003", { listing: { ...listing, screenshots: ["a", "b"] } }, "failed"],
  ["R003", { listing: { ...listing, screenshots: ["a", "b", "b"] } }, "failed"],
  ["R003", { listing: { ...listing, screenshots: ["a", "b", "x"] } }, "failed"],
  ["R003", { listing: { ...listing, pricing_type: "paid" } }, "failed"],
  ["R003", { listing: { ...listing, pricing_type: "paid", price_monthly_cents: 2900 } }, "passed"],
  ["R003", { listing: { ...listing, price_monthly_cents: 1 } }, "failed"],
  ["R004", { listing: { ...listing, webhook_url: null } }, "not_applicable"],
  ["R004", { webhookTest: undefined }, "failed"],
  ["R004", { webhookTest: { url: "https://acme.dev/hook", passed: false, testedAt: now } }, "failed"],
  ["R004", { webhookTest: { url: "https://acme.dev/other", passed: true, testedAt: now } }, "failed"],
  ["R004", { webhookTest: { url: "https://acme.dev/hook", passed: true, testedAt: now - 31 * DAY_MS } }, "failed"],
  ["R005", { calls: good.calls.filter(({ status }) => status !== 201) }, "failed"],
  ["R005", { calls: [] }, "failed"],
  ["R006", { calls: [] }, "failed"],
  ["R006", { calls: [...good.calls, { operation: "listProjects", status: 500, calls: 2 }] }, "failed"],
];

test.each(cases)("%s with %j is %s", (rule, changes, expected) => {
  expect(statusOf(rule, changes)).toBe(expected);
});

test("five per cent of failing calls is too much, a little less is not", () => {
  const calls = (failing: number) => [
    { operation: "listProjects", status: 200, calls: 1000 - failing },
    { operation: "listProjects", status: 404, calls: failing },
  ];
  expect(statusOf("R006", { calls: calls(50) })).toBe("failed");
  expect(statusOf("R006", { calls: calls(49) })).toBe("passed");
});
