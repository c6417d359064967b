import { along, type Path, type Point, segmentsOf } from "../measure/path";

/** x' = a·x + c·y + e, y' = b·x + d·y + f */
export type Transform = { a: number; b: number; c: number; d: number; e: number; f: number };

export const IDENTITY: Transform = { a: 1, b: 0, c: 0, d: 1, e: 0, f: 0 };
/** Of an object whose extrusion is 0, 0, -1: it is seen from below (DXF reference, "Arbitrary axis algorithm"). */
export const FROM_BELOW: Transform = { ...IDENTITY, a: -1 };

/** First `inner`, then `outer`. */
export const compose = (outer: Transform, inner: Transform): Transform => ({
  a: outer.a * inner.a + outer.c * inner.b,
  b: outer.b * inner.a + outer.d * inner.b,
  c: outer.a * inner.c + outer.c * inner.d,
  d: outer.b * inner.c + outer.d * inner.d,
  e: outer.a * inner.e + outer.c * inner.f + outer.e,
  f: outer.b * inner.e + outer.d * inner.f + outer.f,
});

export const apply = ({ a, b, c, d, e, f }: Transform, [x, y]: Point): Point => [a * x + c * y + e, b * x + d * y + f];

/** Of a block: its base point comes to the origin, is scaled, turned, and set in its place. @param angle radians */
export function insertion(base: Point, scale: Point, angle: number, to: Point): Transform {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const turned = { a: cos * scale[0], b: sin * scale[0], c: -sin * scale[1], d: cos * scale[1] };
  const [x, y] = apply({ ...turned, e: 0, f: 0 }, base);
  return { ...turned, e: to[0] - x, f: to[1] - y };
}

const determinant = ({ a, b, c, d }: Transform): number => a * d - b * c;

/** Whether circles stay circles. */
function keepsCircles({ a, b, c, d }: Transform): boolean {
  const [one, two] = [a * a + b * b, c * c + d * d];
  const slack = 1e-9 * (one + two);
  return Math.abs(one - two) <= slack && Math.abs(a * c + b * d) <= slack;
}

/** Whether a path has arcs that do not stay arcs. */
export const isStretched = (by: Transform, { sweeps }: Path): boolean =>
  sweeps.some((sweep) => sweep !== 0) && !keepsCircles(by);

/** A path, transformed. Arcs that become pieces of ellipses are made of short lines; a mirror turns arcs around. */
export function transformPath(by: Transform, path: Path): Path {
  if (!isStretched(by, path)) {
    const turn = Math.sign(determinant(by)) || 1;
    return {
      closed: path.closed,
      points: path.points.map((point) => apply(by, point)),
      sweeps: path.sweeps.map((sweep) => (sweep === 0 ? 0 : sweep * turn)),
    };
  }
  const [first] = path.points;
  const points = [...(first ? [first] : []), ...segmentsOf(path).flatMap((segment) => along(segment))];
  const kept = path.closed ? points.slice(0, -1) : points;
  return { closed: path.closed, points: kept.map((point) => apply(by, point)), sweeps: kept.map(() => 0) };
}
