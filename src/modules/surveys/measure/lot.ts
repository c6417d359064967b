import type { Geometry } from "./geometry";
import { along, areaOf, type Path, type Point, segmentsOf } from "./path";

/** The largest parcel of a survey, in feet; its courses are numbered as in the survey's detail. */
export type Lot = {
  outline: Path;
  courses: number;
  /** How far its corners can be apart: across the box around it. */
  longest_ft: number;
};

/** A line of the overlay as a path, in feet from the survey's own corner. */
export const pathOfDrawn = ({ points, sweeps, closed }: Geometry["lines"][number]): Path => ({
  points: Array.from({ length: points.length / 2 }, (_, at): Point => [points[at * 2] ?? 0, points[at * 2 + 1] ?? 0]),
  sweeps,
  closed,
});

/** @returns null where a survey has no parcel */
export function outlineOf({ lines }: Geometry): Path | null {
  const parcels = lines.filter(({ role }) => role === "parcel").map(pathOfDrawn);
  const largest = parcels.reduce<Path | null>(
    (best, path) => (best && Math.abs(areaOf(best)) >= Math.abs(areaOf(path)) ? best : path),
    null,
  );
  return largest && { ...largest, closed: true };
}

export function lotOf(geometry: Geometry): Lot | null {
  const outline = outlineOf(geometry);
  if (!outline) return null;
  const courses = segmentsOf(outline);
  const points = courses.flatMap((course) => along(course));
  const across = (values: readonly number[]) => Math.max(...values) - Math.min(...values);
  const longest = Math.hypot(across(points.map(([x]) => x)), across(points.map(([, y]) => y)));
  return { outline, courses: courses.length, longest_ft: longest };
}
