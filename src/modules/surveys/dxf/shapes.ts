import type { Path, Point } from "../measure/path";
import { type DxfRecord, layerOf, numberOf, valueOf, wholeOf } from "./records";
import { FROM_BELOW, IDENTITY, type Transform, transformPath } from "./transform";

export type Line = { kind: "line"; layer: string; path: Path; elevation: number | null };
export type Place = { kind: "place"; layer: string; at: Point; elevation: number | null };
export type Insert = {
  kind: "insert";
  layer: string;
  block: string;
  at: Point;
  scale: Point;
  /** Radians. */
  angle: number;
  columns: number;
  rows: number;
  spacing: Point;
  /** The plane it lies in. */
  plane: Transform;
};
export type Shape = Line | Place | Insert;

const RADIANS = Math.PI / 180;
/** A bulge is the tangent of a quarter of the angle an arc turns through. */
const sweepOf = (bulge: number): number => 4 * Math.atan(bulge);

/** The plane of a flat object; null for one that is tilted, which has no place on a plan. */
export function planeOf(record: DxfRecord): Transform | null {
  const [x, y, z] = [numberOf(record, 210, 0), numberOf(record, 220, 0), numberOf(record, 230, 1)];
  if (Math.abs(x) > 1e-9 || Math.abs(y) > 1e-9) return null;
  return z < 0 ? FROM_BELOW : IDENTITY;
}

const line = (record: DxfRecord, path: Path, elevation: number | null, plane: Transform): Line => ({
  kind: "line",
  layer: layerOf(record),
  path: transformPath(plane, path),
  elevation,
});

const straight = (record: DxfRecord): Line => {
  const ends: Point[] = [
    [numberOf(record, 10), numberOf(record, 20)],
    [numberOf(record, 11), numberOf(record, 21)],
  ];
  return line(record, { points: ends, sweeps: [0], closed: false }, null, IDENTITY);
};

function arc(record: DxfRecord, plane: Transform, isCircle: boolean): Line {
  const [x, y, radius] = [numberOf(record, 10), numberOf(record, 20), numberOf(record, 40)];
  const at = (angle: number): Point => [x + radius * Math.cos(angle), y + radius * Math.sin(angle)];
  const start = isCircle ? 0 : numberOf(record, 50) * RADIANS;
  const turned = isCircle ? 0 : (((numberOf(record, 51) * RADIANS - start) % TURN) + TURN) % TURN;
  if (turned === 0)
    return line(
      record,
      { points: [at(start), at(start + Math.PI)], sweeps: [Math.PI, Math.PI], closed: true },
      null,
      plane,
    );
  return line(record, { points: [at(start), at(start + turned)], sweeps: [turned], closed: false }, null, plane);
}
const TURN = 2 * Math.PI;

/** LWPOLYLINE: vertices by groups 10 and 20, each with its bulge; 38 is the height of all. */
function lightPolyline(record: DxfRecord, plane: Transform): Line {
  const points: Point[] = [];
  const sweeps: number[] = [];
  const vertices = splitAt(record, 10);
  for (const vertex of vertices) {
    points.push([numberOf(vertex, 10), numberOf(vertex, 20)]);
    sweeps.push(sweepOf(numberOf(vertex, 42, 0)));
  }
  const closed = (wholeOf(record, 70, 0) & 1) === 1;
  const height = valueOf(record, 38) === undefined ? null : numberOf(record, 38);
  return line(record, { points, sweeps, closed }, height, plane);
}

/** Parts of a record that begin with a group code. */
function splitAt({ type, line: number, pairs }: DxfRecord, code: number): DxfRecord[] {
  const parts: { type: string; line: number; pairs: (readonly [number, string])[] }[] = [];
  for (const pair of pairs) {
    if (pair[0] === code) parts.push({ type, line: number, pairs: [] });
    parts.at(-1)?.pairs.push(pair);
  }
  return parts;
}

/** POLYLINE with the VERTEX records that follow it; null for a mesh. */
export function oldPolyline(record: DxfRecord, vertices: readonly DxfRecord[]): Line | null {
  const flags = wholeOf(record, 70, 0);
  const plane = planeOf(record);
  if (!plane || (flags & (16 | 64)) !== 0) return null;
  const own = vertices.filter((vertex) => (wholeOf(vertex, 70, 0) & 16) === 0);
  const points = own.map((vertex): Point => [numberOf(vertex, 10), numberOf(vertex, 20)]);
  const sweeps = own.map((vertex) => sweepOf(numberOf(vertex, 42, 0)));
  const heights = own.map((vertex) => numberOf(vertex, 30, 0));
  const isLevel = heights.every((height) => height === heights[0]);
  const height = isLevel ? (heights[0] ?? 0) || numberOf(record, 30, 0) : null;
  return line(record, { points, sweeps, closed: (flags & 1) === 1 }, height, plane);
}

function insert(record: DxfRecord, plane: Transform): Insert {
  return {
    kind: "insert",
    layer: layerOf(record),
    block: valueOf(record, 2) ?? "",
    at: [numberOf(record, 10), numberOf(record, 20)],
    scale: [numberOf(record, 41, 1), numberOf(record, 42, 1)],
    angle: numberOf(record, 50, 0) * RADIANS,
    columns: Math.max(1, wholeOf(record, 70, 1)),
    rows: Math.max(1, wholeOf(record, 71, 1)),
    spacing: [numberOf(record, 44, 0), numberOf(record, 45, 0)],
    plane,
  };
}

/** What a record draws; null for what is not read. @throws DomainError when it is not what its type demands */
export function shapeOf(record: DxfRecord): Shape | null {
  const plane = record.type === "LINE" || record.type === "POINT" ? IDENTITY : planeOf(record);
  if (!plane) return null;
  switch (record.type) {
    case "LINE":
      return straight(record);
    case "ARC":
      return arc(record, plane, false);
    case "CIRCLE":
      return arc(record, plane, true);
    case "LWPOLYLINE":
      return lightPolyline(record, plane);
    case "INSERT":
      return insert(record, plane);
    case "POINT": {
      const height = valueOf(record, 30) === undefined ? null : numberOf(record, 30);
      return {
        kind: "place",
        layer: layerOf(record),
        at: [numberOf(record, 10), numberOf(record, 20)],
        elevation: height,
      };
    }
    default:
      return null;
  }
}
