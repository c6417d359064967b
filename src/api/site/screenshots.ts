/** The size of pictures of our own integrations, in CSS pixels; others are shown in a box of the same shape. */
export const [WIDTH, HEIGHT] = [1120, 700] as const;

const SHOWN: Readonly<Record<string, string>> = {
  settings: "how it is set up in the builder console",
  result: "what it brings, in the builder console",
  page: "its page in the builder console",
};

/** What a picture of a listing shows, in words. @param path `…/settings.webp`, `…/result.webp` or `…/page.webp` for one of our own */
export function altOf(name: string, path: string, index: number): string {
  const shown = SHOWN[/\/assets\/screenshots\/.*\/(\w+)\.webp$/u.exec(path)?.[1] ?? ""];
  return shown === undefined ? `${name}, picture ${index + 1}` : `${name}: ${shown}`;
}
