import type { SurveyFormat } from "#models";
import { quoted, unreadable } from "./refuse";

const ASK = "Export LandXML, a DXF in ASCII, or points as CSV, and import that.";

/** Files that are not read, by how they begin. */
const REFUSED: readonly (readonly [string, string])[] = [
  [
    "AC10",
    `This is a DWG drawing, whose format is closed. In the drawing program save it as ASCII DXF, or export LandXML.`,
  ],
  ["AutoCAD Binary DXF", "This is a binary DXF. Save it as ASCII DXF."],
  ["PK\u0003\u0004", "This is a ZIP archive, which is not unpacked here. Upload the survey that is in it."],
  ["\u001f\u008b", "This is a gzip archive, which is not unpacked here. Upload the survey that is in it."],
  ["%PDF-", `This is a PDF: its lines have no coordinates. ${ASK}`],
  ["\u0089PNG", `This is an image. ${ASK}`],
  ["\u00ff\u00d8\u00ff", `This is an image. ${ASK}`],
  ["\u00d0\u00cf\u0011\u00e0", `This is a file of an office program. ${ASK}`],
];

/** @throws DomainError for bytes that are no text, naming what they are where that is known */
export function decode(bytes: Uint8Array<ArrayBuffer>): string {
  const head = String.fromCharCode(...bytes.subarray(0, 32));
  const known = REFUSED.find(([begin]) => head.startsWith(begin));
  if (known) throw unreadable(known[1]);
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (bytes.includes(0)) throw unreadable(`This is not a survey: it holds NUL bytes, as no text does. ${ASK}`);
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    // Drawings of older programs are in the code page of Windows; every byte is a character of it.
    return new TextDecoder("windows-1252").decode(bytes);
  }
}

/** @throws DomainError for text that is none of what is read */
export function formatOf(text: string): SurveyFormat {
  const head = text.slice(0, 4000).trimStart();
  if (head.startsWith("<")) return "landxml";
  if (/^(?:999[ \t]*\r?\n.*\r?\n[ \t]*)*0[ \t]*\r?\n[ \t]*SECTION[ \t]*\r?\n/u.test(head)) return "dxf";
  const lines = head.split(/\r?\n/u).filter((line) => line.trim() !== "" && !line.startsWith("#"));
  if (
    lines
      .slice(0, 2)
      .some((line) => line.split(/[,;\t]/u).filter((cell) => /^\s*"?-?\d*\.?\d+"?\s*$/u.test(cell)).length > 1)
  )
    return "csv";
  throw unreadable(
    `This is no LandXML, no DXF and no point file: it begins with ${quoted(head.slice(0, 40)) || "nothing"}. ${ASK}`,
  );
}
