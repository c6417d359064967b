import { html, nothing, svg } from "/assets/ui/html.js";
import { boxOf } from "/console/projects/project/survey-points.js";

/** @typedef {import("/console/projects/project/similarity.js").Similarity} Similarity */
/** @typedef {import("/console/projects/project/survey-points.js").SurveyPoint} SurveyPoint */
/** @typedef {{ label: string, x: number, y: number }} Mark */

/** What all browsers still draw; a picture that is larger is shown smaller, and measured as it is. */
const LONGEST_SIDE = 4096;

/**
 * The picture as it can be put into a page, whose policy allows no image that is not the site's own.
 * @param {ImageBitmap} bitmap
 */
export function canvasOf(bitmap) {
  const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(bitmap.width * scale);
  canvas.height = Math.round(bitmap.height * scale);
  canvas.getContext("2d")?.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/**
 * A copy of a survey's drawing that keeps its feet inside of another drawing.
 * @param {Element} image
 * @param {string} name no other copy has
 */
export function copyOf(image, name) {
  const copy = /** @type {Element} */ (image.cloneNode(true));
  const [x, y, width, height] = boxOf(image);
  for (const [key, value] of Object.entries({ x, y, width, height, overflow: "visible" }))
    copy.setAttribute(key, String(value));
  for (const key of ["role", "aria-label"]) copy.removeAttribute(key);
  for (const mask of copy.querySelectorAll("mask")) mask.id = `${mask.id}-${name}`;
  for (const masked of copy.querySelectorAll("[mask]")) masked.setAttribute("mask", `url(#buildable-${name})`);
  return copy;
}

/** A click as a place in the drawing that was clicked, in its own units. @param {MouseEvent & { currentTarget: SVGSVGElement }} event */
export function placeOf({ clientX, clientY, currentTarget: target }) {
  const { left, top, width, height } = target.getBoundingClientRect();
  const box = target.viewBox.baseVal;
  // As the drawing fits into its frame, in the middle of it.
  const scale = Math.min(width / box.width, height / box.height);
  const [x, y] = [clientX - left - width / 2, clientY - top - height / 2];
  return { x: box.x + box.width / 2 + x / scale, y: box.y + box.height / 2 + y / scale };
}

/** @param {Mark} mark @param {number} size of the drawing it is in @param {boolean} active */
const markOf = ({ label, x, y }, size, active) => svg`
  <g class="mark ${active ? "active" : ""}" transform="translate(${x} ${y}) scale(${size / 1000})">
    <circle r="14" /><path d="M-24 0h48M0 -24v48" /><text x="18" y="-14">${label}</text>
  </g>`;

/**
 * The picture with the survey on it.
 * @param {object} parts
 * @param {string} parts.name of the picture
 * @param {HTMLCanvasElement} parts.canvas
 * @param {{ width: number, height: number }} parts.size of the picture itself
 * @param {Element} parts.copy of the survey's drawing
 * @param {Similarity | undefined} parts.lie how it lies
 * @param {number} parts.opacity of a hundred
 * @param {string} parts.zoom
 * @param {readonly Mark[]} parts.marks
 * @param {number} parts.active which of them is set by the next click
 * @param {(place: { x: number, y: number }) => void} parts.clicked
 */
export function planSheet({ name, canvas, size, copy, lie, opacity, zoom, marks, active, clicked }) {
  const { width, height } = size;
  const matrix = lie && `matrix(${lie.cos} ${lie.sin} ${-lie.sin} ${lie.cos} ${lie.dx} ${lie.dy})`;
  canvas.setAttribute("role", "img");
  canvas.setAttribute("aria-label", name);
  return html`<div class="plan" role="region" aria-label="The picture" tabindex="0">
    <div class="plan-sheet" data-zoom=${zoom}>
      ${canvas}
      <svg
        viewBox="0 0 ${width} ${height}"
        role="img"
        aria-label=${lie ? "The survey, laid over it" : "No survey on it yet"}
        @click=${(/** @type {MouseEvent & { currentTarget: SVGSVGElement }} */ event) => clicked(placeOf(event))}
      >
        ${matrix === undefined ? nothing : svg`<g transform=${matrix} opacity=${opacity / 100}>${copy}</g>`}
        ${marks.map((mark, at) => markOf(mark, Math.max(width, height) / 1.2, at === active))}
      </svg>
    </div>
  </div>`;
}

/**
 * The survey alone, with the numbers of its points.
 * @param {object} parts
 * @param {Element} parts.copy
 * @param {readonly SurveyPoint[]} parts.points
 * @param {number} parts.active number of the point that is looked for
 * @param {(place: { x: number, y: number }) => void} parts.clicked
 */
export function pointSheet({ copy, points, active, clicked }) {
  const [x, y, width, height] = boxOf(copy);
  const [room, longer] = [Math.max(width, height) * 0.06, Math.max(width, height)];
  return html`<svg
    class="plan-key"
    viewBox="${x - room} ${y - room} ${width + 2 * room} ${height + 2 * room}"
    role="img"
    aria-label="The survey with the numbers of its points"
    @click=${(/** @type {MouseEvent & { currentTarget: SVGSVGElement }} */ event) => clicked(placeOf(event))}
  >
    ${copy} ${points.map((point, at) => markOf({ ...point, label: String(at + 1) }, longer * 1.6, at === active))}
  </svg>`;
}
