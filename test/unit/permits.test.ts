import fc from "fast-check";
import { expect, test } from "vitest";
import { permitStatusOf } from "#models";
import { nextAttempt } from "../../src/modules/actions/next-attempt";
import { splitStreet } from "../../src/modules/permits/street";
import { isNewer } from "../../src/modules/permits/newer";
import { readMail } from "../../src/modules/permits/mail-text";
import { statusIn } from "../../src/modules/permits/mail-status";

const DAY = 86_400_000;
const away = { class: "transient" as const, ambiguous: true, rejected: false, refused: false, retryAfterMs: undefined };

test("a request is tried for a day, the last time when it is over", () => {
  const times: number[] = [];
  for (let now: number | null = 0, attempts = 1; now !== null; attempts += 1) {
    times.push(now);
    now = nextAttempt({ attempts, expires_at: DAY }, away, now, Math.random);
  }
  expect(times.slice(0, 4)).toEqual([0, 60_000, 180_000, 420_000]);
  expect(times.at(-1)).toBe(DAY);
  expect(times.every((time, at) => at === 0 || time - (times[at - 1] ?? 0) <= 3_600_000)).toBe(true);
});

test("what our own breaker holds back when the day is over waits for its turn, and not for ever", () => {
  const held = { ...away, refused: true, retryAfterMs: 90_000 };
  expect(nextAttempt({ attempts: 30, expires_at: DAY }, held, DAY + 1, Math.random)).toBe(DAY + 90_001);
  expect(nextAttempt({ attempts: 30, expires_at: DAY }, held, DAY + 7_200_000, Math.random)).toBeNull();
  expect(nextAttempt({ attempts: 1, expires_at: DAY }, { ...away, rejected: true }, 0, Math.random)).toBeNull();
});

test.for([
  [null, "2026-05-01", true],
  ["2026-05-02", "2026-05-01", false],
  ["2026-05-02", "2026-05-02", true],
  ["2026-05-02T10:00:00.000Z", "2026-05-02", true],
  ["2026-05-02", "2026-05-02T01:00:00Z", true],
  ["2026-05-02T10:00:00.000Z", "2026-05-02T09:59:59Z", false],
  ["2026-05-02T10:00:00Z", "2026-05-02T10:00:00.000Z", true],
] as const)("after %s comes %s: %s", ([known, read, is]) => {
  expect(isNewer(known, read)).toBe(is);
});

test.for([
  ["1204 Bayshore Drive", "1204", "Bayshore Drive"],
  ["12-14 Main St", "12-14", "Main St"],
  ["7B Elm", "7B", "Elm"],
  ["15 1/2 Oak Lane", "15 1/2", "Oak Lane"],
  ["Bayshore Drive 12", null, null],
  ["1204", null, null],
  [null, null, null],
] as const)("%s is number %s of %s", ([line, number, name]) => {
  expect(splitStreet(line)).toEqual({ number, name });
});

test("no mail, whatever it holds, breaks its reader or takes it long", () => {
  const piece = fc.constantFrom(
    "--b",
    "\r\n",
    "Content-Type: multipart/mixed; boundary=b",
    "=?utf-8?Q?",
    "?=",
    "=E9",
    "<p>",
    "a:",
    " ",
    "status is now",
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(piece, fc.string()), { maxLength: 200 }), (parts) => {
      const mail = readMail(new TextEncoder().encode(parts.join("")));
      statusIn(mail);
      expect(mail.text.length).toBeLessThanOrEqual(20_000);
    }),
  );
  const long = `From: a@b.example\r\n\r\n${"status ".repeat(140_000)}`;
  const from = performance.now();
  statusIn(readMail(new TextEncoder().encode(long)));
  expect(performance.now() - from).toBeLessThan(5000);
});

test("words of authorities are the stages they name", () => {
  expect(["Issued", "In Plan Check", "Denied", "banana"].map(permitStatusOf)).toEqual([
    "permit_issued",
    "in_review",
    "permit_cancelled",
    null,
  ]);
});
