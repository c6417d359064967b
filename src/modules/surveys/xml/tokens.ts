import { quoted, unreadable } from "../refuse";

export type Attributes = ReadonlyMap<string, string>;
export type Token =
  | { type: "open"; name: string; attributes: Attributes; line: number }
  | { type: "text"; text: string }
  | { type: "close"; name: string };

/** Far beyond what LandXML nests. */
const MAX_DEPTH = 64;
const MAX_ATTRIBUTES = 200;
const NAME = /[A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?/uy;
const ATTRIBUTE = /\s+([A-Za-z_][\w.-]*(?::[A-Za-z_][\w.-]*)?)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/uy;
const END_OF_TAG = /\s*(\/?)>/uy;
const CLOSE = /\s*>/uy;
const ENTITY = /^&([^;&]+);/u;
/** With its & and its ;. No entity that is read is longer. */
const LONGEST_ENTITY = 16;
/** Far more than names of layers and points need. */
const MAX_ENTITIES = 100_000;
const PREDEFINED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };

/** Without its prefix: files write LandXML with and without one. */
const local = (name: string): string => name.slice(name.indexOf(":") + 1);

/**
 * The elements and texts of a document (XML 1.0), one after the other: no tree is built. A document type declaration is
 * refused, and with it every entity but the five that need none; so is nesting beyond 64.
 * @throws DomainError naming the line of what is not well-formed
 */
export function* xmlTokens(text: string): Generator<Token> {
  const reader = new Reader(text);
  yield* reader.tokens();
}

class Reader {
  readonly #text: string;
  readonly #open: string[] = [];
  #at = 0;
  #line = 1;
  /** Where the line ends. It is looked for once: a file may be one line. */
  #lineEnd: number;
  #isDone = false;
  #entities = 0;

  constructor(text: string) {
    this.#text = text.startsWith("\uFEFF") ? text.slice(1) : text;
    this.#lineEnd = this.#endOfLine(0);
  }

  *tokens(): Generator<Token> {
    while (this.#at < this.#text.length) {
      const next = this.#text.indexOf("<", this.#at);
      const end = next === -1 ? this.#text.length : next;
      if (end > this.#at) yield* this.#characters(this.#text.slice(this.#at, end));
      this.#at = end;
      if (next !== -1) yield* this.#markup();
    }
    const unclosed = this.#open.at(-1);
    if (unclosed !== undefined) throw this.#fault(`${quoted(unclosed)} is not closed`);
    if (!this.#isDone) throw this.#fault("there is no element");
  }

  *#characters(raw: string): Generator<Token> {
    if (this.#open.length > 0) yield { type: "text", text: this.#resolve(raw) };
    else if (raw.trim() !== "") throw this.#fault("there is text outside of the document's element");
  }

  *#markup(): Generator<Token> {
    if (this.#text.startsWith("<!--", this.#at)) return this.#skip("-->", 4);
    if (this.#text.startsWith("<![CDATA[", this.#at)) {
      const from = this.#at + 9;
      this.#skip("]]>", 9);
      yield { type: "text", text: this.#text.slice(from, this.#at - 3) };
      return;
    }
    if (this.#text.startsWith("<?", this.#at)) return this.#skip("?>", 2);
    if (this.#text.startsWith("<!", this.#at))
      throw this.#fault("a document type declaration or an entity is declared, which is not read");
    if (this.#text.startsWith("</", this.#at)) yield this.#closing();
    else yield* this.#opening();
  }

  #skip(end: string, from: number): void {
    const found = this.#text.indexOf(end, this.#at + from);
    if (found === -1) throw this.#fault(`${end} is missing`);
    this.#at = found + end.length;
  }

  #closing(): Token {
    this.#at += 2;
    const name = this.#name();
    const opened = this.#open.pop();
    if (opened !== name) throw this.#fault(`${quoted(name)} is closed where ${quoted(opened ?? "nothing")} is open`);
    if (!this.#match(CLOSE)) throw this.#fault("a tag does not end");
    if (this.#open.length === 0) this.#isDone = true;
    return { type: "close", name: local(name) };
  }

  *#opening(): Generator<Token> {
    if (this.#isDone) throw this.#fault("there is a second element");
    this.#at += 1;
    const name = this.#name();
    const attributes = this.#attributes();
    const end = this.#match(END_OF_TAG);
    if (!end) throw this.#fault(`the tag ${quoted(name)} is not well-formed`);
    yield { type: "open", name: local(name), attributes, line: this.#lineNow() };
    if (end[1] === "/") {
      if (this.#open.length === 0) this.#isDone = true;
      yield { type: "close", name: local(name) };
      return;
    }
    this.#open.push(name);
    if (this.#open.length > MAX_DEPTH) throw this.#fault(`elements are nested more than ${MAX_DEPTH} deep`);
  }

  #attributes(): Attributes {
    const attributes = new Map<string, string>();
    for (let found = this.#match(ATTRIBUTE); found; found = this.#match(ATTRIBUTE)) {
      const name = found[1] ?? "";
      if (attributes.has(name)) throw this.#fault(`the attribute ${quoted(name)} is there twice`);
      if (attributes.size >= MAX_ATTRIBUTES) throw this.#fault("a tag has too many attributes");
      attributes.set(name, this.#resolve(found[2] ?? found[3] ?? ""));
    }
    return attributes;
  }

  #name(): string {
    const found = this.#match(NAME);
    if (!found) throw this.#fault("a tag has no name");
    return found[0];
  }

  #match(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found) this.#at = pattern.lastIndex;
    return found;
  }

  /** One after the other: all of a file's at once would fill the memory. */
  #resolve(raw: string): string {
    let resolved = "";
    let at = 0;
    for (let next = raw.indexOf("&"); next !== -1; next = raw.indexOf("&", at)) {
      const cut = raw.slice(next, next + LONGEST_ENTITY);
      const [whole = cut, name = cut] = ENTITY.exec(cut) ?? [];
      resolved += raw.slice(at, next) + this.#character(name);
      at = next + whole.length;
    }
    return resolved + raw.slice(at);
  }

  /** What stands for a character that markup uses, or that is named by its number. */
  #character(name: string): string {
    this.#entities += 1;
    if (this.#entities > MAX_ENTITIES) throw this.#fault(`there are more than ${MAX_ENTITIES} entities`);
    const code = /^#x([\dA-Fa-f]{1,6})$/u.exec(name)?.[1];
    const decimal = /^#(\d{1,7})$/u.exec(name)?.[1];
    const point = code === undefined ? Number(decimal ?? Number.NaN) : Number.parseInt(code, 16);
    if (Number.isInteger(point) && point > 0 && point <= 0x10ffff) return String.fromCodePoint(point);
    const known = Object.hasOwn(PREDEFINED, name) ? PREDEFINED[name] : undefined;
    if (known === undefined) throw this.#fault(`the entity ${quoted(name)} is not read`);
    return known;
  }

  #lineNow(): number {
    while (this.#lineEnd < this.#at) {
      this.#line += 1;
      this.#lineEnd = this.#endOfLine(this.#lineEnd + 1);
    }
    return this.#line;
  }

  #endOfLine(from: number): number {
    const found = this.#text.indexOf("\n", from);
    return found === -1 ? this.#text.length : found;
  }

  #fault(what: string) {
    return unreadable(`Line ${this.#lineNow()} is not XML that is read here: ${what}.`);
  }
}
