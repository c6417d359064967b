import fc from "fast-check";
import { expect, test } from "vitest";
import { azimuthOf, bearingOf } from "../../src/modules/surveys/measure/bearing";
import { joinLines } from "../../src/modules/surveys/measure/join";
import {
  areaOf,
  centerOf,
  distance,
  lengthOf,
  type Path,
  perimeterOf,
  type Point,
  segmentsOf,
  sweepAround,
} from "../../src/modules/surveys/measure/path";
import { apply, compose, insertion, type Transform, transformPath } from "../../src/modules/surveys/dxf/transform";

const decimal = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const closed = (points: readonly Point[], sweeps: readonly number[] = points.map(() => 0)): Path => ({
  points,
  sweeps,
  closed: true,
});
/** Corners around a point, in their order: a simple polygon. */
const polygon = fc
  .uniqueArray(fc.integer({ min: 0, max: 359 }), { minLength: 3, maxLength: 30 })
  .chain((degrees) =>
    fc.tuple(
      fc.constant(degrees.toSorted((a, b) => a - b)),
      fc.array(decimal(10, 500), { minLength: degrees.length, maxLength: degrees.length }),
    ),
  )
  .map(([degrees, radii]) =>
    degrees.map((degree, at): Point => {
      const [angle, radius] = [(degree * Math.PI) / 180, radii[at] ?? 10];
      return [radius * Math.cos(angle), radius * Math.sin(angle)];
    }),
  );
const sweep = fc.oneof(fc.constant(0), decimal(0.01, 6), decimal(-6, -0.01));
const curved = polygon.chain((points) =>
  fc.array(sweep, { minLength: points.length, maxLength: points.length }).map((sweeps) => closed(points, sweeps)),
);
const isNear = (value: number, wanted: number, by = 1e-9) =>
  Math.abs(value - wanted) <= by * Math.max(1, Math.abs(wanted));
const near = (value: number, wanted: number, by = 1e-9) =>
  expect({ value, wanted, near: isNear(value, wanted, by) }).toMatchObject({ near: true });

test("areas: a rectangle, a circle of two arcs, a lot with a rounded corner", () => {
  expect(
    areaOf(
      closed([
        [0, 0],
        [100, 0],
        [100, 120],
        [0, 120],
      ]),
    ),
  ).toBe(12_000);
  near(
    areaOf(
      closed(
        [
          [10, 0],
          [-10, 0],
        ],
        [Math.PI, Math.PI],
      ),
    ),
    100 * Math.PI,
  );
  // A corner of 90 degrees rounded with a radius of 25 loses 25² · (1 − π/4).
  const rounded = closed(
    [
      [0, 0],
      [75, 0],
      [100, 25],
      [100, 120],
      [0, 120],
    ],
    [0, Math.PI / 2, 0, 0, 0],
  );
  near(areaOf(rounded), 12_000 - 625 * (1 - Math.PI / 4));
  near(perimeterOf(rounded), 75 + (25 * Math.PI) / 2 + 95 + 100 + 120);
});

test("an area is the same from any corner on, negative the other way round, and anywhere on a state plane", () => {
  fc.assert(
    fc.property(curved, fc.nat(40), (path, first) => {
      const turn = first % path.points.length;
      const rotate = <T>(all: readonly T[]) => [...all.slice(turn), ...all.slice(0, turn)];
      const area = areaOf(path);
      near(areaOf(closed(rotate(path.points), rotate(path.sweeps))), area, 1e-8);
      const points = path.points.toReversed();
      const sweeps = path.sweeps.map((value) => -value);
      near(areaOf(closed(points, [...sweeps.slice(0, -1).toReversed(), sweeps.at(-1) ?? 0])), -area, 1e-8);
      const far = path.points.map(([x, y]): Point => [x + 2_000_000, y + 900_000]);
      expect(Math.abs(areaOf(closed(far, path.sweeps)) - area)).toBeLessThan(0.01);
    }),
  );
});

test("the area of an arc is what many short chords come to", () => {
  fc.assert(
    fc.property(decimal(0.05, 6.1), decimal(1, 300), fc.boolean(), (angle, chord, left) => {
      const arc: Path = {
        points: [
          [0, 0],
          [chord, 0],
        ],
        sweeps: [left ? angle : -angle, 0],
        closed: true,
      };
      const [first] = segmentsOf(arc);
      if (!first) throw new Error("no arc");
      const center = centerOf(first);
      const radius = distance(center, first.from);
      const steps = 2000;
      const begin = Math.atan2(-center[1], -center[0]);
      const points = Array.from({ length: steps + 1 }, (_, at): Point => {
        const turned = begin + (first.sweep * at) / steps;
        return [center[0] + radius * Math.cos(turned), center[1] + radius * Math.sin(turned)];
      });
      near(lengthOf(first), radius * angle, 1e-9);
      expect(Math.abs(areaOf(closed(points)) - areaOf(arc))).toBeLessThan(radius ** 2 * 1e-4);
      near(sweepAround(center, first.from, first.to, left), first.sweep, 1e-6);
    }),
  );
});

