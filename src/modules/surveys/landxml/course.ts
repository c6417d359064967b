import { distance, type Point, type Segment, sweepAround } from "../measure/path";
import { Points } from "../measure/points";
import { quoted, readNumber, roundingOf, unreadable } from "../refuse";
import { type Finding, MOST } from "../types";
import { wordsOf } from "../words";
import type { Attributes } from "../xml/tokens";

/** A child of CoordGeom as it stands in the file: points may be named, and what they name may come later. */
export type Course = {
  element: string;
  attributes: Attributes;
  line: number;
  /** By the element they are in: Start, End, Center. A name is a reference to a CgPoint. */
  ends: Map<string, { ref: string } | { text: string }>;
  /** Of an IrregularLine: northings and eastings, in turn; and how many numbers a point has. */
  list: { text: string; size: 2 | 3 } | undefined;
};

/** The points of a file that have names. */
export class Places {
  readonly points = new Points();
  readonly #indices = new Map<string, number>();

  /** How many names there are: of points of the same name the last one stands. */
  get size(): number {
    return this.#indices.size;
  }

  add(name: string, at: Point, elevation: number | null): void {
    this.#indices.set(name, this.points.add(at, elevation));
  }

  find(name: string): Point | undefined {
    const index = this.#indices.get(name);
    return index === undefined ? undefined : this.points.at(index);
  }
}

/** More than any program writes of a point. */
const WORDS_OF_A_POINT = 10;

/** `northing easting [elevation]`, as LandXML writes points. */
export function readPoint(text: string, where: string, scale: number): { at: Point; elevation: number | null } {
  const [northing, easting, elevation] = wordsOf(text, WORDS_OF_A_POINT, where).map(
    (word) => readNumber(word, where) * scale,
  );
  if (northing === undefined || easting === undefined)
    throw unreadable(`${where}: ${quoted(text) || "nothing"} is not a northing and an easting.`);
  return { at: [easting, northing], elevation: elevation ?? null };
}

export class CourseReader {
  readonly findings: Finding[] = [];
  readonly #places: Places;
  readonly #scale: number;
  #vertices = 0;

  constructor(places: Places, scale: number) {
    this.#places = places;
    this.#scale = scale;
  }

  /** @throws DomainError for what cannot be measured, such as a spiral */
  segments(course: Course): Segment[] {
    const [from, to] = [this.#end(course, "Start"), this.#end(course, "End")];
    switch (course.element) {
      case "Line": {
        const segment = { from, to, sweep: 0 };
        this.#compare(course, "length", distance(from, to), "length_mismatch");
        return [segment];
      }
      case "Curve":
        return [this.#curve(course, from, to)];
      case "IrregularLine": {
        const points = [from, ...this.#inner(course), to];
        const pairs = points.slice(1).map((point, at) => ({ from: points[at] ?? from, to: point, sweep: 0 }));
        return pairs.filter((pair) => distance(pair.from, pair.to) > 0);
      }
      default:
        throw unreadable(
          `Line ${course.line}: a ${quoted(course.element)} is not measured here. Ask for the survey with lines and arcs.`,
        );
    }
  }

  #end(course: Course, name: string): Point {
    const found = course.ends.get(name);
    const where = `Line ${course.line}, ${name} of a ${quoted(course.element)}`;
    if (!found) throw unreadable(`${where} is missing.`);
    if ("text" in found) return readPoint(found.text, where, this.#scale).at;
    const place = this.#places.find(found.ref);
    if (!place) throw unreadable(`${where}: there is no point ${quoted(found.ref)}.`);
    return place;
  }

  #inner({ list, line }: Course): Point[] {
    const size = list?.size ?? 2;
    const words = wordsOf(list?.text ?? "", MOST.vertices * size, `Line ${line}`);
    const numbers = words.map((word) => readNumber(word, `Line ${line}`) * this.#scale);
    this.#vertices += numbers.length / size;
    if (this.#vertices > MOST.vertices) throw unreadable(`The lines have more than ${MOST.vertices} vertices.`);
    return Array.from({ length: Math.floor(numbers.length / size) }, (_, at): Point => [
      numbers[at * size + 1] ?? 0,
      numbers[at * size] ?? 0,
    ]);
  }

  #curve(course: Course, from: Point, to: Point): Segment {
    const isLeft = course.attributes.get("rot") === "ccw";
    if (!isLeft && course.attributes.get("rot") !== "cw")
      throw unreadable(`Line ${course.line}: a curve does not say which way it turns.`);
    const sweep = course.ends.has("Center")
      ? this.#sweepAroundCenter(course, from, to, isLeft)
      : this.#sweepByLength(course, isLeft);
    const radius = sweep === 0 ? 0 : distance(from, to) / (2 * Math.sin(Math.abs(sweep) / 2));
    this.#compare(course, "radius", radius, "radius_mismatch");
    this.#compare(course, "length", radius * Math.abs(sweep), "length_mismatch");
    return { from, to, sweep };
  }

  #sweepAroundCenter(course: Course, from: Point, to: Point, isLeft: boolean): number {
    const center = this.#end(course, "Center");
    const [first, last] = [distance(center, from), distance(center, to)];
    if (Math.abs(first - last) > 0.01 + first / 10_000) {
      this.findings.push({
        code: "radius_mismatch",
        detail: `Line ${course.line}: the ends of a curve are ${first.toFixed(3)} and ${last.toFixed(3)} from its centre.`,
      });
    }
    return sweepAround(center, from, to, isLeft);
  }

  /** Without a centre, a radius and a length say how far it turns. */
  #sweepByLength({ attributes, line }: Course, isLeft: boolean): number {
    const [radius, length] = ["radius", "length"].map((name) => {
      const text = attributes.get(name);
      if (text === undefined) throw unreadable(`Line ${line}: a curve has neither a centre nor a radius and a length.`);
      return readNumber(text, `Line ${line}`);
    });
    const sweep = (length ?? 0) / (radius ?? 0);
    if (!(sweep > 0 && sweep < 2 * Math.PI)) throw unreadable(`Line ${line}: a curve turns by no angle there is.`);
    return isLeft ? sweep : -sweep;
  }

  #compare(course: Course, name: string, measured: number, code: Finding["code"]): void {
    const text = course.attributes.get(name);
    if (text === undefined || text === "" || text === "INF") return;
    const stated = readNumber(text, `Line ${course.line}, ${name}`) * this.#scale;
    if (Math.abs(stated - measured) <= 0.01 + roundingOf(text) * this.#scale) return;
    const detail = `Line ${course.line}: the ${name} of a ${course.element} is said to be ${quoted(text)}, its ends make it ${(measured / this.#scale).toFixed(4)}.`;
    this.findings.push({ code, detail });
  }
}
