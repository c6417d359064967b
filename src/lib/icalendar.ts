const MOST_OCTETS = 75;

/** Everything below a space but the tab: no text may hold it (RFC 5545 section 3.3.11). */
// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u0008\u000a-\u001f\u007f]/gu;

/** A value of type TEXT (RFC 5545 section 3.3.11): line ends become `\n`, other control characters are left out. */
export const escapeText = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll("\\", "\\\\")
    .replaceAll(";", "\\;")
    .replaceAll(",", "\\,")
    .replaceAll(/\r\n|\r|\n/gu, "\\n")
    .replaceAll(CONTROLS, "");

/** How long a character is in UTF-8 (RFC 3629 section 3). */
const octetsOf = (codePoint: number): number =>
  codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;

/**
 * A content line in lines of at most 75 octets, the line end not counted; each but the first begins with a space. No
 * character is cut in two (RFC 5545 section 3.1).
 * @returns the line, ended by CRLF
 */
export function foldLine(line: string): string {
  if (line.length * 3 <= MOST_OCTETS) return `${line}\r\n`;
  let folded = "";
  let octets = 0;
  for (const character of line) {
    const size = octetsOf(character.codePointAt(0) ?? 0);
    if (octets + size > MOST_OCTETS) {
      folded += "\r\n ";
      octets = 1;
    }
    folded += character;
    octets += size;
  }
  return `${folded}\r\n`;
}

/** A moment in UTC, `20260414T080000Z` (RFC 5545 section 3.3.5). @param ms epoch milliseconds */
export const utcTime = (ms: number): string => `${new Date(ms).toISOString().slice(0, 19).replaceAll(/[-:]/gu, "")}Z`;

/** A day, `20260414` (RFC 5545 section 3.3.4). @param day YYYY-MM-DD */
export const dateValue = (day: string): string => day.replaceAll("-", "");

const LAST_DAY = "9999-12-31";

/** The day after, YYYY-MM-DD; the last day that four digits can name has none after it. */
export const dayAfter = (day: string): string =>
  day >= LAST_DAY ? LAST_DAY : new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);
