import { quoted, readNumber, roundingOf, unreadable } from "../refuse";
import { type Finding, MOST, type Surface } from "../types";
import type { Attributes } from "../xml/tokens";
import { wordsOf } from "../words";
import { Places, readPoint } from "./course";

/** A triangle has three corners; some programs write squares. */
const WORDS_OF_A_FACE = 10;

/** One Surface: a net of triangles. Its points are kept until it ends, and no longer. */
export class SurfaceReader {
  readonly #name: string;
  readonly #scale: number;
  readonly #points = new Places();
  #low = Number.POSITIVE_INFINITY;
  #high = Number.NEGATIVE_INFINITY;
  #triangles = 0;
  #area = 0;
  #stated: string | undefined;

  constructor(attributes: Attributes, scale: number) {
    this.#name = quoted(attributes.get("name") ?? "");
    this.#scale = scale;
  }

  definition(attributes: Attributes): void {
    this.#stated = attributes.get("area2DSurf");
  }

  point(id: string, text: string, line: number): void {
    const { at, elevation } = readPoint(text, `Line ${line}`, this.#scale);
    if (this.#points.points.length >= MOST.points) throw unreadable(`A surface has more than ${MOST.points} points.`);
    this.#points.add(id, at, null);
    if (elevation === null) return;
    this.#low = Math.min(this.#low, elevation);
    this.#high = Math.max(this.#high, elevation);
  }

  /** `i="1"` marks a face that is not part of what is seen. */
  face(attributes: Attributes, text: string, line: number): void {
    if (attributes.get("i") === "1") return;
    const corners = wordsOf(text, WORDS_OF_A_FACE, `Line ${line}`).map((id) => this.#points.find(id));
    const [a, b, c] = corners;
    if (!a || !b || !c) throw unreadable(`Line ${line}: a face names points that are not there: ${quoted(text)}.`);
    this.#triangles += 1;
    this.#area += Math.abs((b[0] - a[0]) * (c[1] - a[1]) - (c[0] - a[0]) * (b[1] - a[1])) / 2;
  }

  end(areaScale: number | null): { surface: Surface; findings: Finding[] } {
    const hasHeights = this.#high >= this.#low;
    const surface = {
      name: this.#name,
      points: this.#points.size,
      triangles: this.#triangles,
      area: this.#area,
      low: hasHeights ? this.#low : null,
      high: hasHeights ? this.#high : null,
    };
    if (this.#stated === undefined || areaScale === null || this.#triangles === 0) return { surface, findings: [] };
    const stated = readNumber(this.#stated, `area2DSurf of the surface ${this.#name}`) * areaScale;
    const tolerance = 0.01 + roundingOf(this.#stated) * areaScale + this.#area * 1e-6;
    if (Math.abs(stated - this.#area) <= tolerance) return { surface, findings: [] };
    const detail = `The surface ${this.#name} is said to cover ${quoted(this.#stated)}; its triangles cover ${(this.#area / areaScale).toFixed(4)}.`;
    return { surface, findings: [{ code: "surface_mismatch", detail }] };
  }
}
