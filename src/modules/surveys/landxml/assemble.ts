import { distance, type Path, type Segment } from "../measure/path";
import { quoted, readNumber, roundingOf, unreadable } from "../refuse";
import { roleOf } from "../roles";
import { type Feature, type Finding, MOST, type Options, type ParcelSource, type SetbackRule } from "../types";
import type { Attributes } from "../xml/tokens";
import { type Course, CourseReader, type Places } from "./course";
import type { Units } from "./units";

/** What holds lines, and the lines of each of its CoordGeom elements. */
export type Figure = {
  of: "parcel" | "feature" | "alignment";
  attributes: Attributes;
  line: number;
  rings: Course[][];
};

type Assembled = { parcels: ParcelSource[]; features: Feature[]; findings: Finding[] };

/** Parcels and plan features, once all points are known. */
export function assemble(figures: readonly Figure[], places: Places, units: Units, options: Options): Assembled {
  const reader = new CourseReader(places, units.scale);
  const made: Assembled = { parcels: [], features: [], findings: reader.findings };
  for (const figure of figures) {
    const name = quoted(figure.attributes.get("name") ?? "");
    const rings = figure.rings.filter((ring) => ring.length > 0);
    if (figure.of === "parcel") {
      if (rings.length === 1) made.parcels.push(parcel(reader, figure, rings[0] ?? [], units));
      else
        made.findings.push({
          code: "not_read",
          detail:
            rings.length === 0
              ? `The parcel ${name} has no lines.`
              : `The parcel ${name} has ${rings.length} outlines; a parcel of one is read.`,
        });
    } else if (rings.some((ring) => ring.some(isCurious))) {
      made.findings.push({ code: "not_read", detail: `${figure.of} ${name}: its spirals are not read.` });
    } else {
      const role = figure.of === "feature" ? roleOf(name, options.layers) : "other";
      const paths = rings.map((ring) => pathOf(ring.flatMap((course) => reader.segments(course))).path);
      made.features.push(...paths.map((path) => ({ layer: name, role, path, elevation: null })));
    }
  }
  if (made.parcels.length > MOST.parcels) throw unreadable(`The file has more than ${MOST.parcels} parcels.`);
  return made;
}

const isCurious = ({ element }: Course): boolean => !["Line", "Curve", "IrregularLine"].includes(element);

function parcel(
  reader: CourseReader,
  { attributes, line }: Figure,
  ring: readonly Course[],
  units: Units,
): ParcelSource {
  const segments = ring.flatMap((course) => reader.segments(course));
  const { path, gap } = pathOf(segments);
  const text = attributes.get("area");
  const stated =
    text === undefined || text === "" || units.area === null
      ? null
      : { value: readNumber(text, `Line ${line}, area`) * units.area, rounding: roundingOf(text) * units.area };
  return {
    name: quoted(attributes.get("name") ?? ""),
    path,
    gap,
    area: stated,
    setbacks: setbacksOf(attributes, units),
  };
}

const SIDES = ["front", "rear", "side"] as const;

/** setbackFront, setbackRear and setbackSide of a Parcel. */
function setbacksOf(attributes: Attributes, { scale }: Units): SetbackRule[] {
  return SIDES.flatMap((side) => {
    const text = attributes.get(`setback${side[0]?.toUpperCase() ?? ""}${side.slice(1)}`) ?? "";
    return text === "" ? [] : [{ side, distance: readNumber(text, `setback of the ${side}`) * scale }];
  });
}

/** The courses one after the other, closed where they end where they began; all gaps between them added up. */
function pathOf(segments: readonly Segment[]): { path: Path; gap: number } {
  const [first] = segments;
  const last = segments.at(-1);
  if (!first || !last) return { path: { points: [], sweeps: [], closed: false }, gap: 0 };
  const inner = segments.slice(1).reduce((sum, { from }, at) => sum + distance(segments[at]?.to ?? from, from), 0);
  const gap = distance(last.to, first.from);
  const starts = segments.map(({ from }) => from);
  const sweeps = segments.map(({ sweep }) => sweep);
  if (segments.length > 1 && gap <= CLOSED) return { path: { points: starts, sweeps, closed: true }, gap: inner + gap };
  return { path: { points: [...starts, last.to], sweeps, closed: false }, gap: inner + gap };
}

/** What no instrument tells apart: coordinates are written to a thousandth or a ten-thousandth. */
const CLOSED = 0.0015;
