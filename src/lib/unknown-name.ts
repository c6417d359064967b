/** What is said of a name that there is not, with the one that was probably meant. */
export function unknownName(noun: "field" | "parameter", name: string, known: Iterable<string>): string {
  const meant = nearest(name, known);
  return `There is no ${noun} ${name.slice(0, 100)} here.${meant === undefined ? "" : ` Did you mean ${meant}?`}`;
}

/** Of longer names only the beginning is compared. */
const LONGEST = 60;
/** Of a name of four letters and more; of shorter ones half of them. */
const MOST_SLIPS = 2;
const MOST_COST = 3;

/**
 * The known name that somebody most likely meant by one that is not known: written in another case, a slip of the keys
 * away, or with a part more or less, such as `amount` for `amount_cents`. None when no name is near.
 */
function nearest(name: string, known: Iterable<string>): string | undefined {
  const meant = plain(name);
  let best: { name: string; cost: number } | undefined;
  for (const candidate of known) {
    const cost = costOf(meant, plain(candidate));
    if (cost <= MOST_COST && (!best || cost < best.cost)) best = { name: candidate, cost };
  }
  return best?.name;
}

/** createdAt, Created-At and created_at are one. */
const plain = (name: string): string =>
  name
    .slice(0, LONGEST)
    .replaceAll(/(?<=[a-z0-9])(?=[A-Z])|[-\s.]/gu, "_")
    .toLowerCase();

function costOf(meant: string, known: string): number {
  if (meant === "" || known === "") return Infinity;
  const slips = distance(meant, known);
  if (slips <= MOST_SLIPS && slips * 2 <= Math.min(meant.length, known.length)) return slips;
  return isPartOf(meant, known) || isPartOf(known, meant) ? MOST_COST : Infinity;
}

const isPartOf = (part: string, whole: string): boolean =>
  part.length > 2 && (whole.startsWith(`${part}_`) || whole.endsWith(`_${part}`));

/** Letters to add, leave out or change (Levenshtein). */
function distance(left: string, right: string): number {
  let last = Array.from({ length: right.length + 1 }, (_, at) => at);
  for (let row = 0; row < left.length; row += 1) {
    const next = [row + 1];
    for (let at = 0; at < right.length; at += 1) {
      const changed = (last[at] ?? 0) + (left[row] === right[at] ? 0 : 1);
      next.push(Math.min(changed, (last[at + 1] ?? 0) + 1, (next[at] ?? 0) + 1));
    }
    last = next;
  }
  return last[right.length] ?? 0;
}
