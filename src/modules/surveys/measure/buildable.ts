import { along, type Path, type Point, segmentsOf } from "./path";

type Piece = { from: Point; to: Point; away: number };
type Interval = [left: number, right: number];

/** How many slices the height of a lot is cut into, beside the cuts at its corners. */
const SLICES = 500;

/**
 * The area of a lot that is nowhere nearer to one of its courses than that one's setback, in square units: the lot without
 * all strips along its courses, added up in horizontal slices. Straight edges make it exact, to the width of a slice where
 * two of them cross.
 * @param lot a closed path
 * @param setbacks one for each course, in the unit of the coordinates
 */
export function buildableArea(lot: Path, setbacks: readonly number[]): number {
  const courses = segmentsOf(lot);
  const pieces = courses.flatMap((course, at) => {
    const ends = [course.from, ...along(course)];
    return ends.slice(1).map((to, piece): Piece => ({ from: ends[piece] ?? to, to, away: setbacks[at] ?? 0 }));
  });
  const straight = courses.map(({ from, to }, at) => ({ from, to, away: setbacks[at] ?? 0 }));
  const heights = pieces.flatMap(({ from, to }) => [from[1], to[1]]);
  const cuts = cutsOf(straight, Math.min(...heights), Math.max(...heights));
  let area = 0;
  for (const [at, upper] of cuts.entries()) {
    const lower = cuts[at - 1];
    if (lower !== undefined) area += lengthLeft(pieces, (lower + upper) / 2) * (upper - lower);
  }
  return area;
}

/** The heights at which the outline of what is left can turn, and as many between them as make thin slices. */
function cutsOf(courses: readonly Piece[], low: number, high: number): number[] {
  const turns = courses.flatMap((course) => [
    ...[course.from, course.to].flatMap(([, y]) => [y - course.away, y, y + course.away]),
    ...cornersOf(course).map(([, y]) => y),
  ]);
  const even = Array.from({ length: SLICES + 1 }, (_, at) => low + ((high - low) * at) / SLICES);
  const inside = turns.filter((y) => y > low && y < high);
  return [...new Set([...inside, ...even])].toSorted((a, b) => a - b);
}

/** How much of a horizontal line is inside the lot and away from all courses. */
function lengthLeft(pieces: readonly Piece[], y: number): number {
  const taken = pieces.flatMap((piece) => strip(piece, y)).toSorted(([a], [b]) => a - b);
  const crossings = pieces.flatMap(({ from, to }) => crossing(from, to, y)).toSorted((a, b) => a - b);
  let length = 0;
  for (let at = 0; at + 1 < crossings.length; at += 2) {
    const [left = 0, right = 0] = crossings.slice(at, at + 2);
    let reached = left;
    for (const [begin, end] of taken) {
      if (begin >= right) break;
      length += Math.max(0, begin - reached);
      reached = Math.max(reached, end);
    }
    length += Math.max(0, right - reached);
  }
  return length;
}

/** Where a line from point to point crosses a height; its upper end does not count, that of the next one does. */
function crossing([ax, ay]: Point, [bx, by]: Point, y: number): number[] {
  return ay <= y === by <= y ? [] : [ax + ((y - ay) / (by - ay)) * (bx - ax)];
}

/** The corners of the rectangle that lies on both sides of a course. */
function cornersOf({ from, to, away }: Piece): Point[] {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const length = Math.hypot(dx, dy);
  if (length === 0) return [];
  const [nx, ny] = [(-dy / length) * away, (dx / length) * away];
  return [
    [from[0] + nx, from[1] + ny],
    [to[0] + nx, to[1] + ny],
    [to[0] - nx, to[1] - ny],
    [from[0] - nx, from[1] - ny],
  ];
}

/** What a height has of all that is nearer to a piece than its setback: a rectangle with a disc at both ends, which is convex. */
function strip(piece: Piece, y: number): Interval[] {
  const { from, to, away } = piece;
  if (away === 0 || y <= Math.min(from[1], to[1]) - away || y >= Math.max(from[1], to[1]) + away) return [];
  const corners = cornersOf(piece);
  const xs = [
    ...corners.flatMap((corner, at) => crossing(corner, corners[(at + 1) % corners.length] ?? corner, y)),
    ...[from, to].flatMap(([cx, cy]) => {
      const half = Math.sqrt(Math.max(0, away ** 2 - (y - cy) ** 2));
      return Math.abs(y - cy) < away ? [cx - half, cx + half] : [];
    }),
  ];
  return xs.length === 0 ? [] : [[Math.min(...xs), Math.max(...xs)]];
}
