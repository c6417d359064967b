import { joinLines } from "../measure/join";
import { perimeterOf } from "../measure/path";
import { quoted, unreadable } from "../refuse";
import { roleOf } from "../roles";
import { type Drawing, type Feature, type Finding, MOST, type Options, type ParcelSource } from "../types";
import { Points } from "../measure/points";
import { feetPer, type Scaled } from "../units";
import { type Block, expand } from "./expand";
import { type DxfRecord, dxfRecords, numberOf, valueOf } from "./records";
import { type Line, oldPolyline, type Place, shapeOf, type Shape } from "./shapes";
import { transformPath } from "./transform";

/** $INSUNITS (AutoCAD system variable INSUNITS). All others are no unit a lot is drawn in. */
const UNITS: Readonly<Record<string, Scaled>> = {
  1: { unit: "foot", scale: 1 / 12 },
  2: { unit: "foot", scale: 1 },
  3: { unit: "foot", scale: 5280 },
  4: { unit: "metre", scale: 0.001 },
  5: { unit: "metre", scale: 0.01 },
  6: { unit: "metre", scale: 1 },
  7: { unit: "metre", scale: 1000 },
  10: { unit: "foot", scale: 3 },
  14: { unit: "metre", scale: 0.1 },
  21: { unit: "us_survey_foot", scale: 1 },
};

/** How far apart ends of lines of a boundary may be and still be the same corner, in feet. */
const CORNER_FT = 0.005;

/**
 * An ASCII drawing: LINE, ARC, CIRCLE, LWPOLYLINE, POLYLINE and POINT of its model space, in blocks too. Closed lines of
 * a boundary's layer are parcels.
 * @throws DomainError for a drawing that breaks off, holds what is no number, or says no unit and none is given
 */
export function readDxf(text: string, options: Options): Drawing {
  const sections = new Sections();
  for (const record of dxfRecords(text)) sections.take(record);
  sections.flush();
  const findings: Finding[] = [];
  const { unit, scale } = unitOf(sections.insunits, options, findings);
  const { made: shapes, stretched } = expand(sections.shapes, sections.blocks);
  const scaled = (line: Line): Feature => ({
    layer: quoted(line.layer),
    role: roleOf(line.layer, options.layers),
    path: scale === 1 ? line.path : transformPath({ a: scale, b: 0, c: 0, d: scale, e: 0, f: 0 }, line.path),
    elevation: line.elevation === null ? null : line.elevation * scale,
  });
  const features = shapes.filter((shape): shape is Line => shape.kind === "line").map(scaled);
  const spots = new Points();
  for (const { at, elevation } of shapes.filter((shape): shape is Place => shape.kind === "place"))
    spots.add([at[0] * scale, at[1] * scale], elevation === null ? null : elevation * scale);
  const skipped = [...sections.skipped].map(([type, count]) => `${quoted(type)} ${count}`).slice(0, 20);
  if (skipped.length > 0) findings.push({ code: "not_read", detail: `Not read: ${skipped.join(", ")}.` });
  if (stretched > 0)
    findings.push({ code: "not_read", detail: `Arcs that blocks stretch are read as short lines: ${stretched}.` });
  const parcels = parcelsOf(features, CORNER_FT / feetPer(unit));
  if (parcels.length > MOST.parcels) throw unreadable(`The drawing has more than ${MOST.parcels} parcels.`);
  return { format: "dxf", unit, parcels, features, spots, surfaces: [], findings };
}

function unitOf(insunits: string | undefined, { unit }: Options, findings: Finding[]): Scaled {
  const code = insunits?.trim() ?? "";
  const stated = Object.hasOwn(UNITS, code) ? UNITS[code] : undefined;
  if (unit === null) {
    if (stated) return stated;
    throw unreadable(
      `The drawing does not say what it is in: $INSUNITS is ${quoted(code) || "missing"}. Send unit: us_survey_foot, foot or metre.`,
    );
  }
  // Many a drawing of a lot says inches, which is what a new drawing begins with, and is drawn in feet.
  if (stated && (stated.unit !== unit || stated.scale !== 1)) {
    findings.push({
      code: "unit_overridden",
      detail: `The drawing's $INSUNITS is ${code}; it was read as ${unit}, as asked.`,
    });
  }
  return { unit, scale: 1 };
}

