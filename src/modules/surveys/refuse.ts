import { type DomainError, invalid } from "../../errors";

/** The document's content cannot be imported. @param detail what is wrong with it, and where */
export const unreadable = (detail: string): DomainError => invalid([{ pointer: "/document_id", detail }]);

/** What a file says of itself, short enough to be repeated. */
export const quoted = (text: string): string => {
  const plain = text.replaceAll(/[\p{Cc}\p{Cf}]/gu, " ").trim();
  return plain.length > 60 ? `${plain.slice(0, 60)}…` : plain;
};

/** Coordinates beyond this are no place on Earth in any unit that is read. */
const LARGEST = 1e9;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/u;

/** @throws DomainError when the text is no number, not finite, or too large to be a coordinate */
export function readNumber(text: string, where: string): number {
  const value = NUMBER.test(text) ? Number(text) : Number.NaN;
  if (!Number.isFinite(value) || Math.abs(value) > LARGEST)
    throw unreadable(`${where}: ${quoted(text) || "nothing"} is not a number that can be measured with.`);
  return value;
}

/** Half a unit of the last place a number is written with: how far off it may be and still say the same. */
export function roundingOf(text: string): number {
  const decimals = /\.(\d*)$/u.exec(text)?.[1]?.length ?? 0;
  return 0.5 * 10 ** -decimals;
}
