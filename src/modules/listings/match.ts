/** Words of a search that count; what is typed beyond them is ignored. */
const MOST_WORDS = 10;

/** "invoices" finds "invoice", too; the prefix finds the rest. */
const stem = (word: string): string => (word.length > 3 && /[^s]s$/u.test(word) ? word.slice(0, -1) : word);

const prefix = (word: string): string => `"${stem(word)}"*`;

/**
 * What somebody typed as an FTS5 expression: every word as the beginning of one, all of them in any order; or all of them
 * written as one, so that "quick books" finds QuickBooks. Letters and digits alone get into it, so nothing in the text is
 * an operator.
 * @returns undefined when the text has no word
 */
export function matchExpression(typed: string): string | undefined {
  const words = (typed.normalize("NFC").match(/[\p{L}\p{N}\p{M}]+/gu) ?? []).slice(0, MOST_WORDS);
  if (words.length === 0) return undefined;
  const all = words.map(prefix).join(" AND ");
  return words.length === 1 ? all : `(${all}) OR ${prefix(words.join(""))}`;
}
