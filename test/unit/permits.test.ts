import fc from "fast-check";
import { expect, test } from "vitest";
import { permitStatusOf } from "#models";
import { nextAttempt } from "../../src/modules/actions/next-attempt";
import { splitStreet } from "../../src/modules/permits/street";
import { isNewer } from "../../src/modules/permits/newer";
import { senderOf } from "../../src/modules/permits/mail-sender";
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
});

const MANY = 200_000;
const HTML = "Content-Type: text/html\r\n\r\n";

test.for([
  ["words", `From: a@b.example\r\n\r\n${"status ".repeat(MANY)}`],
  ["tags that do not end", `${HTML}${"<".repeat(MANY)}`],
  ["lines that do not end", `${HTML}${"<br ".repeat(MANY)}`],
  ["styles that do not end", `${HTML}${"<style ".repeat(MANY)}`],
  ["blanks", `Content-Transfer-Encoding: quoted-printable\r\n\r\n${" ".repeat(MANY)}`],
  ["a sender without an address", `From: ${"a".repeat(MANY)}\r\n\r\n`],
  ["a sender of quotes", `From: ${'"\\'.repeat(MANY)}\r\n\r\n`],
  ["a subject", `Subject: ${"=?a?q?b?= ".repeat(MANY)}\r\n\r\n`],
] as const)("a mail of nothing but %s is read in no time", ([, source]) => {
  const from = performance.now();
  const mail = readMail(new TextEncoder().encode(source));
  statusIn(mail);
  senderOf(mail);
  expect(performance.now() - from).toBeLessThan(2500);
});

test("a line that is broken for the way keeps its blanks (RFC 2045 section 6.7)", () => {
  const head = "Content-Type: text/plain\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
  const mail = readMail(new TextEncoder().encode(`${head}The status has been changed to =\r\nIn Re=  \r\nview.`));
  expect(mail.text).toBe("The status has been changed to In Review.");
  const html =
    "<head><title>Status: Denied</title></head><STYLE>p{}</STYLE >Permit 7 <b>has been</b><br/>issued.<style>p{}";
  const seen = readMail(new TextEncoder().encode(`Content-Type: text/html\r\n\r\n${html}`));
  expect(seen.text).toBe("Permit 7 has been\nissued. p{}");
});

test("words of authorities are the stages they name", () => {
  expect(["Issued", "In Plan Check", "Denied", "banana"].map(permitStatusOf)).toEqual([
    "permit_issued",
    "in_review",
    "permit_cancelled",
    null,
  ]);
});
