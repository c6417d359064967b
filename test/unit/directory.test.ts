import { existsSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CATEGORIES } from "#models";
import { catalogue } from "../../src/modules/listings/catalogue";
import { facetsOf, type Group } from "../../src/modules/listings/facets";
import { matchExpression } from "../../src/modules/listings/match";
import { BOUNDS, columnOf, percentile, TIME_COLUMNS } from "../../src/modules/integration-health/buckets";
import { toBuckets } from "../../src/modules/integration-health/record-health";
import { eligibilityOf } from "../../src/modules/integration-reviews/eligibility";
import type { DirectoryQuery } from "../../src/modules/listings/types";
import { SLUG_PATTERN } from "#lib/slug";

describe("the catalogue", () => {
  test("has a listing for everything that is promised", () => {
    const promised =
      `quickbooks-online quickbooks-desktop xero sage freshbooks viewpoint chief-architect autocad revit sketchup
 google-calendar outlook-calendar ical slack microsoft-teams gmail outlook google-drive dropbox onedrive box zapier make n8n
 builder-finance construction-loan-pro 84-lumber abc-supply ferguson rsmeans craftsman-national homeadvisor hubspot salesforce
 stripe square ach inspection-results plaid mx yodlee credit-card-feeds ferguson-appliances yale-appliance aj-madison
 pacific-sales title-companies landxml dxf-survey survey-points rem-rate energygauge ekotrope wufi manual-j-d blower-door savant
 control4 crestron lutron josh-ai dumpsters portable-toilets temporary-power temporary-fencing site-security
 state-contractor-licenses fema-flood-maps county-gis google-maps mapbox noaa-weather noaa-tides icc-digital-codes upcodes
 municode project-email accela-permits cityview etrakit opengov-permits earthcam openspace sensera truelook oxblue dronedeploy skydio pix4d
 propeller united-rentals sunbelt-rentals blueline-rental`.split(/\s+/u);
    const slugs = catalogue.map(({ slug }) => slug);
    expect(promised.filter((slug) => !slugs.includes(slug))).toEqual([]);
    expect(new Set(slugs).size).toBe(slugs.length);
  });

  test.each(catalogue)("$slug says all that a builder asks", (entry) => {
    expect(entry.slug).toMatch(new RegExp(SLUG_PATTERN, "u"));
    expect(CATEGORIES).toContain(entry.category);
    expect(entry.tagline.length).toBeLessThanOrEqual(40);
    expect(entry.description.length).toBeLessThanOrEqual(300);
    expect(entry.about.length).toBeGreaterThanOrEqual(2);
    expect(entry.about.length).toBeLessThanOrEqual(4);
    expect(entry.setup.length).toBeGreaterThanOrEqual(3);
    for (const list of [entry.permissions, entry.reads, entry.writes]) expect(list.length).toBeGreaterThan(0);
    for (const sentence of [entry.description, ...entry.about, ...entry.setup, ...entry.permissions, entry.vendorCost])
      expect(sentence).toMatch(/[.]$/u);
    expect(existsSync(`public${entry.consolePath ?? "/"}index.html`)).toBe(true);
    // A live API is claimed by nobody of whom the text says that there is none.
    const denies = /no public interface|no interface/u.test(entry.about.join(" "));
    expect(entry.kind === "live_api" && denies).toBe(false);
  });
});

describe("what is typed becomes an FTS5 expression", () => {
  test("whatever it is, words alone get into it", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (typed) => {
        const word = '"[\\p{L}\\p{N}\\p{M}]+"\\*';
        const safe = new RegExp(`^(${word}|\\(${word}( AND ${word}){0,9}\\) OR ${word})$`, "u");
        const expression = matchExpression(typed);
        expect(expression === undefined || safe.test(expression)).toBe(true);
        expect(expression === undefined && /[\p{L}\p{N}]/u.test(typed)).toBe(false);
      }),
    );
  });

  test.each([
    ["", undefined],
    ['"*()', undefined],
    ["xero", '"xero"*'],
    ["invoices", '"invoice"*'],
    ["glass", '"glass"*'],
    ["quick books", '("quick"* AND "book"*) OR "quickbook"*'],
    ["NOT a-b", '("NOT"* AND "a"* AND "b"*) OR "NOTab"*'],
  ])("%j", (typed, expression) => {
    expect(matchExpression(typed)).toBe(expression);
  });
});

