import { apply, similarityOf } from "/console/projects/project/similarity.js";
import { farthest } from "/console/projects/project/survey-points.js";

/** @import { Schemas } from "/assets/types/api.d.ts" */
/** @typedef {Schemas["SurveyPlacement"]} Placement */
/** @typedef {import("/console/projects/project/similarity.js").Similarity} Similarity */
/** @typedef {import("/console/projects/project/survey-points.js").SurveyPoint} SurveyPoint */
/** @typedef {{ point: number, x: number | null, y: number | null }} Row the number of a point, and its place in the picture */
/** @typedef {{ feet: number, degrees: number, x: number, y: number }} Lie feet a pixel, turn, and where its upper left corner is */

const MOST_ROWS = 10;
/** How much of the picture a survey takes up before anybody has placed it. */
const FIRST_SHARE = 0.6;
/** A hundredth of a pixel is more than anybody can point at. */
const hundredth = (/** @type {number} */ value) => Math.round(value * 100) / 100;

/** @param {Similarity} similarity @returns {Lie} */
export const lieOf = ({ cos, sin, dx, dy }) => ({
  feet: 1 / Math.hypot(cos, sin),
  degrees: (Math.atan2(sin, cos) * 180) / Math.PI,
  x: dx,
  y: dy,
});

/** @param {Lie} lie @returns {Similarity} */
const similarityFrom = ({ feet, degrees, x, y }) => {
  const turn = (degrees * Math.PI) / 180;
  return { cos: Math.cos(turn) / feet, sin: Math.sin(turn) / feet, dx: x, dy: y };
};

/** How a survey is being laid over a picture: what is kept of it is the points, and all else follows from them. */
export class Placing {
  /** @type {Row[]} */
  rows;
  /** The row that the next click is for. */
  active = 0;
  #points;

  /**
   * @param {readonly SurveyPoint[]} points of the survey, at least two
   * @param {{ width: number, height: number }} size of the picture
   * @param {Placement["points"] | null} kept
   */
  constructor(points, size, kept) {
    this.#points = points;
    this.rows = farthest(points).map((point) => ({ point, x: null, y: null }));
    if (kept) this.rows = kept.map((one) => ({ point: this.#nearest(one.x_ft, one.y_ft), x: one.x_px, y: one.y_px }));
    else this.#lay(this.#inTheMiddle(size));
  }

  /** @param {number} x @param {number} y @returns {number} */
  #nearest(x, y) {
    const distances = this.#points.map((point) => Math.hypot(point.x - x, point.y - y));
    return distances.indexOf(Math.min(...distances));
  }

  /** @param {{ width: number, height: number }} size @returns {Similarity} */
  #inTheMiddle({ width, height }) {
    const [xs, ys] = [this.#points.map(({ x }) => x), this.#points.map(({ y }) => y)];
    const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
    const scale = FIRST_SHARE * Math.min(width / Math.max(right - left, 1), height / Math.max(bottom - top, 1));
    const [x, y] = [width / 2 - (scale * (left + right)) / 2, height / 2 - (scale * (top + bottom)) / 2];
    return { cos: scale, sin: 0, dx: x, dy: y };
  }

  /** Puts all points where this has them. @param {Similarity} similarity */
  #lay(similarity) {
    for (const row of this.rows) this.#put(row, similarity);
  }

  /** @param {Row} row @param {Similarity} similarity */
  #put(row, similarity) {
    const point = this.#points[row.point];
    if (point) [row.x, row.y] = /** @type {[number, number]} */ (apply(similarity, [point.x, point.y]).map(hundredth));
  }

  get matches() {
    return this.rows.flatMap(({ point, x, y }) => {
      const of = this.#points[point];
      return !of || x === null || y === null
        ? []
        : [{ from: /** @type {const} */ ([of.x, of.y]), to: /** @type {const} */ ([x, y]) }];
    });
  }

  /** @returns {Similarity | undefined} undefined while the points do not say */
  get similarity() {
    const { matches } = this;
    return matches.length < 2 ? undefined : similarityOf(matches);
  }

  /** How far the point that fits least is from where it should be, feet. @param {Similarity} similarity */
  worst(similarity) {
    const scale = Math.hypot(similarity.cos, similarity.sin);
    const misses = this.matches.map(({ from, to }) => {
      const [x, y] = apply(similarity, from);
      return Math.hypot(x - to[0], y - to[1]) / scale;
    });
    return Math.max(...misses);
  }

  /** As the API takes it. @returns {Placement["points"]} */
  get input() {
    return this.matches.map(({ from, to }) => ({ x_ft: from[0], y_ft: from[1], x_px: to[0], y_px: to[1] }));
  }

  /** The active point is here in the picture; the next click is for the next one. @param {{ x: number, y: number }} place */
  point({ x, y }) {
    const row = this.rows[this.active];
    if (!row) return;
    [row.x, row.y] = [hundredth(x), hundredth(y)];
    this.active = (this.active + 1) % this.rows.length;
  }

  /** The active point is the one of the survey that is nearest to this. @param {{ x: number, y: number }} place */
  choose({ x, y }) {
    const row = this.rows[this.active];
    if (row) row.point = this.#nearest(x, y);
  }

  /** Scales, turns or moves all of it. @param {keyof Lie} name @param {number} value */
  adjust(name, value) {
    const { similarity } = this;
    if (!similarity || !Number.isFinite(value) || (name === "feet" && value <= 0)) return;
    this.#lay(similarityFrom({ ...lieOf(similarity), [name]: value }));
  }

  get hasRoom() {
    return this.rows.length < Math.min(MOST_ROWS, this.#points.length);
  }

  /** One more point, to check the others by. */
  add() {
    const taken = new Set(this.rows.map(({ point }) => point));
    const point = this.#points.findIndex((_, at) => !taken.has(at));
    const row = { point, x: null, y: null };
    const { similarity } = this;
    if (similarity) this.#put(row, similarity);
    this.active = this.rows.push(row) - 1;
  }

  /** @param {number} at */
  drop(at) {
    this.rows.splice(at, 1);
    this.active = Math.min(this.active, this.rows.length - 1);
  }
}
