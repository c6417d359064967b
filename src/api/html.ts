/** Markup, as opposed to text. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Part = string | Html | undefined | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

const escape = (text: string): string => text.replaceAll(/[&<>"']/gu, (character) => ENTITIES[character] ?? character);

function markup(part: Part): string {
  if (part === undefined) return "";
  if (typeof part === "string") return escape(part);
  return part instanceof Html ? part.text : part.map(({ text }) => text).join("");
}

/** A template whose values are escaped, save markup that was made by one. */
export const html = (strings: TemplateStringsArray, ...parts: Part[]): Html =>
  new Html(strings.reduce((all, text, index) => all + markup(parts[index - 1]) + text));
