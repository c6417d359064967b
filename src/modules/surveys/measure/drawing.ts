import type { Survey, SurveyKind } from "#models";
import { quoted, unreadable } from "../refuse";
import { type Drawing, type Finding, MOST, type Role } from "../types";
import { feetPer, squareMetresPerSquareFoot } from "../units";
import { type Geometry, geometryOf } from "./geometry";
import { isClosed, measureParcel, type Parcel, requireClosed, rounded } from "./parcels";
import { areaOf, perimeterOf } from "./path";
import { isRing, type Setback, setbacksOf } from "./setbacks";

/** Lines of one layer, such as an easement or a utility. */
export type LayerLines = { layer: string; lines: number; length_ft: number; area_sq_ft: number | null };

export type SurveyDetail = {
  parcels: Parcel[];
  setbacks: Setback[];
  easements: LayerLines[];
  utilities: LayerLines[];
  buildings: LayerLines[];
  surfaces: {
    name: string;
    points: number;
    triangles: number;
    area_sq_ft: number;
    low_ft: number | null;
    high_ft: number | null;
  }[];
  findings: Finding[];
};

export type Measured = {
  summary: Pick<
    Survey,
    | "format"
    | "unit"
    | "lot_area_sq_ft"
    | "lot_perimeter_ft"
    | "parcel_count"
    | "point_count"
    | "elevation_min_ft"
    | "elevation_max_ft"
    | "finding_count"
  >;
  detail: SurveyDetail;
  geometry: Geometry;
};

const MOST_FINDINGS = 100;
const MOST_LAYERS = 200;

/**
 * Everything a survey says, in feet.
 * @throws DomainError for a parcel that does not close, and for a boundary without a parcel
 */
export function measureDrawing(drawing: Drawing, kind: SurveyKind): Measured {
  const feet = feetPer(drawing.unit);
  const findings = [...drawing.findings];
  const sources = drawing.parcels.filter(({ path }) => path.points.length > 1);
  if (drawing.format === "landxml") for (const source of sources) requireClosed(source, feet);
  const closed = sources.filter((source) => isClosed(source, feet));
  requireLot(drawing, kind, closed.length, findings, feet);
  const courses = closed.reduce((sum, { path }) => sum + path.points.length, 0);
  if (courses > MOST.courses) throw unreadable(`The parcels have more than ${MOST.courses} courses.`);
  const measured = closed.map((source) => measureParcel(source, feet, squareMetresPerSquareFoot(drawing.unit)));
  findings.push(...measured.flatMap((one) => one.findings));
  const parcels = measured.map(({ parcel }) => parcel);
  const { geometry, omitted } = geometryOf(drawing, closed);
  if (omitted > 0) findings.push({ code: "not_shown", detail: `The overlay leaves out ${omitted} lines and points.` });
  const detail: SurveyDetail = {
    parcels,
    setbacks: setbacksOf(closed, drawing.features, feet),
    easements: layersOf(drawing, "easement", feet),
    utilities: layersOf(drawing, "utility", feet),
    buildings: layersOf(drawing, "building", feet),
    surfaces: surfacesOf(drawing, feet),
    findings: findings.slice(0, MOST_FINDINGS).map(({ code, detail: said }) => ({ code, detail: said.slice(0, 500) })),
  };
  return { summary: summaryOf(drawing, parcels, findings.length, feet), detail, geometry };
}

/** A survey of a boundary is for its lot. Points alone have no lines, and that is only told. */
function requireLot(drawing: Drawing, kind: SurveyKind, count: number, findings: Finding[], feet: number): void {
  if (count > 0) return;
  const isForLot = kind === "boundary" || kind === "alta";
  if (!isForLot) return;
  if (drawing.format === "csv") {
    findings.push({ code: "no_lot", detail: "Points have no lines between them, so no lot was measured." });
    return;
  }
  const [open] = drawing.parcels;
  if (open) requireClosed(open, feet);
  const layers = [...new Set(drawing.features.map(({ layer }) => layer))].slice(0, 20).map(quoted);
  throw unreadable(
    `No parcel was found. Say in layers which one is the boundary; the file has ${layers.join(", ") || "none"}.`,
  );
}

function summaryOf(drawing: Drawing, parcels: readonly Parcel[], findings: number, feet: number): Measured["summary"] {
  const lot = parcels.reduce<Parcel | undefined>(
    (largest, parcel) => (largest && largest.area_sq_ft >= parcel.area_sq_ft ? largest : parcel),
    undefined,
  );
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  const heights = [
    ...drawing.surfaces.flatMap((surface) => [surface.low, surface.high]),
    ...drawing.features.filter(({ role }) => role === "contour").map(({ elevation }) => elevation),
  ];
  const take = (height: number | null): void => {
    if (height === null) return;
    low = Math.min(low, height);
    high = Math.max(high, height);
  };
  for (const height of heights) take(height);
  for (const elevation of drawing.spots.elevations()) take(elevation);
  return {
    format: drawing.format,
    unit: drawing.unit,
    lot_area_sq_ft: lot?.area_sq_ft ?? null,
    lot_perimeter_ft: lot?.perimeter_ft ?? null,
    parcel_count: parcels.length,
    point_count: drawing.spots.length + drawing.surfaces.reduce((sum, { points }) => sum + points, 0),
    elevation_min_ft: low <= high ? rounded(low * feet) : null,
    elevation_max_ft: low <= high ? rounded(high * feet) : null,
    finding_count: Math.min(findings, MOST_FINDINGS),
  };
}

function layersOf({ features }: Drawing, role: Role, feet: number): LayerLines[] {
  const layers = Map.groupBy(
    features.filter((feature) => feature.role === role),
    ({ layer }) => layer,
  );
  return [...layers].slice(0, MOST_LAYERS).map(([layer, lines]) => {
    const rings = lines.filter(({ path }) => isRing(path));
    const area = rings.reduce((sum, { path }) => sum + Math.abs(areaOf(path)), 0);
    return {
      layer,
      lines: lines.length,
      length_ft: rounded(lines.reduce((sum, { path }) => sum + perimeterOf(path), 0) * feet),
      area_sq_ft: rings.length === 0 ? null : rounded(area * feet ** 2),
    };
  });
}

const surfacesOf = ({ surfaces }: Drawing, feet: number): SurveyDetail["surfaces"] =>
  surfaces.map(({ name, points, triangles, area, low, high }) => ({
    name,
    points,
    triangles,
    area_sq_ft: rounded(area * feet ** 2),
    low_ft: low === null ? null : rounded(low * feet),
    high_ft: high === null ? null : rounded(high * feet),
  }));
