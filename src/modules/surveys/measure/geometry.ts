import type { Drawing, ParcelSource, Role } from "../types";
import { feetPer } from "../units";
import { along, type Path, type Point, segmentsOf } from "./path";

/** A line of the overlay: eastings and northings in feet from the origin, in turn, and how each segment turns. */
export type Drawn = { role: Role | "parcel"; points: number[]; sweeps: number[]; closed: boolean };

/** What the overlay is drawn from. */
export type Geometry = {
  /** Easting and northing of the origin, in feet. */
  origin: [number, number];
  /** Feet from the origin to the far corner. */
  size: [number, number];
  lines: Drawn[];
  spots: number[];
};

/** About what a page of a plan can show; it keeps a survey's row below half a megabyte. */
const MOST_VERTICES = 15_000;
const MOST_SPOTS = 2000;
/** What is left out last comes first. */
const ORDER: readonly Role[] = ["setback", "easement", "building", "utility", "boundary", "contour", "other"];

const thousandth = (value: number): number => Math.round(value * 1000) / 1000;

/** The drawing in feet, from its own corner, bounded. @returns also how much was left out */
export function geometryOf(
  { features, spots, unit }: Drawing,
  parcels: readonly ParcelSource[],
): { geometry: Geometry; omitted: number } {
  const feet = feetPer(unit);
  const lines = [
    ...parcels.map(({ path }) => ({ role: "parcel" as const, path })),
    ...features.toSorted((a, b) => ORDER.indexOf(a.role) - ORDER.indexOf(b.role)),
  ].filter(({ path }) => path.points.length > 1);
  const kept: typeof lines = [];
  let vertices = 0;
  for (const line of lines) {
    if (vertices + line.path.points.length > MOST_VERTICES) continue;
    vertices += line.path.points.length;
    kept.push(line);
  }
  const shown = spots.first(MOST_SPOTS);
  const box = boxOf(
    kept.map(({ path }) => path),
    shown,
  );
  const flat = ([x, y]: Point): [number, number] => [
    thousandth((x - box.left) * feet),
    thousandth((y - box.bottom) * feet),
  ];
  const geometry: Geometry = {
    origin: [thousandth(box.left * feet), thousandth(box.bottom * feet)],
    size: [thousandth((box.right - box.left) * feet), thousandth((box.top - box.bottom) * feet)],
    lines: kept.map(({ role, path }) => ({
      role,
      points: path.points.flatMap(flat),
      sweeps: path.sweeps.map((sweep) => Math.round(sweep * 1e6) / 1e6),
      closed: path.closed,
    })),
    spots: shown.flatMap(flat),
  };
  return { geometry, omitted: lines.length - kept.length + spots.length - shown.length };
}

type Box = { left: number; bottom: number; right: number; top: number };

/** What surrounds all lines, their arcs included. */
function boxOf(paths: readonly Path[], points: readonly Point[]): Box {
  const box: Box = {
    left: Number.POSITIVE_INFINITY,
    bottom: Number.POSITIVE_INFINITY,
    right: Number.NEGATIVE_INFINITY,
    top: Number.NEGATIVE_INFINITY,
  };
  const take = ([x, y]: Point): void => {
    box.left = Math.min(box.left, x);
    box.bottom = Math.min(box.bottom, y);
    box.right = Math.max(box.right, x);
    box.top = Math.max(box.top, y);
  };
  for (const path of paths) {
    const [first] = path.points;
    if (first) take(first);
    for (const segment of segmentsOf(path)) for (const point of along(segment)) take(point);
  }
  for (const point of points) take(point);
  return box.left > box.right ? { left: 0, bottom: 0, right: 0, top: 0 } : box;
}
