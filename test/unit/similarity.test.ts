import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { expect, test } from "vitest";
import { imageSize } from "../../src/lib/image-size";
import { apply, type Match, type Similarity, similarityOf } from "../../src/lib/similarity";
import { SCREENSHOTS } from "../../src/modules/listings/catalogue/screenshots";
import { jpeg, png } from "../support/images";

type Point = readonly [number, number];
type Similar = typeof similarityOf;

/** The same, as the page has it while somebody places a survey. */
const page = (await import(join(import.meta.dirname, "../../public/console/projects/project/similarity.js"))) as {
  similarityOf: Similar;
  apply: typeof apply;
};

const point = fc.tuple(
  fc.double({ min: -5000, max: 5000, noNaN: true }),
  fc.double({ min: -5000, max: 5000, noNaN: true }),
);
const apart = ([a, b]: readonly Point[]) => !!a && !!b && Math.hypot(a[0] - b[0], a[1] - b[1]) > 1;
const pair = fc.tuple(point, point).filter(apart);
const matches = fc.tuple(pair, pair).map(([[a, b], [p, q]]): Match[] => [
  { from: a, to: p },
  { from: b, to: q },
]);

const areaOf = (points: readonly Point[]): number =>
  points.reduce((sum, [x, y], at) => {
    const [u, v] = points[(at + 1) % points.length] ?? [0, 0];
    return sum + (x * v - u * y) / 2;
  }, 0);

const found = (similar: Similar, given: readonly Match[]): Similarity => {
  const similarity = similar(given);
  if (!similarity) throw new Error("there is none");
  return similarity;
};

test.each([
  ["of the service", similarityOf, apply],
  ["of the page", page.similarityOf, page.apply],
] as const)(
  "the similarity %s meets two points, and keeps areas but for the scale, and never mirrors",
  (_, similar, put) => {
    fc.assert(
      fc.property(matches, fc.array(point, { minLength: 3, maxLength: 6 }), (given, polygon) => {
        const similarity = found(similar, given);
        for (const { from, to } of given) {
          const [x, y] = put(similarity, from);
          // What is far from the origin or much enlarged has fewer places left.
          const slack = 1e-9 * (1 + Math.hypot(similarity.cos, similarity.sin)) * 10_000;
          expect(Math.hypot(x - to[0], y - to[1])).toBeLessThan(slack);
        }
        const scale = Math.hypot(similarity.cos, similarity.sin);
        const [before, after] = [areaOf(polygon), areaOf(polygon.map((each) => put(similarity, each)))];
        // With its sign: a mirror would turn it round.
        expect(Math.abs(after - before * scale ** 2)).toBeLessThan(
          1e-6 * scale ** 2 * (1 + Math.abs(before)) + 1e-3 * scale,
        );
      }),
    );
  },
);

test("angles stay what they are", () => {
  fc.assert(
    fc.property(matches, point, pair, (given, at, [p, q]) => {
      const similarity = found(similarityOf, given);
      const angle = (centre: Point, a: Point, b: Point) => {
        const [ax, ay, bx, by] = [a[0] - centre[0], a[1] - centre[1], b[0] - centre[0], b[1] - centre[1]];
        return Math.atan2(ax * by - ay * bx, ax * bx + ay * by);
      };
      fc.pre(apart([at, p]) && apart([at, q]));
      const [before, after] = [
        angle(at, p, q),
        angle(apply(similarity, at), apply(similarity, p), apply(similarity, q)),
      ];
      expect(Math.cos(before - after)).toBeGreaterThan(1 - 1e-6);
    }),
  );
});

test("the page and the service agree on any number of points", () => {
  const many = fc.array(fc.record({ from: point, to: point }), { minLength: 2, maxLength: 10 });
  fc.assert(
    fc.property(many, (given) => {
      expect(page.similarityOf(given)).toEqual(similarityOf(given));
    }),
  );
});

test("points in one place, and a mirror image, fit nothing", () => {
  expect(
    similarityOf([
      { from: [1, 1], to: [0, 0] },
      { from: [1, 1], to: [5, 5] },
    ]),
  ).toBeUndefined();
  expect(
    similarityOf([
      { from: [1, 1], to: [5, 5] },
      { from: [2, 2], to: [5, 5] },
    ]),
  ).toBeUndefined();
  const square: Point[] = [
    [0, 0],
    [1, 0],
    [1, 1],
    [0, 1],
  ];
  expect(similarityOf(square.map((from) => ({ from, to: [from[0], -from[1]] as const })))).toBeUndefined();
});

/** A WebP file of one chunk, as RFC 9649 lays it out. */
function webp(type: string, content: readonly number[]): Uint8Array {
  const file = Buffer.alloc(20 + content.length);
  file.write("RIFF", 0);
  file.writeUInt32LE(12 + content.length, 4);
  file.write(`WEBP${type}`, 8);
  file.writeUInt32LE(content.length, 16);
  file.set(content, 20);
  return file;
}

test("kind and size of pictures, and what is not whole", () => {
  expect(imageSize(png(1600, 1200))).toEqual({ contentType: "image/png", width: 1600, height: 1200 });
  expect(imageSize(jpeg(640, 480))).toEqual({ contentType: "image/jpeg", width: 640, height: 480 });
  const [shot = ""] = Object.values(SCREENSHOTS).flat();
  const bytes = readFileSync(join(import.meta.dirname, "../../public", shot));
  expect(imageSize(bytes)).toMatchObject({ contentType: "image/webp", width: bytes.readUIntLE(24, 3) + 1 });
  expect(imageSize(bytes.subarray(0, -10))).toBeUndefined();
  // 1400 by 900, less one, in fourteen bits each.
  const packed = (1399 | (899 << 14)) >>> 0;
  const four = [0, 8, 16, 24].map((shift) => (packed >>> shift) & 255);
  expect(imageSize(webp("VP8L", [0x2f, ...four, 0, 0, 0, 0, 0]))).toMatchObject({ width: 1400, height: 900 });
  const lossy = [0, 0, 0, 0x9d, 0x01, 0x2a, 0x40, 0x06, 0xb0, 0x04];
  expect(imageSize(webp("VP8 ", lossy))).toMatchObject({ width: 1600, height: 1200 });
  expect(imageSize(webp("ALPH", lossy))).toBeUndefined();
});
