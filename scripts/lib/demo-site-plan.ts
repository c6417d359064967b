import { crc32, deflateSync } from "node:zlib";

type Point = readonly [x: number, y: number];
type Line = { grey: number; wide: number; points: readonly Point[] };

const [WIDTH, HEIGHT] = [1500, 1200];
/** How an architect's north was turned to fit the sheet, and how many pixels a foot is. */
const TURN = (-7 * Math.PI) / 180;
const SCALE = 6;

/** From feet east of the lot's northwest corner, and feet south of it, to the sheet. */
const onSheet = ([x, y]: Point): Point => [
  480 + SCALE * (Math.cos(TURN) * x - Math.sin(TURN) * y),
  240 + SCALE * (Math.sin(TURN) * x + Math.cos(TURN) * y),
];

const box = (left: number, top: number, right: number, bottom: number): Point[] => [
  [left, top],
  [right, top],
  [right, bottom],
  [left, bottom],
  [left, top],
];

/** The lot, the house with its porch, the drive, the pool, the street in the south and the dock in the canal. */
const LINES: readonly Line[] = [
  { grey: 150, wide: 3, points: box(0, 0, 90, 128) },
  { grey: 40, wide: 5, points: [...box(12, 40, 78, 88), [12, 62], [40, 62], [40, 88]] },
  { grey: 90, wide: 3, points: box(30, 88, 60, 96) },
  { grey: 120, wide: 2, points: box(60, 88, 76, 140) },
  { grey: 110, wide: 2, points: box(24, 24, 54, 36) },
  {
    grey: 170,
    wide: 4,
    points: [
      [-60, 140],
      [150, 140],
    ],
  },
  {
    grey: 170,
    wide: 4,
    points: [
      [-60, -6],
      [150, -6],
    ],
  },
  { grey: 100, wide: 3, points: box(38, -24, 44, 0) },
];

function draw(sheet: Uint8Array, { grey, wide, points }: Line): void {
  for (const [at, end] of points.slice(1).entries()) {
    const [[x, y], [u, v]] = [onSheet(points[at] ?? end), onSheet(end)];
    const steps = Math.ceil(Math.hypot(u - x, v - y) * 2);
    for (let step = 0; step <= steps; step += 1)
      dot(sheet, x + ((u - x) * step) / steps, y + ((v - y) * step) / steps, wide, grey);
  }
}

function dot(sheet: Uint8Array, x: number, y: number, wide: number, grey: number): void {
  const [left, top] = [Math.round(x - wide / 2), Math.round(y - wide / 2)];
  for (let row = Math.max(0, top); row < Math.min(HEIGHT, top + wide); row += 1)
    for (let column = Math.max(0, left); column < Math.min(WIDTH, left + wide); column += 1)
      sheet[row * WIDTH + column] = grey;
}

function chunk(type: string, data: Uint8Array): Buffer {
  const named = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const [length, sum] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(named));
  return Buffer.concat([length, named, sum]);
}

/** Grey, eight bits a pixel, no filters (PNG section 11.2.2). */
function pngOf(sheet: Uint8Array): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(HEIGHT, 4);
  header.set([8, 0, 0, 0, 0], 8);
  const rows = Array.from({ length: HEIGHT }, (_, row) => [
    Buffer.of(0),
    sheet.subarray(row * WIDTH, (row + 1) * WIDTH),
  ]);
  const content = deflateSync(Buffer.concat(rows.flat()));
  const signature = Buffer.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
  const chunks = [chunk("IHDR", header), chunk("IDAT", content), chunk("IEND", Buffer.alloc(0))];
  return Uint8Array.from(Buffer.concat([signature, ...chunks]));
}

/** A sheet on which the lot of the demo's survey is drawn, and where three of its corners are on it. */
export function demoSitePlan(): {
  png: Uint8Array<ArrayBuffer>;
  points: { x_ft: number; y_ft: number; x_px: number; y_px: number }[];
} {
  const sheet = new Uint8Array(WIDTH * HEIGHT).fill(255);
  for (const line of LINES) draw(sheet, line);
  const corners: readonly Point[] = [
    [0, 128],
    [90, 0],
    [0, 0],
  ];
  const points = corners.map((corner) => {
    const [x_px, y_px] = onSheet(corner).map(Math.round);
    return { x_ft: corner[0], y_ft: corner[1], x_px: x_px ?? 0, y_px: y_px ?? 0 };
  });
  return { png: pngOf(sheet), points };
}
