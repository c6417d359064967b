import { apply, type Match, similarityOf } from "#lib/similarity";
import type { PlacedPoint, SurveyPlacement } from "#models";
import { type Fault, invalid } from "../../errors";

/** What follows from the points. */
export type Lie = Pick<SurveyPlacement, "feet_per_pixel" | "rotation_degrees" | "x_px" | "y_px" | "residual_ft">;

/** More than two points that disagree by more than this share of their distance are not the points they are said to be. */
const WORST_FIT = 0.1;
/** Nearer together than this two points place nothing. */
const NEAREST = { ft: 1, px: 4 } as const;

const matchOf = ({ x_ft, y_ft, x_px, y_px }: PlacedPoint): Match => ({ from: [x_ft, y_ft], to: [x_px, y_px] });

const rounded = (value: number): number => Math.round(value * 1e9) / 1e9;

/** @returns undefined where no turn, scale and move fits the points */
export function lieOf(points: readonly PlacedPoint[]): Lie | undefined {
  const matches = points.map(matchOf);
  const similarity = similarityOf(matches);
  if (!similarity) return undefined;
  const scale = Math.hypot(similarity.cos, similarity.sin);
  const misses = matches.map(({ from, to }) => {
    const [x, y] = apply(similarity, from);
    return Math.hypot(x - to[0], y - to[1]) / scale;
  });
  return {
    feet_per_pixel: rounded(1 / scale),
    rotation_degrees: rounded((Math.atan2(similarity.sin, similarity.cos) * 180) / Math.PI),
    x_px: rounded(similarity.dx),
    y_px: rounded(similarity.dy),
    residual_ft: Math.round(Math.max(...misses) * 1e6) / 1e6,
  };
}

/** The room that points may be in. A photograph may be turned by what it says of itself, so that its sides change places. */
type Room = { widthFt: number; heightFt: number; longestPx: number };

/**
 * What the points make of the survey.
 * @throws DomainError invalid_request at each point that cannot be, or at all of them when they do not fit together
 */
export function requireLie(points: readonly PlacedPoint[], room: Room): Lie {
  const faults = points.flatMap((point, at) => [...outside(point, room, at), ...repeated(points, at)]);
  if (faults.length > 0) throw invalid(faults);
  const lie = lieOf(points);
  const widest = Math.max(...points.flatMap((a) => points.map((b) => Math.hypot(a.x_ft - b.x_ft, a.y_ft - b.y_ft))));
  if (lie && lie.residual_ft <= widest * WORST_FIT) return lie;
  const off = lie ? `: one is ${Math.round(lie.residual_ft)} ft off` : "";
  throw invalid([{ pointer: "/points", detail: `The points do not fit together${off}. See which is which.` }]);
}

/** A corner of the lot may lie beyond the picture's edge, by as much as the picture is long. */
function outside({ x_ft: x, y_ft: y, x_px, y_px }: PlacedPoint, room: Room, at: number): Fault[] {
  const { widthFt, heightFt, longestPx } = room;
  const fault = (name: keyof PlacedPoint, detail: string): Fault => ({
    pointer: `/points/${at}/${name}`,
    detail: `Point ${at + 1} ${detail}`,
  });
  const beyond = (value: number) => value < -longestPx || value > 2 * longestPx;
  return [
    ...(x < 0 || x > widthFt ? [fault("x_ft", `is outside of the survey, which is ${widthFt} ft wide.`)] : []),
    ...(y < 0 || y > heightFt ? [fault("y_ft", `is outside of the survey, which is ${heightFt} ft high.`)] : []),
    ...(beyond(x_px) ? [fault("x_px", "is far to the side of the picture.")] : []),
    ...(beyond(y_px) ? [fault("y_px", "is far above or below the picture.")] : []),
  ];
}

function repeated(points: readonly PlacedPoint[], at: number): Fault[] {
  const point = points[at];
  const before = points.slice(0, at);
  if (!point) return [];
  const near = (x: "x_ft" | "x_px", y: "y_ft" | "y_px", least: number) =>
    before.findIndex((other) => Math.hypot(other[x] - point[x], other[y] - point[y]) < least);
  const fault = (name: keyof PlacedPoint, other: number, where: string): Fault[] =>
    other < 0
      ? []
      : [{ pointer: `/points/${at}/${name}`, detail: `Point ${at + 1} is where point ${other + 1} is ${where}.` }];
  return [
    ...fault("x_ft", near("x_ft", "y_ft", NEAREST.ft), "in the survey"),
    ...fault("x_px", near("x_px", "y_px", NEAREST.px), "in the picture"),
  ];
}
