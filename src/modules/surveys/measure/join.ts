import { distance, type Path, type Point, type Segment, segmentsOf } from "./path";

/** Lines that hang together, end to end. `gap`: how far its ends are apart; 0 when it is closed. */
export type Chain = { path: Path; gap: number };

type End = { segment: number; atStart: boolean };

/** The ends of all segments, by the cells of a grid as wide as the tolerance. */
class Ends {
  readonly #cells = new Map<string, End[]>();
  readonly #points: readonly Segment[];
  readonly #tolerance: number;

  constructor(segments: readonly Segment[], tolerance: number) {
    this.#points = segments;
    this.#tolerance = tolerance;
    for (const [segment, { from, to }] of segments.entries()) {
      this.#add(from, { segment, atStart: true });
      this.#add(to, { segment, atStart: false });
    }
  }

  #cell([x, y]: Point): [number, number] {
    return [Math.floor(x / this.#tolerance), Math.floor(y / this.#tolerance)];
  }

  #add(point: Point, end: End): void {
    const key = this.#cell(point).join(" ");
    const there = this.#cells.get(key);
    if (there) there.push(end);
    else this.#cells.set(key, [end]);
  }

  /** The ends at a point; of more than two, the first three. */
  at(point: Point): End[] {
    const [x, y] = this.#cell(point);
    const found: End[] = [];
    for (const [dx, dy] of AROUND) {
      for (const end of this.#cells.get(`${x + dx} ${y + dy}`) ?? []) {
        const segment = this.#points[end.segment];
        if (segment && distance(point, end.atStart ? segment.from : segment.to) <= this.#tolerance) found.push(end);
        if (found.length > 2) return found;
      }
    }
    return found;
  }
}

const AROUND = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => [dx, dy] as const));

const reversed = ({ from, to, sweep }: Segment): Segment => ({ from: to, to: from, sweep: -sweep });

/**
 * Joins lines where exactly two ends meet. Where three or more do, a chain ends: which of them go on is not known.
 * @param tolerance how far ends may be apart and still meet
 */
export function joinLines(paths: readonly Path[], tolerance: number): Chain[] {
  const segments = paths.flatMap(segmentsOf).filter(({ from, to }) => distance(from, to) > tolerance);
  const ends = new Ends(segments, tolerance);
  const used = new Set<number>();
  const follow = (start: Segment): Segment[] => {
    const chain = [start];
    for (;;) {
      const { to } = chain.at(-1) ?? start;
      const meeting = ends.at(to);
      const next = meeting.length === 2 ? meeting.find(({ segment }) => !used.has(segment)) : undefined;
      const found = next && segments[next.segment];
      if (!found) return chain;
      used.add(next.segment);
      chain.push(next.atStart ? found : reversed(found));
    }
  };
  const chains: Chain[] = [];
  for (const [index, segment] of segments.entries()) {
    if (used.has(index)) continue;
    used.add(index);
    const ahead = follow(segment);
    const behind = follow(reversed(segment)).slice(1).map(reversed).toReversed();
    chains.push(chainOf([...behind, ...ahead], tolerance));
  }
  return chains;
}

function chainOf(segments: readonly Segment[], tolerance: number): Chain {
  const [first] = segments;
  const last = segments.at(-1);
  if (!first || !last) return { path: { points: [], sweeps: [], closed: false }, gap: 0 };
  const gap = distance(last.to, first.from);
  const sweeps = segments.map(({ sweep }) => sweep);
  const starts = segments.map(({ from }) => from);
  if (gap <= tolerance && segments.length > 1) return { path: { points: starts, sweeps, closed: true }, gap: 0 };
  return { path: { points: [...starts, last.to], sweeps, closed: false }, gap };
}