describe("facets", () => {
  const names = ["category", "kind", "pricing", "status"] as const;
  const value = fc.constantFrom("a", "b", "c");
  const group: fc.Arbitrary<Group> = fc.record({
    category: value,
    kind: value,
    pricing: value,
    status: value,
    installed: fc.constantFrom(0, 1),
    count: fc.integer({ min: 1, max: 5 }),
  });
  const chosen = fc.option(fc.uniqueArray(value, { maxLength: 3 }), { nil: undefined });
  const query: fc.Arbitrary<DirectoryQuery> = fc.record({
    category: chosen,
    kind: chosen,
    pricing: chosen,
    status: chosen,
    installed: fc.option(fc.boolean(), { nil: undefined }),
    limit: fc.constant(50),
  });
  const totalOf = (groups: Group[], asked: DirectoryQuery) => facetsOf(groups, asked).total;

  test("a value's count is the total with that value chosen instead", () => {
    fc.assert(
      fc.property(fc.array(group, { maxLength: 12 }), query, (groups, asked) => {
        const { facets } = facetsOf(groups, asked);
        for (const name of names)
          for (const candidate of ["a", "b", "c"]) {
            const count = facets[name].find((facet) => facet.value === candidate)?.count ?? 0;
            expect(count).toBe(totalOf(groups, { ...asked, [name]: [candidate] }));
          }
        for (const installed of [true, false]) {
          const count = facets.installed.find((facet) => facet.value === String(installed))?.count ?? 0;
          expect(count).toBe(totalOf(groups, { ...asked, installed }));
        }
      }),
    );
  });

  test("who has no credential gets no facet of what is installed", () => {
    const anonymous = { category: "a", kind: "a", pricing: "a", status: "a", installed: null, count: 2 };
    expect(facetsOf([anonymous], { limit: 1 })).toMatchObject({ total: 2, facets: { installed: [] } });
  });
});

describe("times of calls", () => {
  const ms = fc.integer({ min: 0, max: 14_999 });
  test("a percentile lies in the same column as the real one", () => {
    fc.assert(
      fc.property(fc.array(ms, { minLength: 1, maxLength: 200 }), fc.constantFrom(0.5, 0.95), (times, share) => {
        const counts = TIME_COLUMNS.map((column) => times.filter((time) => columnOf(time) === column).length);
        const real = times.toSorted((a, b) => a - b)[Math.ceil(share * times.length) - 1] ?? 0;
        const column = TIME_COLUMNS.indexOf(columnOf(real));
        const told = percentile(counts, share) ?? -1;
        expect(told).toBeGreaterThanOrEqual(column === 0 ? 0 : (BOUNDS[column - 1] ?? 0));
        expect(told).toBeLessThanOrEqual(BOUNDS[column] ?? 0);
      }),
    );
  });

  test("without calls there is none, and what never ended is told as the longest time that is counted", () => {
    expect(
      percentile(
        TIME_COLUMNS.map(() => 0),
        0.5,
      ),
    ).toBeNull();
    expect(
      percentile(
        TIME_COLUMNS.map((name) => (name === "ms_more" ? 3 : 0)),
        0.5,
      ),
    ).toBe(15_000);
  });

  test("however calls are spread over rows, every call is in one of 5 minutes and one of an hour", () => {
    const call = fc.record({
      slug: fc.constantFrom("xero", "plaid"),
      version: fc.constantFrom("v1", "v2"),
      at: fc.integer({ min: 0, max: 7_200_000 }),
      ms: fc.integer({ min: 0, max: 30_000 }),
      outcome: fc.constantFrom("ok" as const, "config" as const, "transient" as const),
    });
    fc.assert(
      fc.property(fc.array(call, { maxLength: 60 }), (calls) => {
        const buckets = toBuckets(calls);
        for (const width of [300, 3600]) {
          const rows = buckets.filter((bucket) => bucket.width === width);
          expect(rows.reduce((sum, { counts }) => sum + (counts["calls"] ?? 0), 0)).toBe(calls.length);
          for (const { start } of rows) expect(start % (width * 1000)).toBe(0);
        }
      }),
    );
  });
});

describe("who may judge", () => {
  const day = 86_400_000;
  const now = 100 * day;
  const use = (installed: number | null, uninstalled: number | null, success: number | null) => ({
    installed_at: installed,
    uninstalled_at: uninstalled,
    first_success_at: success,
  });
  test.each([
    ["never installed", use(null, null, null), "not_installed"],
    ["installed for a moment less than a week", use(now - 7 * day + 1, null, now), "too_early"],
    ["installed for a week", use(now - 7 * day, null, now), null],
    ["installed for a week without success", use(now - 7 * day, null, null), "never_worked"],
    ["had it for a day, a month ago", use(now - 31 * day, now - 30 * day, now), "not_installed"],
    ["had it for a month, a month ago", use(now - 60 * day, now - 30 * day, now - 59 * day), null],
  ])("%s", (_, given, reason) => {
    expect(eligibilityOf(given, "live", now)).toMatchObject({ eligible: reason === null, reason });
    expect(eligibilityOf(given, "sandbox", now).reason).toBe("sandbox");
  });

  test("who has to wait is told until when", () => {
    expect(eligibilityOf(use(now - 6 * day, null, now), "live", now).eligible_at).toBe(
      new Date(now + day).toISOString(),
    );
  });
});
