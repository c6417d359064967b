import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { dayAfter, escapeText, foldLine, utcTime } from "#lib/icalendar";
import { type CalendarEvent, renderCalendar } from "../../src/modules/calendar-feeds/render-calendar";
import { unescape, unfold } from "../support/icalendar";

/** Any text: of several scripts, with line ends, controls and halves of characters. */
const text = fc.oneof(
  fc.string({ unit: "binary", maxLength: 400 }),
  fc.string({ unit: "grapheme", maxLength: 400 }),
  fc.string({ unit: fc.constantFrom("\r", "\n", "\\", ";", ",", " ", "\t", "n", "é", "漢", "🏗", "\ud800", "\u0007") }),
);
const octets = (line: string): number => new TextEncoder().encode(line).length;

describe("folding", () => {
  test("gives lines of at most 75 octets that make up the line again", () => {
    fc.assert(
      fc.property(text, (any) => {
        const line = `SUMMARY:${escapeText(any)}`;
        const folded = foldLine(line);
        expect(folded.endsWith("\r\n")).toBe(true);
        const lines = folded.slice(0, -2).split("\r\n");
        for (const each of lines) {
          expect(octets(each)).toBeLessThanOrEqual(75);
          // No character was cut in two: each line is well-formed on its own.
          expect(
            new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(new TextEncoder().encode(each)),
          ).toBe(each);
          expect(each.isWellFormed()).toBe(true);
        }
        for (const each of lines.slice(1)) expect(each.startsWith(" ")).toBe(true);
        expect(unfold(folded)).toEqual([line]);
      }),
    );
  });

  test("leaves 75 octets whole and folds 76", () => {
    expect(foldLine("a".repeat(75))).toBe(`${"a".repeat(75)}\r\n`);
    expect(foldLine("a".repeat(76))).toBe(`${"a".repeat(75)}\r\n a\r\n`);
    // Two octets each: the 38th does not fit.
    expect(foldLine("é".repeat(38))).toBe(`${"é".repeat(37)}\r\n é\r\n`);
  });
});

describe("escaping", () => {
  test("gives back the same text, and ends no line", () => {
    fc.assert(
      fc.property(text, (any) => {
        const escaped = escapeText(any);
        expect(escaped).not.toMatch(/[\r\n]/u);
        // Every comma and semicolon stands behind a backslash of its own.
        expect(escaped.replaceAll(/\\[\\;,n]/gu, "")).not.toMatch(/[\\;,]/u);
        const kept = any
          .toWellFormed()
          .replaceAll(/\r\n|\r/gu, "\n")
          // oxlint-disable-next-line no-control-regex
          .replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f]/gu, "");
        expect(unescape(escaped)).toBe(kept);
      }),
    );
  });

  test.each([
    ["a;b,c\\d", String.raw`a\;b\,c\\d`],
    ["a\r\nb\nc\rd", String.raw`a\nb\nc\nd`],
    ["tab\there\u0007", "tab\there"],
    ["\\n", String.raw`\\n`],
  ])("%j", (raw, escaped) => {
    expect(escapeText(raw)).toBe(escaped);
  });
});

describe("days and moments", () => {
  test.each([
    ["2026-04-14", "2026-04-15"],
    ["2026-02-28", "2026-03-01"],
    ["2028-02-28", "2028-02-29"],
    ["2026-12-31", "2027-01-01"],
    // Days have no hours, so clocks that change do not matter.
    ["2026-03-08", "2026-03-09"],
    ["2026-11-01", "2026-11-02"],
    ["9999-12-31", "9999-12-31"],
  ])("after %s comes %s", (day, next) => {
    expect(dayAfter(day)).toBe(next);
  });

  test("a moment is told in UTC", () => {
    expect(utcTime(Date.parse("2026-04-14T03:05:09.999-04:00"))).toBe("20260414T070509Z");
  });
});

const event: CalendarEvent = {
  uid: "u",
  summary: "Pour",
  description: "",
  location: "",
  category: null,
  startsOn: "2026-04-14",
  endsOn: "2026-04-14",
  sequence: 0,
  createdAt: 0,
  modifiedAt: 0,
  isCancelled: false,
};

describe("a calendar", () => {
  test("ends an event on the day after its last, and says none where there is none", () => {
    const lines = (endsOn: string, startsOn = "2026-04-14") =>
      unfold(renderCalendar({ name: "n" }, [{ ...event, startsOn, endsOn }])).filter((line) => line.startsWith("DT"));
    expect(lines("2026-04-14")).toContain("DTEND;VALUE=DATE:20260415");
    expect(lines("2026-04-30")).toContain("DTEND;VALUE=DATE:20260501");
    expect(lines("9999-12-31", "9999-12-31").join()).not.toContain("DTEND");
  });

  test("has a component even when it is empty", () => {
    expect(unfold(renderCalendar({ name: "n" }, []))).toContain("BEGIN:VTIMEZONE");
  });

  test("of ten thousand events is made within seconds", () => {
    const many = Array.from({ length: 10_000 }, (_, at) => ({
      ...event,
      uid: `u${at}`,
      description: "é,".repeat(100),
    }));
    const started = performance.now();
    const lines = unfold(renderCalendar({ name: "n" }, many));
    expect(lines.filter((line) => line === "BEGIN:VEVENT")).toHaveLength(10_000);
    expect(performance.now() - started).toBeLessThan(20_000);
  });
});
