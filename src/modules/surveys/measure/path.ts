/** Easting and northing. */
export type Point = readonly [x: number, y: number];

/**
 * A line of straight and circular segments. `sweeps` has the angle each segment turns through around its centre, in
 * radians: 0 when straight, positive when it turns left. A closed path has one segment more than an open one has.
 */
export type Path = { points: readonly Point[]; sweeps: readonly number[]; closed: boolean };

export type Segment = { from: Point; to: Point; sweep: number };

export const distance = ([ax, ay]: Point, [bx, by]: Point): number => Math.hypot(bx - ax, by - ay);

export function segmentsOf({ points, sweeps, closed }: Path): Segment[] {
  const ends = closed ? [...points.slice(1), points[0]] : points.slice(1);
  return ends.flatMap((to, at) => {
    const from = points[at];
    return from && to ? [{ from, to, sweep: sweeps[at] ?? 0 }] : [];
  });
}

/** The radius of an arc; null for a straight segment. */
export const radiusOf = ({ from, to, sweep }: Segment): number | null =>
  sweep === 0 ? null : distance(from, to) / (2 * Math.sin(Math.abs(sweep) / 2));

/** Along the arc, where it is one. */
export function lengthOf(segment: Segment): number {
  const radius = radiusOf(segment);
  return radius === null ? distance(segment.from, segment.to) : radius * Math.abs(segment.sweep);
}

export const perimeterOf = (path: Path): number =>
  segmentsOf(path).reduce((sum, segment) => sum + lengthOf(segment), 0);

/** What lies between an arc and its chord: r²/2 · (θ − sin θ), positive when the arc turns left. */
function beyondChord(segment: Segment): number {
  const radius = radiusOf(segment);
  if (radius === null) return 0;
  const angle = Math.abs(segment.sweep);
  return (Math.sign(segment.sweep) * radius ** 2 * (angle - Math.sin(angle))) / 2;
}

/**
 * The area a path encloses, arcs measured as arcs; positive when it runs counter-clockwise. It is closed by a straight
 * line if it is open. Coordinates are taken from its first point, so that none of their digits is lost.
 */
export function areaOf(path: Path): number {
  const [origin] = path.points;
  if (!origin) return 0;
  const [ox, oy] = origin;
  return segmentsOf({ ...path, closed: true }).reduce((sum, segment) => {
    const [ax, ay] = [segment.from[0] - ox, segment.from[1] - oy];
    const [bx, by] = [segment.to[0] - ox, segment.to[1] - oy];
    return sum + (ax * by - bx * ay) / 2 + beyondChord(segment);
  }, 0);
}

/** The angle from `from` to `to` around a centre, in radians. Positive to the left; what ends where it began is a circle. */
export function sweepAround(center: Point, from: Point, to: Point, left: boolean): number {
  const angle = (point: Point) => Math.atan2(point[1] - center[1], point[0] - center[0]);
  const turned = left ? angle(to) - angle(from) : angle(from) - angle(to);
  const positive = turned <= 0 ? turned + 2 * Math.PI : turned;
  return left ? positive : -positive;
}

/** The centre of an arc. */
export function centerOf({ from, to, sweep }: Segment): Point {
  const [mx, my] = [(from[0] + to[0]) / 2, (from[1] + to[1]) / 2];
  // From the middle of the chord, to its left, as far as half the chord over tan(θ/2).
  const ratio = 1 / (2 * Math.tan(sweep / 2));
  return [mx - (to[1] - from[1]) * ratio, my + (to[0] - from[0]) * ratio];
}

/** Points along a segment, its end included: one for a straight line, one for each `step` of an arc. */
export function along(segment: Segment, step = Math.PI / 64): Point[] {
  const { from, to, sweep } = segment;
  if (sweep === 0) return [to];
  const [cx, cy] = centerOf(segment);
  const pieces = Math.max(1, Math.ceil(Math.abs(sweep) / step));
  const [dx, dy] = [from[0] - cx, from[1] - cy];
  const points: Point[] = [];
  for (let at = 1; at < pieces; at += 1) {
    const [cos, sin] = [Math.cos((sweep * at) / pieces), Math.sin((sweep * at) / pieces)];
    points.push([cx + dx * cos - dy * sin, cy + dx * sin + dy * cos]);
  }
  return [...points, to];
}
