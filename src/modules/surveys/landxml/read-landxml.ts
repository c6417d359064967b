import { quoted, unreadable } from "../refuse";
import { type Drawing, type Finding, MOST, type Options, type Surface } from "../types";
import { type Attributes, type Token, xmlTokens } from "../xml/tokens";
import { type Course, Places, readPoint } from "./course";
import { assemble, type Figure } from "./assemble";
import { SurfaceReader } from "./surface";
import { readUnits, type Units } from "./units";

const COURSES: ReadonlySet<string> = new Set(["Line", "Curve", "IrregularLine", "Spiral", "Chain"]);
const ENDS: ReadonlySet<string> = new Set(["Start", "End", "Center"]);
/** What holds the lines of one thing. */
const FIGURES: ReadonlyMap<string, Figure["of"]> = new Map([
  ["Parcel", "parcel"],
  ["PlanFeature", "feature"],
  ["Alignment", "alignment"],
]);

/**
 * LandXML 1.0 to 2.0: CgPoints, Parcels, PlanFeatures, Alignments and the triangles of Surfaces.
 * @throws DomainError for what is no LandXML, is not well-formed, or cannot be measured
 */
export function readLandXml(text: string, options: Options): Drawing {
  const reader = new Reader(options);
  for (const token of xmlTokens(text)) reader.take(token);
  return reader.end();
}

type Open = { name: string; attributes: Attributes; line: number; text: string };

class Reader {
  readonly #options: Options;
  readonly #stack: Open[] = [];
  readonly #places = new Places();
  readonly #figures: Figure[] = [];
  readonly #current: Figure[] = [];
  readonly #surfaces: Surface[] = [];
  readonly #findings: Finding[] = [];
  #course: Course | undefined;
  #courses = 0;
  #surface: SurfaceReader | undefined;
  #units: Units | undefined;

  constructor(options: Options) {
    this.#options = options;
  }

  take(token: Token): void {
    if (token.type === "open") this.#push(token);
    else if (token.type === "close") this.#pop();
    else this.#addText(token.text);
  }

