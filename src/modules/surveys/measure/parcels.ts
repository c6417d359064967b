import type { Finding, ParcelSource } from "../types";
import { unreadable } from "../refuse";
import { azimuthOf, bearingOf } from "./bearing";
import { areaOf, distance, lengthOf, perimeterOf, radiusOf, type Segment, segmentsOf } from "./path";

export type Course = {
  number: number;
  type: "line" | "arc";
  /** From its beginning to its end; of an arc, that of its chord. */
  bearing: string;
  azimuth: number;
  distance_ft: number;
  arc_length_ft: number | null;
  radius_ft: number | null;
  delta_degrees: number | null;
  turns: "left" | "right" | null;
};

export type Parcel = {
  name: string;
  area_sq_ft: number;
  area_sq_m: number;
  stated_area_sq_ft: number | null;
  perimeter_ft: number;
  closure_error_ft: number;
  /** One foot in so many feet of the perimeter; null when it closes. */
  closure_ratio: number | null;
  courses: Course[];
};

/** @param value digits that surveys carry: ten-thousandths of a foot */
export const rounded = (value: number, places = 4): number => {
  const scale = 10 ** places;
  return Math.round(value * scale) / scale;
};

/** What of the perimeter may be missing for a line to be a parcel that was measured badly, and not a line that is open. */
const MOST_GAP = 1 / 1000;
/** Feet that no survey tells apart. */
const NO_GAP_FT = 0.005;

/** Whether the courses come back to where they began, as far as courses do. */
export const isClosed = ({ path, gap }: ParcelSource, feet: number): boolean =>
  gap * feet <= Math.max(NO_GAP_FT, 0.01) || gap <= perimeterOf(path) * MOST_GAP;

/** @throws DomainError for one that does not close */
export function requireClosed(parcel: ParcelSource, feet: number): void {
  if (isClosed(parcel, feet)) return;
  const [gap, whole] = [parcel.gap * feet, perimeterOf(parcel.path) * feet];
  throw unreadable(
    `The parcel ${parcel.name} does not close: ${gap.toFixed(3)} ft are missing of a perimeter of ${whole.toFixed(3)} ft.`,
  );
}

/**
 * A parcel's area, perimeter and courses, in feet of the file's kind, and where the file contradicts them.
 * @param feet feet in a unit of its coordinates
 */
export function measureParcel(
  source: ParcelSource,
  feet: number,
  squareMetres: number,
): { parcel: Parcel; findings: Finding[] } {
  const area = Math.abs(areaOf(source.path)) * feet ** 2;
  const perimeter = perimeterOf(source.path) * feet;
  const gap = source.gap * feet;
  const parcel: Parcel = {
    name: source.name,
    area_sq_ft: rounded(area),
    area_sq_m: rounded(area * squareMetres),
    stated_area_sq_ft: source.area ? rounded(source.area.value * feet ** 2) : null,
    perimeter_ft: rounded(perimeter),
    closure_error_ft: rounded(gap),
    closure_ratio: gap > NO_GAP_FT ? Math.round(perimeter / gap) : null,
    courses: segmentsOf(source.path).map((segment, at) => courseOf(segment, at + 1, feet)),
  };
  return { parcel, findings: [...areaFinding(source, parcel, feet), ...closureFinding(parcel)] };
}

function courseOf(segment: Segment, number: number, feet: number): Course {
  const azimuth = azimuthOf(segment.from, segment.to);
  const radius = radiusOf(segment);
  return {
    number,
    type: radius === null ? "line" : "arc",
    bearing: bearingOf(azimuth),
    azimuth: rounded(azimuth, 6) % 360,
    distance_ft: rounded(distance(segment.from, segment.to) * feet),
    arc_length_ft: radius === null ? null : rounded(lengthOf(segment) * feet),
    radius_ft: radius === null ? null : rounded(radius * feet),
    delta_degrees: radius === null ? null : rounded((Math.abs(segment.sweep) * 180) / Math.PI, 6),
    turns: radius === null ? null : segment.sweep > 0 ? "left" : "right",
  };
}

/** A hundredth of a square foot, and what rounding of the stated number can make. */
function areaFinding({ area, name }: ParcelSource, parcel: Parcel, feet: number): Finding[] {
  if (!area) return [];
  const stated = area.value * feet ** 2;
  const apart = Math.abs(stated - parcel.area_sq_ft);
  if (apart <= 0.01 + area.rounding * feet ** 2) return [];
  const detail = `The area of ${name} is said to be ${stated.toFixed(2)} sq ft; its courses enclose ${parcel.area_sq_ft.toFixed(2)} sq ft.`;
  return [{ code: "area_mismatch", detail }];
}

function closureFinding({ name, closure_error_ft: gap, closure_ratio: ratio }: Parcel): Finding[] {
  if (ratio === null) return [];
  return [{ code: "closure_error", detail: `${name} closes with an error of ${gap.toFixed(3)} ft, 1 in ${ratio}.` }];
}