/** N 45°30'15" E, read back. */
function read(bearing: string): number {
  const [, from = "", d, m, s, to = ""] = /^([NS]) (\d\d)°(\d\d)'(\d\d)" ([EW])$/u.exec(bearing) ?? [];
  const angle = Number(d) + Number(m) / 60 + Number(s) / 3600;
  if (from === "N") return to === "E" ? angle : 360 - angle;
  return to === "E" ? 180 - angle : 180 + angle;
}

test("bearings are read back to half a second", () => {
  fc.assert(
    fc.property(decimal(0, 359.999_999), (azimuth) => {
      const apart = Math.abs(read(bearingOf(azimuth)) - azimuth);
      expect(Math.min(apart, 360 - apart)).toBeLessThanOrEqual(0.5 / 3600 + 1e-9);
    }),
  );
});

test("bearings of the four winds and of a deed", () => {
  expect([0, 90, 180, 270].map(bearingOf)).toEqual([
    `N 00°00'00" E`,
    `N 90°00'00" E`,
    `S 00°00'00" E`,
    `N 90°00'00" W`,
  ]);
  expect(bearingOf(azimuthOf([0, 0], [1, 1]))).toBe(`N 45°00'00" E`);
  expect(bearingOf(180 + 12 + 34 / 60 + 56 / 3600)).toBe(`S 12°34'56" W`);
  // What rounds up to a whole minute is one.
  expect(bearingOf(45 + 29 / 60 + 59.7 / 3600)).toBe(`N 45°30'00" E`);
});

const placed = fc
  .tuple(decimal(-200, 200), decimal(-200, 200), decimal(0.1, 5), decimal(-3, 3), fc.boolean())
  .map(([x, y, scale, angle, mirrored]) => insertion([3, 4], [mirrored ? -scale : scale, scale], angle, [x, y]));

test("a turned, scaled and mirrored lot keeps its shape: its area grows with the square of the scale", () => {
  fc.assert(
    fc.property(curved, placed, (path, by) => {
      const scale = Math.abs(by.a * by.d - by.b * by.c);
      const moved = transformPath(by, path);
      expect(isNear(Math.abs(areaOf(moved)), Math.abs(areaOf(path)) * scale, 1e-7)).toBe(true);
      near(perimeterOf(moved), perimeterOf(path) * Math.sqrt(scale), 1e-7);
    }),
  );
});

test("transforms compose, and a block's base point comes to where it is inserted", () => {
  fc.assert(
    fc.property(placed, placed, decimal(-50, 50), decimal(-50, 50), (outer, inner, x, y) => {
      const [ax, ay] = apply(compose(outer, inner), [x, y]);
      const [bx, by] = apply(outer, apply(inner, [x, y]));
      near(ax, bx, 1e-9);
      near(ay, by, 1e-9);
    }),
  );
  expect(apply(insertion([3, 4], [2, 2], 1, [50, 60]), [3, 4]).map((value) => Math.round(value * 1e9) / 1e9)).toEqual([
    50, 60,
  ]);
});

test("an arc that is stretched becomes short lines on the ellipse", () => {
  const circle: Path = {
    points: [
      [10, 0],
      [-10, 0],
    ],
    sweeps: [Math.PI, Math.PI],
    closed: true,
  };
  const stretched: Transform = { a: 2, b: 0, c: 0, d: 1, e: 0, f: 0 };
  const moved = transformPath(stretched, circle);
  expect(moved.sweeps.every((value) => value === 0)).toBe(true);
  expect(Math.abs(areaOf(moved) / (200 * Math.PI) - 1)).toBeLessThan(0.001);
});

test("sides in any order and direction are joined to the lot they are of", () => {
  fc.assert(
    fc.property(
      polygon.chain((points) =>
        fc.tuple(
          fc.constant(points),
          fc.shuffledSubarray(
            points.map((_, at) => at),
            { minLength: points.length },
          ),
          fc.infiniteStream(fc.boolean()),
        ),
      ),
      ([points, order, flips]) => {
        const lines = order.map((at): Path => {
          const ends = [points[at] ?? [0, 0], points[(at + 1) % points.length] ?? [0, 0]] as const;
          return { points: flips.next().value ? ends : ends.toReversed(), sweeps: [0], closed: false };
        });
        const [chain, ...others] = joinLines(lines, 0.005);
        expect(others).toEqual([]);
        expect(chain?.path.closed).toBe(true);
        near(Math.abs(areaOf(chain?.path ?? closed([]))), Math.abs(areaOf(closed(points))), 1e-8);
      },
    ),
  );
});
