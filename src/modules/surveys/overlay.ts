import type { Drawn, Geometry } from "./measure/geometry";
import { outlineOf, pathOfDrawn } from "./measure/lot";
import { type Path, radiusOf, type Segment, segmentsOf } from "./measure/path";

/** Stroke and width, in pixels of whatever size it is shown at. */
const STYLES: Readonly<Record<Drawn["role"], readonly [colour: string, width: number, dashes?: string]>> = {
  parcel: ["#b91c1c", 2],
  boundary: ["#b91c1c", 1.5],
  setback: ["#c2410c", 1.25, "6 4"],
  easement: ["#15803d", 1.25, "8 3 2 3"],
  utility: ["#1d4ed8", 1],
  building: ["#334155", 1.5],
  contour: ["#a16207", 0.5],
  other: ["#64748b", 0.5],
};

/** What is left to build on. */
const BUILDABLE = { fill: "#16a34a", opacity: 0.2 } as const;
/** Room around the drawing, as a share of its longer side. */
const MARGIN = 0.05;

/**
 * The survey as an image to lay over a site plan: north up, one unit a foot. It holds numbers of ours and nothing else: no
 * text of the file, no script, no style, no link.
 * @param setbacks in feet, one for each course of the lot: what they leave of it is filled
 */
export function overlayOf(geometry: Geometry, setbacks: readonly number[] | null = null): string {
  const {
    size: [width, height],
    lines,
    spots,
  } = geometry;
  const longer = Math.max(width, height, 1);
  const margin = longer * MARGIN;
  const box = [-margin, -margin, width + 2 * margin, height + 2 * margin].map(short).join(" ");
  const groups = Map.groupBy(lines, ({ role }) => role);
  const drawn = [...groups].map(([role, within]) => {
    const [colour, stroke, dashes] = STYLES[role];
    const paths = within
      .map((line) => `<path vector-effect="non-scaling-stroke" d="${dataOf(pathOfDrawn(line), height)}"/>`)
      .join("");
    const dashed = dashes === undefined ? "" : ` stroke-dasharray="${dashes}"`;
    return `<g class="${role}" fill="none" stroke="${colour}" stroke-width="${stroke}"${dashed}>${paths}</g>`;
  });
  const dots = pairs(spots).map(
    ([x, y]) => `<circle cx="${short(x)}" cy="${short(height - y)}" r="${short(longer / 400)}"/>`,
  );
  const points = dots.length === 0 ? "" : `<g class="points" fill="#0f172a">${dots.join("")}</g>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" role="img" aria-label="Survey">${buildable(geometry, setbacks)}${drawn.join("")}${points}</svg>`;
}

const short = (value: number): string => String(Math.round(value * 1000) / 1000);

const pairs = (flat: readonly number[]): [number, number][] =>
  Array.from({ length: flat.length / 2 }, (_, at): [number, number] => [flat[at * 2] ?? 0, flat[at * 2 + 1] ?? 0]);

/**
 * What setbacks leave of the lot: the lot behind a mask, in which each course hides twice its setback's width along it.
 * Round ends hide what is within the setback of a corner, and no more.
 */
function buildable(geometry: Geometry, setbacks: readonly number[] | null): string {
  const lot = outlineOf(geometry);
  if (!lot || !setbacks) return "";
  const [, height] = geometry.size;
  const outline = dataOf(lot, height);
  const strips = segmentsOf(lot).map(
    (course, at) =>
      `<path d="${startOf(course, height)}${stepOf(course, height)}" stroke-width="${short((setbacks[at] ?? 0) * 2)}"/>`,
  );
  const hidden = `<g fill="none" stroke="#000" stroke-linecap="round">${strips.join("")}</g>`;
  const mask = `<mask id="buildable"><path fill="#fff" d="${outline}"/>${hidden}</mask>`;
  const { fill, opacity } = BUILDABLE;
  return `${mask}<path class="buildable" fill="${fill}" fill-opacity="${opacity}" mask="url(#buildable)" d="${outline}"/>`;
}

/** North is up, and an image counts downwards. */
const place = ([x, y]: readonly [number, number], height: number): string => `${short(x)} ${short(height - y)}`;

const startOf = ({ from }: Segment, height: number): string => `M${place(from, height)}`;

/** What turns left stays so to the eye, and has the sweep flag 0. */
function stepOf(segment: Segment, height: number): string {
  const to = place(segment.to, height);
  const radius = radiusOf(segment);
  if (radius === null) return `L${to}`;
  return `A${short(radius)} ${short(radius)} 0 ${Math.abs(segment.sweep) > Math.PI ? 1 : 0} ${segment.sweep > 0 ? 0 : 1} ${to}`;
}

function dataOf(path: Path, height: number): string {
  const segments = segmentsOf(path);
  const [first] = segments;
  if (!first) return "";
  return `${startOf(first, height)}${segments.map((segment) => stepOf(segment, height)).join("")}${path.closed ? "Z" : ""}`;
}
