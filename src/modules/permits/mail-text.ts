/** What is read of a mail. Times are epoch ms. */
export type Mail = {
  /** Headers in their order, names in lower case, folded lines joined. */
  headers: readonly (readonly [name: string, value: string])[];
  subject: string;
  /** Its text; of one that is HTML alone, what a reader would see. */
  text: string;
};

const MOST_PARTS = 50;
const DEEPEST = 5;
const LONGEST_TEXT = 20_000;
/** Of a subject as it is encoded. */
const LONGEST_SUBJECT = 10_000;

/** Bytes as one character each, so that a mail's structure is read before any of its character sets. */
const asLatin1 = (bytes: Uint8Array): string => {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return text;
};
const toBytes = (latin1: string): Uint8Array => Uint8Array.from(latin1, (character) => character.charCodeAt(0));

function decodeCharset(bytes: Uint8Array, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    // A name that nobody knows: ASCII is the same in most.
    return new TextDecoder().decode(bytes);
  }
}

const unquote = (text: string): string =>
  text.replaceAll(/=([0-9A-Fa-f]{2})/gu, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));

/** RFC 2045 section 6.8; what is not of its letters is passed over. */
function unbase64(text: string): string {
  const letters = text.replaceAll(/[^A-Za-z0-9+/]/gu, "");
  return atob(letters.slice(0, letters.length - (letters.length % 4 === 1 ? 1 : 0)));
}

/** RFC 2047: `=?utf-8?Q?…?=`. */
const decodeWords = (value: string): string =>
  value
    .replaceAll(/(=\?[^?\s]+\?[BbQq]\?[^?\s]*\?=)\s+(?==\?)/gu, "$1")
    .replaceAll(
      /=\?([^?\s*]+)(?:\*[^?\s]*)?\?([BbQq])\?([^?\s]*)\?=/gu,
      (_, charset: string, kind: string, said: string) =>
        decodeCharset(
          toBytes(kind.toLowerCase() === "b" ? unbase64(said) : unquote(said.replaceAll("_", " "))),
          charset,
        ),
    );

type Part = { headers: [string, string][]; body: string };

/** RFC 5322 section 2.2: headers, an empty line, the body. */
function splitPart(source: string): Part {
  const end = /\r?\n\r?\n/u.exec(source);
  const head = end ? source.slice(0, end.index) : source;
  const headers = head
    .replaceAll(/\r?\n[ \t]+/gu, " ")
    .split(/\r?\n/u)
    .flatMap((line): [string, string][] => {
      const colon = line.indexOf(":");
      return colon > 0 ? [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]] : [];
    });
  return { headers, body: end ? source.slice(end.index + end[0].length) : "" };
}

const first = (headers: readonly (readonly [string, string])[], name: string): string =>
  headers.find(([key]) => key === name)?.[1] ?? "";

function parameter(value: string, name: string): string {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, "iu").exec(value);
  return found?.[1] ?? found?.[2] ?? "";
}

const NAMED: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " " };

/** Without what stands in elements of a name. One that is never closed stays, and each character is looked at once. */
function withoutElements(html: string, name: string): string {
  const opened = new RegExp(`<${name}\\b`, "giu");
  const closed = new RegExp(`</${name}\\s*>`, "giu");
  let left = "";
  let at = 0;
  for (let from = opened.exec(html); from; from = opened.exec(html)) {
    closed.lastIndex = from.index;
    if (!closed.test(html)) break;
    left += `${html.slice(at, from.index)} `;
    at = closed.lastIndex;
    opened.lastIndex = at;
  }
  return left + html.slice(at);
}

/** What a reader would see of HTML, roughly: for words, not for show. */
const textOfHtml = (html: string): string =>
  ["style", "script", "head"]
    .reduce(withoutElements, html)
    .replaceAll(/<(?:br|\/p|\/div|\/tr|\/li|\/h\d)\b[^<>]*>/giu, "\n")
    .replaceAll(/<[^<>]*>/gu, " ")
    .replaceAll(/&#(\d{1,6});/gu, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10_ff_ff)))
    .replaceAll(/&([a-z]+);/giu, (whole, name: string) => NAMED[name.toLowerCase()] ?? whole);

function decodeBody({ headers, body }: Part): string {
  const encoding = first(headers, "content-transfer-encoding").toLowerCase();
  const raw =
    encoding === "base64"
      ? unbase64(body)
      : encoding === "quoted-printable"
        ? unquote(body.replaceAll(/=[ \t]*\r?\n/gu, ""))
        : body;
  return decodeCharset(toBytes(raw), parameter(first(headers, "content-type"), "charset") || "utf-8");
}

type Found = { plain: string | undefined; html: string | undefined; parts: number };

/** The parts between its boundaries, a bounded number of them. */
const piecesOf = (body: string, boundary: string): string[] =>
  `\n${body}`
    .split(new RegExp(`\\r?\\n--${escape(boundary)}(?=--|[ \\t]*\\r?\\n)`, "u"))
    .slice(1, MOST_PARTS)
    .filter((piece) => !piece.startsWith("--"))
    .map((piece) => piece.replace(/^[ \t]*\r?\n/u, ""));

function takeText(part: Part, type: string, found: Found): void {
  if (/^attachment\b/iu.test(first(part.headers, "content-disposition"))) return;
  if (/^text\/plain\b/iu.test(type)) found.plain ??= decodeBody(part);
  if (/^text\/html\b/iu.test(type)) found.html ??= textOfHtml(decodeBody(part));
}

/** Takes the first text of each kind, of bounded many and deep parts (RFC 2046 section 5.1). */
function collect(part: Part, found: Found, depth: number): void {
  found.parts += 1;
  if (found.parts > MOST_PARTS || depth > DEEPEST) return;
  const type = first(part.headers, "content-type") || "text/plain";
  const boundary = /^multipart\//iu.test(type) ? parameter(type, "boundary") : "";
  if (boundary === "") takeText(part, type, found);
  else for (const piece of piecesOf(part.body, boundary)) collect(splitPart(piece), found, depth + 1);
}

const escape = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\/]/gu, "\\$&");

const tidy = (text: string): string =>
  text
    .replaceAll("\0", "")
    .replaceAll(/[ \t\u00A0]+/gu, " ")
    .replaceAll(/ ?\r?\n ?/gu, "\n")
    .replaceAll(/\n{3,}/gu, "\n\n")
    .trim();

/** Reads a mail as it came (RFC 5322, MIME): its headers and its text. What is attached is passed over. */
export function readMail(raw: Uint8Array): Mail {
  const whole = splitPart(asLatin1(raw));
  const found: Found = { plain: undefined, html: undefined, parts: 0 };
  collect(whole, found, 0);
  return {
    headers: whole.headers,
    subject: tidy(decodeWords(first(whole.headers, "subject").slice(0, LONGEST_SUBJECT))).slice(0, 500),
    text: tidy(found.plain ?? found.html ?? "").slice(0, LONGEST_TEXT),
  };
}
