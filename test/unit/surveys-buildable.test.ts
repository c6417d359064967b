import fc from "fast-check";
import { expect, test } from "vitest";
import { buildableArea } from "../../src/modules/surveys/measure/buildable";
import type { Geometry } from "../../src/modules/surveys/measure/geometry";
import { lotOf } from "../../src/modules/surveys/measure/lot";
import { areaOf, type Path, type Point } from "../../src/modules/surveys/measure/path";
import { overlayOf } from "../../src/modules/surveys/overlay";

const closed = (points: readonly Point[], sweeps: readonly number[] = points.map(() => 0)): Path => ({
  points,
  sweeps,
  closed: true,
});
const rectangle = (width: number, depth: number): Path =>
  closed([
    [0, 0],
    [width, 0],
    [width, depth],
    [0, depth],
  ]);
const feet = (min: number, max: number) => fc.double({ min, max, noNaN: true });

test("of a rectangle, a rectangle is left, to a thousandth of a square foot", () => {
  fc.assert(
    fc.property(
      feet(40, 500),
      feet(40, 500),
      fc.tuple(feet(0, 19), feet(0, 19), feet(0, 19), feet(0, 19)),
      (w, d, away) => {
        const [front, right, rear, left] = away;
        expect(buildableArea(rectangle(w, d), away)).toBeCloseTo((w - left - right) * (d - front - rear), 3);
      },
    ),
    { numRuns: 50 },
  );
});

test("setbacks of zero leave the lot, and large ones nothing", () => {
  expect(buildableArea(rectangle(100, 120), [0, 0, 0, 0])).toBeCloseTo(12_000, 6);
  expect(buildableArea(rectangle(100, 120), [60, 0, 60, 0])).toBeCloseTo(0, 6);
});

test("a lot turned by any angle keeps its area to build on", () => {
  fc.assert(
    fc.property(feet(0, 6.28), (angle) => {
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      const turned = closed(rectangle(100, 120).points.map(([x, y]): Point => [x * cos - y * sin, x * sin + y * cos]));
      expect(Math.abs(buildableArea(turned, [25, 7.5, 20, 7.5]) - 85 * 75)).toBeLessThan(1);
    }),
    { numRuns: 30 },
  );
});

test("inside of a bend nothing is nearer to a corner than the setback: of an L a quarter of a disc is taken there", () => {
  const bent = closed([
    [0, 0],
    [100, 0],
    [100, 50],
    [50, 50],
    [50, 100],
    [0, 100],
  ]);
  const away = [0, 0, 10, 10, 0, 0];
  const taken = 2 * 50 * 10 + (Math.PI * 10 ** 2) / 4;
  expect(buildableArea(bent, away)).toBeCloseTo(areaOf(bent) - taken, 0);
});

test("from an arc, the setback is a ring of it", () => {
  const circle = closed(
    [
      [-50, 0],
      [50, 0],
    ],
    [Math.PI, Math.PI],
  );
  const ring = buildableArea(circle, [10, 10]);
  expect(Math.abs(ring - Math.PI * 40 ** 2)).toBeLessThan(5);
});

const geometry = (points: number[], role: "parcel" | "boundary" = "parcel"): Geometry => ({
  origin: [0, 0],
  size: [100, 120],
  lines: [{ role, points, sweeps: points.slice(points.length / 2).map(() => 0), closed: true }],
  spots: [],
});

test("the drawing hides twice each setback along its course, and without setbacks or a parcel draws nothing of it", () => {
  const lot = geometry([0, 0, 100, 0, 100, 120, 0, 120]);
  const svg = overlayOf(lot, [25, 7.5, 20, 7.5]);
  expect(svg).toContain('<mask id="buildable"><path fill="#fff" d="M0 120L100 120L100 0L0 0L0 120Z"/>');
  expect(svg).toContain('<path d="M0 120L100 120" stroke-width="50"/>');
  expect(svg).toContain('<path d="M100 0L0 0" stroke-width="40"/>');
  expect(svg).toContain('mask="url(#buildable)"');
  expect(overlayOf(lot)).not.toContain("mask");
  expect(overlayOf(geometry([0, 0, 100, 0, 100, 120, 0, 120], "boundary"), [1, 1, 1, 1])).not.toContain("mask");
});

test("the lot is the largest parcel, and is as long as the box around it is across", () => {
  const both = geometry([0, 0, 1, 0, 1, 1, 0, 1]);
  both.lines.push(...geometry([0, 0, 30, 0, 30, 40, 0, 40]).lines);
  expect(lotOf(both)).toMatchObject({ courses: 4, longest_ft: 50 });
  expect(lotOf({ ...both, lines: [] })).toBeNull();
});
