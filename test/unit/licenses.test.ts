import fc from "fast-check";
import { expect, test } from "vitest";
import { ALERT_DAYS, alertAfter, daysLeft, firstAlert } from "../../src/modules/licenses/alerts";
import { licenseBoards } from "../../src/modules/licenses/boards";
import { missingColumns, toLicense } from "../../src/modules/license-files/california";
import { recordsOf, wholeRecords } from "../../src/modules/license-files/csv";
import { CA_COLUMNS, caRow } from "../support/licenses";

const DAY = 86_400_000;

test("there are 50 states and the District of Columbia, each with a way to verify", () => {
  expect(new Set(licenseBoards.map(({ state }) => state)).size).toBe(51);
  const by = Map.groupBy(licenseBoards, ({ method }) => method);
  expect(by.get("live")?.map(({ state }) => state)).toEqual(["CO", "CT", "DE", "IL", "NY", "OR", "TX", "WA"]);
  expect(by.get("file")?.map(({ state }) => state)).toEqual(["CA"]);
  expect(by.get("manual")).toHaveLength(42);
  // Missouri and Wyoming have no board of the state.
  expect(licenseBoards.filter(({ lookup_url: url }) => url === null).map(({ state }) => state)).toEqual(["MO", "WY"]);
  const pages = licenseBoards.flatMap(({ lookup_url: url }) => url ?? []);
  expect(pages.filter((url) => new URL(url).protocol !== "https:")).toEqual([]);
});

test("a license's end is told of 60, 30 and 7 days ahead, and once each", () => {
  const end = Date.parse("2027-09-01T00:00:00Z");
  fc.assert(
    fc.property(fc.integer({ min: -10, max: 400 }), (days) => {
      const now = end - days * DAY - 3_600_000;
      const told: number[] = [];
      for (let at = firstAlert("2027-08-31", now); at !== null; at = alertAfter("2027-08-31", at))
        told.push(daysLeft("2027-08-31", at));
      const late = days >= 0 && days <= ALERT_DAYS[0] ? [days] : [];
      expect(told).toEqual([...late, ...ALERT_DAYS.filter((ahead) => ahead < days)]);
    }),
  );
});

const cell = fc.string({ maxLength: 12 }).map((text) => text.replaceAll("\u0000", ""));
const written = (value: string) => `"${value.replaceAll('"', '""')}"`;

test("records come out as they went in, wherever the file is cut", () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { maxLength: 8 }),
      fc.nat(200),
      (rows, cut) => {
        const bytes = new TextEncoder().encode(rows.map((row) => `${row.map(written).join(",")}\r\n`).join(""));
        const end = wholeRecords(bytes.subarray(0, Math.min(cut, bytes.length)));
        const text = (part: Uint8Array) => new TextDecoder().decode(part);
        const read = [...recordsOf(text(bytes.subarray(0, end))), ...recordsOf(text(bytes.subarray(end)))];
        expect(read).toEqual(rows.map((row) => row.map((value) => value.trim())));
      },
    ),
  );
});

test("a record of California, good and bad", () => {
  const read = (values: Parameters<typeof caRow>[0]) => {
    const [record = []] = recordsOf(caRow(values));
    return toLicense(CA_COLUMNS, record, "2026-11-22");
  };
  expect(missingColumns(CA_COLUMNS)).toEqual([]);
  expect(missingColumns(["LicenseNo"])).toContain("PrimaryStatus");
  expect(read({ LicenseNo: "1234567", BusinessName: "GOLDEN STATE, INC", "Classifications(s)": "B| C20" })).toEqual({
    number: "1234567",
    standing: "active",
    status_text: "CLEAR",
    name: "GOLDEN STATE, INC",
    classifications: ["B", "C20"],
    effective_on: "2015-01-10",
    expires_on: "2027-01-31",
    discipline: [],
    bond: { company: "SURETEC", amount_cents: 2_500_000, expires_on: null, cancelled_on: null },
    insurance: null,
  });
  expect(read({ LicenseNo: "1", ExpirationDate: "01/31/2026" })?.standing).toBe("expired");
  expect(read({ LicenseNo: "1", PrimaryStatus: "Contr Bond Susp" })?.standing).toBe("suspended");
  expect(read({ LicenseNo: "1", PrimaryStatus: "CANCELLED" })?.standing).toBe("inactive");
  expect(read({ LicenseNo: "1", DBCaseNo: "N2024-17" })?.discipline).toEqual(["Disciplinary case: N2024-17"]);
  expect(read({ LicenseNo: "  " })).toBeNull();
});
