/** @typedef {readonly [x: number, y: number]} Point */
/** @typedef {{ cos: number, sin: number, dx: number, dy: number }} Similarity as the API has it: turn, scale and move */

/** @param {Similarity} similarity @param {Point} point @returns {[number, number]} */
export const apply = ({ cos, sin, dx, dy }, [x, y]) => [cos * x - sin * y + dx, sin * x + cos * y + dy];

/** @param {readonly Point[]} points @returns {Point} */
const centreOf = (points) => [
  points.reduce((sum, [x]) => sum + x, 0) / points.length,
  points.reduce((sum, [, y]) => sum + y, 0) / points.length,
];

const SMALLEST = 1e-9;

/**
 * What the service will make of these points, shown before they are kept.
 * @param {readonly { from: Point, to: Point }[]} matches
 * @returns {Similarity | undefined} undefined where nothing fits
 */
export function similarityOf(matches) {
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
  if (!Number.isFinite(cos) || !Number.isFinite(sin) || Math.hypot(cos, sin) < SMALLEST) return undefined;
  return { cos, sin, dx: to[0] - (cos * from[0] - sin * from[1]), dy: to[1] - (sin * from[0] + cos * from[1]) };
}
