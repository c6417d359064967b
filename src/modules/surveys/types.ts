import type { SurveyFormat, SurveyUnit } from "#models";
import type { Path } from "./measure/path";
import type { Points } from "./measure/points";

export const ROLES = ["boundary", "easement", "setback", "utility", "building", "contour", "other"] as const;
/** What a line stands for. */
export type Role = (typeof ROLES)[number];

/** Something that does not agree or was not read. */
export type Finding = {
  code:
    | "area_mismatch"
    | "closure_error"
    | "length_mismatch"
    | "radius_mismatch"
    | "surface_mismatch"
    | "unit_overridden"
    | "not_read"
    | "not_shown"
    | "no_lot";
  detail: string;
};

/** A number as the file states it, and how far the truth may be from it. In the unit of the coordinates. */
export type Stated = { value: number; rounding: number };

export type SetbackRule = { side: "front" | "rear" | "side"; distance: number };

export type ParcelSource = {
  name: string;
  path: Path;
  /** How far the ends of its courses are apart, all gaps together. */
  gap: number;
  area: Stated | null;
  setbacks: readonly SetbackRule[];
};

export type Feature = { layer: string; role: Role; path: Path; elevation: number | null };

export type Surface = {
  name: string;
  points: number;
  triangles: number;
  area: number;
  low: number | null;
  high: number | null;
};

/** What a parser makes of a file: coordinates in `unit`, easting first. */
export type Drawing = {
  format: SurveyFormat;
  unit: SurveyUnit;
  parcels: readonly ParcelSource[];
  features: readonly Feature[];
  spots: Points;
  surfaces: readonly Surface[];
  findings: readonly Finding[];
};

/** What the caller says where the file leaves it open. */
export type Options = {
  unit: SurveyUnit | null;
  /** The columns of a point file that has no header. */
  pointOrder: PointOrder | null;
  /** What layers stand for, by their names. */
  layers: Readonly<Record<string, Role>>;
};

export const POINT_ORDERS = ["pnezd", "penzd", "nezd", "enzd", "pnez", "penz", "nez", "enz"] as const;
/** Point number, northing, easting, elevation (z) and description, in the order of the columns. */
export type PointOrder = (typeof POINT_ORDERS)[number];

/** How much of a file is kept: with all of it a heap of 64 MiB is enough (`npm run bench -- memory`); a Worker has 128. */
export const MOST = { parcels: 500, courses: 4000, lines: 50_000, points: 200_000, vertices: 200_000 } as const;
