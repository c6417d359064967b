import type { Feature, ParcelSource } from "../types";
import { distance, type Path, type Point, type Segment, segmentsOf } from "./path";
import { rounded } from "./parcels";

export type Setback = {
  parcel: string;
  /** The course of the parcel it is from; null for what the file states of a side. */
  course: number | null;
  side: "front" | "rear" | "side" | null;
  distance_ft: number;
  source: "stated" | "measured";
};

/** What may be between the directions of a setback's line and of the course it is from, in radians: half a degree. */
const PARALLEL = Math.PI / 360;
const MOST = 500;

/**
 * What the file states of setbacks, and what its setback lines measure: for each straight piece of such a line the
 * distance from the nearest course that is parallel to it.
 */
export function setbacksOf(parcels: readonly ParcelSource[], features: readonly Feature[], feet: number): Setback[] {
  const stated = parcels.flatMap(({ name, setbacks }) =>
    setbacks.map((rule): Setback => ({
      parcel: name,
      course: null,
      side: rule.side,
      distance_ft: rounded(rule.distance * feet),
      source: "stated",
    })),
  );
  const lines = features.filter(({ role }) => role === "setback").flatMap(({ path }) => segmentsOf(path));
  const outlines = parcels.map(({ name, path }) => ({ name, courses: segmentsOf(path) }));
  const measured = lines
    .filter(({ sweep }) => sweep === 0)
    .slice(0, MOST)
    .flatMap((line) => nearest(line, outlines, feet) ?? []);
  return [...stated, ...measured].slice(0, MOST);
}

type Outline = { name: string; courses: readonly Segment[] };

function nearest(line: Segment, outlines: readonly Outline[], feet: number): Setback | undefined {
  const middle: Point = [(line.from[0] + line.to[0]) / 2, (line.from[1] + line.to[1]) / 2];
  let best: { parcel: string; course: number; away: number } | undefined;
  for (const { name, courses } of outlines) {
    for (const [at, course] of courses.entries()) {
      if (course.sweep !== 0 || !areParallel(line, course)) continue;
      const away = distanceTo(middle, course);
      if (!best || away < best.away) best = { parcel: name, course: at + 1, away };
    }
  }
  return (
    best && {
      parcel: best.parcel,
      course: best.course,
      side: null,
      distance_ft: rounded(best.away * feet),
      source: "measured",
    }
  );
}

function areParallel(one: Segment, other: Segment): boolean {
  const [ax, ay] = [one.to[0] - one.from[0], one.to[1] - one.from[1]];
  const [bx, by] = [other.to[0] - other.from[0], other.to[1] - other.from[1]];
  return Math.abs(ax * by - ay * bx) <= Math.sin(PARALLEL) * Math.hypot(ax, ay) * Math.hypot(bx, by);
}

/** From a point to a straight segment. */
function distanceTo(point: Point, { from, to }: Segment): number {
  const [dx, dy] = [to[0] - from[0], to[1] - from[1]];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : ((point[0] - from[0]) * dx + (point[1] - from[1]) * dy) / square;
  const share = Math.min(1, Math.max(0, along));
  return distance(point, [from[0] + share * dx, from[1] + share * dy]);
}

/** How long a line is and how much it encloses, for what is told by layer. */
export const isRing = ({ closed, points }: Path): boolean => closed && points.length > 1;
