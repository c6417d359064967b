/** What a drawing of a survey shows, by the names that it has for it, the most telling first. @type {Record<string, string>} */
export const DRAWN = {
  buildable: "May be built on",
  parcel: "Lot",
  boundary: "Boundary",
  building: "Building",
  setback: "Setback in the survey",
  easement: "Easement",
  utility: "Utility",
  contour: "Contour",
  other: "Other lines",
  points: "Points",
};

/** @typedef {{ label: string, x: number, y: number }} SurveyPoint in feet, as in the drawing */

/** How many are offered: more cannot be told apart by their numbers. */
const MOST = 60;
/** Those of contours are no corners of anything. */
const WITH_CORNERS = ["parcel", "boundary", "building", "setback", "easement", "utility", "other"];
/** Where a step of a line or an arc ends. */
const STEP = /(?:[ML]|A\S+ \S+ 0 [01] [01] )(-?[\d.]+) (-?[\d.]+)/gu;

/** @param {Element} path @returns {[number, number][]} */
const cornersOf = (path) =>
  [...(path.getAttribute("d") ?? "").matchAll(STEP)].map(([, x, y]) => [Number(x), Number(y)]);

/** @param {Element} dot @returns {[number, number]} */
const centreOf = (dot) => [Number(dot.getAttribute("cx")), Number(dot.getAttribute("cy"))];

/**
 * What of a survey can be found again in a picture: corners of its lot first, then those of other lines, and points.
 * @param {Element} image the survey's drawing
 * @returns {SurveyPoint[]}
 */
export function pointsOf(image) {
  /** @type {{ name: string, places: [number, number][] }[]} */
  const found = [
    ...WITH_CORNERS.map((name) => ({
      name,
      places: [...image.querySelectorAll(`g.${name} > path`)].flatMap(cornersOf),
    })),
    { name: "points", places: [...image.querySelectorAll("g.points > circle")].map(centreOf) },
  ];
  /** @type {Map<string, SurveyPoint>} */
  const kept = new Map();
  for (const { name, places } of found)
    for (const [x, y] of places) {
      const place = `${x.toFixed(1)} ${y.toFixed(1)}`;
      if (!kept.has(place) && kept.size < MOST)
        kept.set(place, { label: `${kept.size + 1}: ${DRAWN[name] ?? name}`, x, y });
    }
  return [...kept.values()];
}

/**
 * The two that are farthest apart, which place a survey best.
 * @param {readonly SurveyPoint[]} points
 * @returns {[number, number]}
 */
export function farthest(points) {
  /** @type {[number, number]} */
  let best = [0, 1];
  let most = 0;
  points.forEach((a, from) =>
    points.forEach((b, to) => {
      const distance = Math.hypot(a.x - b.x, a.y - b.y);
      if (from < to && distance > most) [best, most] = [[from, to], distance];
    }),
  );
  return best;
}

/** @param {Element} image @returns {[x: number, y: number, width: number, height: number]} in feet */
export const boxOf = (image) => {
  const [x = 0, y = 0, width = 1, height = 1] = (image.getAttribute("viewBox") ?? "").split(" ").map(Number);
  return [x, y, width, height];
};
