const NEWLINE = 10;
const QUOTE = 34;

/**
 * The end of the last whole record in a piece of a CSV file (RFC 4180): a line break within quotes ends none.
 * @returns how many bytes the whole records have; 0 when there is none
 */
export function wholeRecords(bytes: Uint8Array): number {
  let isQuoted = false;
  let end = 0;
  for (const [at, byte] of bytes.entries()) {
    if (byte === QUOTE) isQuoted = !isQuoted;
    else if (byte === NEWLINE && !isQuoted) end = at + 1;
  }
  return end;
}

/** The records of a text of whole records, one after the other. */
export function* recordsOf(text: string): Generator<string[]> {
  let cells: string[] = [];
  let at = 0;
  while (at < text.length) {
    const [cell, end] = text[at] === '"' ? quoted(text, at) : plain(text, at);
    cells.push(cell);
    at = end;
    if (text[at] === ",") {
      at += 1;
      continue;
    }
    if (text[at] === "\r") at += 1;
    if (text[at] === "\n") at += 1;
    if (cells.length > 1 || cells[0] !== "") yield cells;
    cells = [];
  }
}

const END = /[,\r\n]/gu;

function plain(text: string, at: number): [cell: string, end: number] {
  END.lastIndex = at;
  const found = END.exec(text)?.index ?? text.length;
  return [text.slice(at, found).trim(), found];
}

/** What stands between the closing quote and the next comma is left out: no program writes anything there. */
function quoted(text: string, start: number): [cell: string, end: number] {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && text[end + 1] === '"') end = text.indexOf('"', end + 2);
  const close = end === -1 ? text.length : end;
  const [, next] = plain(text, Math.min(close + 1, text.length));
  return [
    text
      .slice(start + 1, close)
      .replaceAll('""', '"')
      .trim(),
    next,
  ];
}

/** Text in UTF-8, or else in the code page of Windows, in which every byte is a character. */
export function decode(bytes: Uint8Array<ArrayBuffer>): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return new TextDecoder("windows-1252").decode(bytes);
  }
}