/** Closed lines of a boundary as they are; the others joined where they meet, by layer. */
function parcelsOf(features: readonly Feature[], tolerance: number): ParcelSource[] {
  const boundary = features.filter(({ role }) => role === "boundary");
  const closed = boundary.filter(({ path }) => path.closed && path.points.length > 1);
  const open = Map.groupBy(
    boundary.filter(({ path }) => !path.closed),
    ({ layer }) => layer,
  );
  const joined = [...open].flatMap(([layer, lines]) =>
    joinLines(
      lines.map(({ path }) => path),
      tolerance,
    )
      .filter(({ path, gap }) => path.points.length > 2 && gap <= perimeterOf(path) / 4)
      .map(({ path, gap }) => ({ layer, path, gap })),
  );
  const all = [...closed.map(({ layer, path }) => ({ layer, path, gap: 0 })), ...joined];
  return all.map(({ layer, path, gap }, index) => ({
    name: all.length === 1 ? layer : `${layer} ${index + 1}`,
    path,
    gap,
    area: null,
    setbacks: [],
  }));
}

/** What is not worth telling: it belongs to what is read, or is text. */
const QUIET: ReadonlySet<string> = new Set([
  "SEQEND",
  "ATTRIB",
  "ATTDEF",
  "TEXT",
  "MTEXT",
  "DIMENSION",
  "VIEWPORT",
  "LEADER",
]);

/** Sorts the records of a drawing into its sections. */
class Sections {
  insunits: string | undefined;
  readonly shapes: Shape[] = [];
  readonly blocks = new Map<string, Block>();
  readonly skipped = new Map<string, number>();
  #section = "";
  #vertices = 0;
  #block: Block | undefined;
  #polyline: { record: DxfRecord; vertices: DxfRecord[] } | undefined;

  take(record: DxfRecord): void {
    if (record.type === "VERTEX" && this.#polyline) {
      this.#polyline.vertices.push(record);
      this.#count(1);
      return;
    }
    this.flush();
    if (record.type === "SECTION") this.#begin(record);
    else if (record.type === "ENDSEC") this.#section = "";
    else if (this.#section === "BLOCKS" && record.type === "BLOCK") this.#beginBlock(record);
    else if (this.#section === "BLOCKS" && record.type === "ENDBLK") this.#block = undefined;
    else if (this.#section === "ENTITIES" || this.#section === "BLOCKS") this.#draw(record);
  }

  #begin(record: DxfRecord): void {
    this.#section = valueOf(record, 2) ?? "";
    if (this.#section !== "HEADER") return;
    const at = record.pairs.findIndex(([code, value]) => code === 9 && value === "$INSUNITS");
    if (at !== -1) this.insunits = record.pairs[at + 1]?.[1];
  }

  #beginBlock(record: DxfRecord): void {
    this.#block = { base: [numberOf(record, 10, 0), numberOf(record, 20, 0)], shapes: [] };
    this.blocks.set((valueOf(record, 2) ?? "").toUpperCase(), this.#block);
  }

  /** Ends a POLYLINE, whose vertices are records of their own. */
  flush(): void {
    const done = this.#polyline;
    if (!done) return;
    this.#polyline = undefined;
    this.#put(oldPolyline(done.record, done.vertices), "POLYLINE");
  }

  #draw(record: DxfRecord): void {
    // Group 67: on a sheet, not in the model.
    if (valueOf(record, 67)?.trim() === "1" || QUIET.has(record.type)) return;
    if (record.type === "POLYLINE") this.#polyline = { record, vertices: [] };
    else this.#put(shapeOf(record), record.type);
  }

  /** While it is read, not only when all of it is there. */
  #count(vertices: number): void {
    this.#vertices += vertices;
    if (this.#vertices > MOST.vertices) throw unreadable(`The drawing has more than ${MOST.vertices} vertices.`);
  }

  #put(shape: Shape | null, type: string): void {
    this.#count(shape?.kind === "line" ? shape.path.points.length : 1);
    if (!shape) this.skipped.set(type, (this.skipped.get(type) ?? 0) + 1);
    else if (this.#section === "BLOCKS") this.#block?.shapes.push(shape);
    else this.shapes.push(shape);
  }
}
