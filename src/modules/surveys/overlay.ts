import { radiusOf, segmentsOf } from "./measure/path";
import type { Drawn, Geometry } from "./measure/geometry";

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

/** Room around the drawing, as a share of its longer side. */
const MARGIN = 0.05;

/**
 * The survey as an image to lay over a site plan: north up, one unit a foot. It holds numbers of ours and nothing else: no
 * text of the file, no script, no style, no link.
 */
export function overlayOf({ size: [width, height], lines, spots }: Geometry): string {
  const longer = Math.max(width, height, 1);
  const margin = longer * MARGIN;
  const box = [-margin, -margin, width + 2 * margin, height + 2 * margin].map(short).join(" ");
  const groups = Map.groupBy(lines, ({ role }) => role);
  const drawn = [...groups].map(([role, within]) => {
    const [colour, stroke, dashes] = STYLES[role];
    const paths = within
      .map((line) => `<path vector-effect="non-scaling-stroke" d="${pathOf(line, height)}"/>`)
      .join("");
    const dashed = dashes === undefined ? "" : ` stroke-dasharray="${dashes}"`;
    return `<g class="${role}" fill="none" stroke="${colour}" stroke-width="${stroke}"${dashed}>${paths}</g>`;
  });
  const dots = pairs(spots).map(
    ([x, y]) => `<circle cx="${short(x)}" cy="${short(height - y)}" r="${short(longer / 400)}"/>`,
  );
  const points = dots.length === 0 ? "" : `<g class="points" fill="#0f172a">${dots.join("")}</g>`;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${box}" role="img" aria-label="Survey">${drawn.join("")}${points}</svg>`;
}

const short = (value: number): string => String(Math.round(value * 1000) / 1000);

const pairs = (flat: readonly number[]): [number, number][] =>
  Array.from({ length: flat.length / 2 }, (_, at): [number, number] => [flat[at * 2] ?? 0, flat[at * 2 + 1] ?? 0]);

/** North is up, and an image counts downwards: what turns left stays so to the eye, and has the sweep flag 0. */
function pathOf(line: Drawn, height: number): string {
  const points = pairs(line.points);
  const [first] = points;
  if (!first) return "";
  const to = ([x, y]: readonly [number, number]) => `${short(x)} ${short(height - y)}`;
  const steps = segmentsOf({ points, sweeps: line.sweeps, closed: line.closed }).map((segment) => {
    const radius = radiusOf(segment);
    if (radius === null) return `L${to(segment.to)}`;
    return `A${short(radius)} ${short(radius)} 0 ${Math.abs(segment.sweep) > Math.PI ? 1 : 0} ${segment.sweep > 0 ? 0 : 1} ${to(segment.to)}`;
  });
  return `M${to(first)}${steps.join("")}${line.closed ? "Z" : ""}`;
}
