/** A point, and where it belongs on the other side. */
export type Match = { from: readonly [x: number, y: number]; to: readonly [x: number, y: number] };

/**
 * Turns, scales and moves, and never mirrors: `to = (cos·x − sin·y + dx, sin·x + cos·y + dy)`, where `cos` and `sin` are
 * those of the turn, times the scale.
 */
export type Similarity = { cos: number; sin: number; dx: number; dy: number };

type Point = readonly [x: number, y: number];

export const apply = ({ cos, sin, dx, dy }: Similarity, [x, y]: Point): [number, number] => [
  cos * x - sin * y + dx,
  sin * x + cos * y + dy,
];

/**
 * The one that brings all points as near as can be to where they belong, by the least squares; two points it meets exactly.
 * @returns undefined where the points of a side are all in one place, or what is asked for is a mirror image
 */
export function similarityOf(matches: readonly Match[]): Similarity | undefined {
  const from = centreOf(matches.map((match) => match.from));
  const to = centreOf(matches.map((match) => match.to));
  let [spread, along, across] = [0, 0, 0];
  for (const match of matches) {
    const [x, y] = [match.from[0] - from[0], match.from[1] - from[1]];
    const [u, v] = [match.to[0] - to[0], match.to[1] - to[1]];
    spread += x * x + y * y;
    along += x * u + y * v;
    across += x * v - y * u;
  }
  const [cos, sin] = [along / spread, across / spread];
  // Nothing is left of the survey: no scale and no turn does it.
  if (!Number.isFinite(cos) || !Number.isFinite(sin) || Math.hypot(cos, sin) < SMALLEST) return undefined;
  return { cos, sin, dx: to[0] - (cos * from[0] - sin * from[1]), dy: to[1] - (sin * from[0] + cos * from[1]) };
}

const SMALLEST = 1e-9;

const centreOf = (points: readonly Point[]): Point => [
  points.reduce((sum, [x]) => sum + x, 0) / points.length,
  points.reduce((sum, [, y]) => sum + y, 0) / points.length,
];
