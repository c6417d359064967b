type Parsed = { ok: true; value: unknown } | { ok: false; reason: string };

/**
 * Reads JSON (RFC 8259) that a stranger wrote. The depth is measured before anything is parsed.
 * @param maxDepth how many arrays and objects may stand inside one another
 * @returns the value; or a reason, in a sentence for the person who sent it
 */
export function parseJson(bytes: Uint8Array, maxDepth = 32): Parsed {
  const text = decode(bytes);
  if (text === undefined) return refuse("The body is not valid UTF-8.");
  if (text.trim() === "") return refuse("The body is empty.");
  if (isDeeperThan(text, maxDepth)) return refuse(`The body is nested more than ${maxDepth} levels deep.`);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    const position = /at position (\d+)/.exec(String(error))?.[1];
    return refuse(position ? `The body is not valid JSON at character ${position}.` : "The body is not valid JSON.");
  }
  if (/__proto__|\\u00/.test(text) && hasProtoKey(value)) return refuse('The body has a field named "__proto__".');
  // Half a surrogate pair has no UTF-8 (RFC 7493 section 2.1): it would be stored as something else.
  if (/\\ud[89a-f]/i.test(text) && !isWellFormed(value)) return refuse("The body has half a surrogate pair in a text.");
  return { ok: true, value };
}

function refuse(reason: string): Parsed {
  return { ok: false, reason };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return undefined;
  }
}

function isDeeperThan(text: string, maxDepth: number): boolean {
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (character === '"') index = endOfString(text, index);
    else if (character === "{" || character === "[") depth += 1;
    else if (character === "}" || character === "]") depth -= 1;
    if (depth > maxDepth) return true;
  }
  return false;
}

/** @returns where the string that opens at `start` has its closing quote, or the text's end */
function endOfString(text: string, start: number): number {
  let index = start + 1;
  while (index < text.length && text[index] !== '"') index += text[index] === "\\" ? 2 : 1;
  return index;
}

function hasProtoKey(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.hasOwn(value, "__proto__") || Object.values(value).some(hasProtoKey);
}

function isWellFormed(value: unknown): boolean {
  if (typeof value === "string") return value.isWellFormed();
  if (typeof value !== "object" || value === null) return true;
  return Object.entries(value).every(([name, member]) => name.isWellFormed() && isWellFormed(member));
}
