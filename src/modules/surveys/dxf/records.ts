import { quoted, readNumber, unreadable } from "../refuse";
import { MOST } from "../types";

/** One thing of a drawing: what follows a group code 0, as pairs of a code and a value (DXF reference, "Group codes"). */
export type DxfRecord = { type: string; line: number; pairs: readonly (readonly [code: number, value: string])[] };

/**
 * The records of an ASCII drawing, one after the other.
 * @throws DomainError where a group code is none, or the drawing breaks off
 */
export function* dxfRecords(text: string): Generator<DxfRecord> {
  let at = 0;
  let line = 0;
  const next = (): string | undefined => {
    if (at >= text.length) return undefined;
    const end = text.indexOf("\n", at);
    const value = text.slice(at, end === -1 ? text.length : end);
    at = end === -1 ? text.length : end + 1;
    line += 1;
    return value.trim();
  };
  let type: string | undefined;
  let started = 0;
  let pairs: [number, string][] = [];
  for (let code = next(); code !== undefined; code = next()) {
    const value = next();
    if (code === "" && value === undefined) break;
    if (value === undefined || !/^-?\d{1,4}$/u.test(code))
      throw unreadable(
        `Line ${line}: the drawing breaks off, or ${quoted(code) || "nothing"} stands where a group code is due.`,
      );
    if (code !== "0") {
      if (type !== undefined) pairs.push([Number(code), value]);
      if (pairs.length > MOST.vertices)
        throw unreadable(`Line ${line}: one object has more than ${MOST.vertices} values.`);
      continue;
    }
    if (type !== undefined) yield { type, line: started, pairs };
    [type, started, pairs] = [value, line, []];
  }
  if (type !== "EOF") throw unreadable(`The drawing breaks off at line ${line}: it has no EOF.`);
}

/** The first value of a group code. */
export const valueOf = ({ pairs }: DxfRecord, code: number): string | undefined =>
  pairs.find(([found]) => found === code)?.[1];

/** A coordinate, a length or an angle. @throws DomainError when it is no finite number, or is missing without a fallback */
export function numberOf(record: DxfRecord, code: number, fallback?: number): number {
  const text = valueOf(record, code);
  if (text !== undefined) return readNumber(text, `Line ${record.line}, ${record.type}, group ${code}`);
  if (fallback === undefined) throw unreadable(`Line ${record.line}: a ${record.type} lacks its group ${code}.`);
  return fallback;
}

/** Flags and counts. */
export function wholeOf(record: DxfRecord, code: number, fallback: number): number {
  const value = numberOf(record, code, fallback);
  if (!Number.isInteger(value)) throw unreadable(`Line ${record.line}: group ${code} is no whole number.`);
  return value;
}

export const layerOf = (record: DxfRecord): string => valueOf(record, 8) ?? "0";