  #push({ name, attributes, line }: Token & { type: "open" }): void {
    const within = this.#stack.at(-1)?.name;
    if (within === undefined) refuseOthers(name, attributes);
    const element = { name, attributes, line, text: "" };
    this.#stack.push(element);
    this.#onOpen.get(name)?.(element, within ?? "");
  }

  #pop(): void {
    const top = this.#stack.pop();
    if (top) this.#onClose.get(top.name)?.(top, this.#stack.at(-1)?.name ?? "");
  }

  /** The blanks between elements are nobody's. */
  #addText(text: string): void {
    const top = this.#stack.at(-1);
    if (top && text.trim() !== "") top.text += text;
  }

  /** What the beginning of an element does, by its name. */
  readonly #onOpen: ReadonlyMap<string, (element: Open, within: string) => void> = new Map([
    ...["Metric", "Imperial"].map((name) => [name, ({ attributes }: Open) => this.#takeUnits(attributes)] as const),
    ...[...FIGURES].map(
      ([name, of]) => [name, (element: Open, within: string) => this.#begin(of, element, within)] as const,
    ),
    ...[...COURSES].map(
      (name) => [name, (element: Open, within: string) => this.#beginCourse(element, within)] as const,
    ),
    ["CoordGeom", () => this.#current.at(-1)?.rings.push([])],
    ["Surface", ({ attributes }) => (this.#surface = new SurfaceReader(attributes, this.#scale()))],
    ["Definition", ({ attributes }) => this.#surface?.definition(attributes)],
  ]);

  /** What its end does, once its text is known. */
  readonly #onClose: ReadonlyMap<string, (element: Open, within: string) => void> = new Map([
    ...[...FIGURES.keys()].map((name) => [name, (_: Open, within: string) => this.#endFigure(name, within)] as const),
    ...[...COURSES].map((name) => [name, (element: Open, within: string) => this.#endCourse(element, within)] as const),
    ...[...ENDS].map((name) => [name, (element: Open, within: string) => this.#endOfCourse(element, within)] as const),
    ...["PntList2D", "PntList3D"].map((name) => [name, (element: Open) => this.#listOfCourse(element)] as const),
    ["CgPoint", (element, within) => this.#point(element, within)],
    ["P", ({ attributes, text, line }) => this.#surface?.point(attributes.get("id") ?? "", text, line)],
    ["F", ({ attributes, text, line }) => this.#surface?.face(attributes, text, line)],
    ["Surface", () => this.#endSurface()],
  ]);

  #beginCourse({ name: element, attributes, line }: Open, within: string): void {
    if (within !== "CoordGeom") return;
    this.#courses += 1;
    if (this.#courses > MOST.lines) throw unreadable(`The file has more than ${MOST.lines} lines.`);
    this.#course = { element, attributes, line, ends: new Map(), list: undefined };
  }

  #endOfCourse({ name, attributes, text }: Open, within: string): void {
    if (within !== this.#course?.element) return;
    const ref = attributes.get("pntRef");
    this.#course.ends.set(name, ref === undefined ? { text } : { ref });
  }

  #listOfCourse({ name, text }: Open): void {
    if (this.#course) this.#course.list = { text, size: name === "PntList2D" ? 2 : 3 };
  }

  #endCourse({ name }: Open, within: string): void {
    if (within !== "CoordGeom" || this.#course?.element !== name) return;
    this.#current.at(-1)?.rings.at(-1)?.push(this.#course);
    this.#course = undefined;
  }

  #endFigure(name: string, within: string): void {
    if (within === `${name}s`) this.#current.pop();
  }

  #takeUnits(attributes: Attributes): void {
    this.#units ??= this.#unitsOf(attributes);
  }

  #unitsOf(attributes: Attributes): Units {
    const units = readUnits(attributes);
    const asked = this.#options.unit;
    if (asked === null || (asked === units.unit && units.scale === 1)) return units;
    const detail = `The file says ${quoted(attributes.get("linearUnit") ?? "")}; it was read as ${asked}, as asked.`;
    this.#findings.push({ code: "unit_overridden", detail });
    return { unit: asked, scale: 1, area: units.scale === 1 ? units.area : null };
  }

  /** Everything that is measured comes after the units (the schema has no order, and all programs write this one). */
  #scale(): number {
    if (!this.#units) throw unreadable("The file gives coordinates and no Units before them.");
    return this.#units.scale;
  }

  #begin(of: Figure["of"], { name, attributes, line }: Open, within: string): void {
    if (within !== `${name}s`) return;
    const figure: Figure = { of, attributes, line, rings: [] };
    this.#figures.push(figure);
    this.#current.push(figure);
  }

  #point({ attributes, text, line }: Open, within: string): void {
    if (within !== "CgPoints" || attributes.has("pntRef") || text.trim() === "") return;
    const name = attributes.get("name") ?? "";
    const { at, elevation } = readPoint(text, `Line ${line}, point ${quoted(name)}`, this.#scale());
    if (this.#places.points.length >= MOST.points) throw unreadable(`The file has more than ${MOST.points} points.`);
    this.#places.add(name, at, elevation);
  }

  #endSurface(): void {
    const ended = this.#surface?.end(this.#units?.area ?? null);
    this.#surface = undefined;
    if (!ended) return;
    this.#surfaces.push(ended.surface);
    this.#findings.push(...ended.findings);
    if (this.#surfaces.length > 100) throw unreadable("The file has more than 100 surfaces.");
  }

  end(): Drawing {
    if (!this.#units) throw unreadable("The file has no Units.");
    const made = assemble(this.#figures, this.#places, this.#units, this.#options);
    return {
      format: "landxml",
      unit: this.#units.unit,
      parcels: made.parcels,
      features: made.features,
      spots: this.#places.points,
      surfaces: this.#surfaces,
      findings: [...this.#findings, ...made.findings],
    };
  }
}

function refuseOthers(name: string, attributes: Attributes): void {
  if (name !== "LandXML") throw unreadable(`This is XML, and no LandXML: its element is ${quoted(name)}.`);
  const version = attributes.get("version") ?? "";
  if (!/^(?:1\.[012]|2\.0)$/u.test(version))
    throw unreadable(`LandXML ${quoted(version) || "without a version"} is not read; 1.0, 1.1, 1.2 and 2.0 are.`);
}
