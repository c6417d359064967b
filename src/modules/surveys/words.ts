import { unreadable } from "./refuse";

/**
 * The words of a text, with blanks between them.
 * @throws DomainError when there are more than are looked for: those of a whole file do not fit into memory
 */
export function wordsOf(text: string, most: number, where: string): string[] {
  const found: string[] = [];
  for (const [word] of text.matchAll(/\S+/gu)) {
    if (found.length === most) throw unreadable(`${where}: more than ${most} words stand there.`);
    found.push(word);
  }
  return found;
}
