/** The size of pictures of our own integrations, in CSS pixels; others are shown in a box of the same shape. */
export const [WIDTH, HEIGHT] = [1120, 700] as const;

/** The width of their smaller copies, about as wide as a listing shows them. */
export const SMALL_WIDTH = 560;

const OWN = /^(\/assets\/screenshots\/.*\/(\w+))\.webp$/u;

/** The smaller copy of a picture. @returns undefined of a developer's pictures, which have none */
export function smallOf(path: string): string | undefined {
  const [, bare] = OWN.exec(path) ?? [];
  return bare && `${bare}-small.webp`;
}

const SHOWN: Readonly<Record<string, string>> = {
  settings: "how it is set up in the builder console",
  result: "what it brings, in the builder console",
  page: "its page in the builder console",
};

/** What a picture of a listing shows, in words. @param path `…/settings.webp`, `…/result.webp` or `…/page.webp` for one of our own */
export function altOf(name: string, path: string, index: number): string {
  const shown = SHOWN[OWN.exec(path)?.[2] ?? ""];
  return shown === undefined ? `${name}, picture ${index + 1}` : `${name}: ${shown}`;
}
