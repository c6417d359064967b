import { expect, test } from "vitest";
import { block, dxf, dxfLine, insert, lightPolyline } from "../support/surveys/files";
import { read, refusal } from "../support/surveys/read";

const SQUARE = [
  [0, 0],
  [100, 0],
  [100, 120],
  [0, 120],
] as const;

test("a drawing: closed polylines, bulges, single lines, heights", () => {
  const one = read(dxf(lightPolyline("V-PROP-LINE", SQUARE)));
  expect(one.summary).toMatchObject({ unit: "foot", lot_area_sq_ft: 12_000, parcel_count: 1 });
  // A bulge of tan(22.5°) is a quarter of a circle.
  const rounded = [
    [0, 0],
    [75, 0, Math.tan(Math.PI / 8)],
    [100, 25],
    [100, 120],
    [0, 120],
  ] as const;
  expect(read(dxf(lightPolyline("LOT", rounded))).summary.lot_area_sq_ft).toBeCloseTo(
    12_000 - 625 * (1 - Math.PI / 4),
    3,
  );
  const lines = SQUARE.map((corner, at) =>
    dxfLine("BNDY", [corner[0], corner[1]], [...(SQUARE[(at + 1) % 4] ?? corner)] as [number, number]),
  );
  expect(
    read(dxf([...(lines[2] ?? []), ...(lines[0] ?? []), ...(lines[3] ?? []), ...(lines[1] ?? [])])).summary
      .lot_area_sq_ft,
  ).toBe(12_000);
  const topo = read(
    dxf([
      ...lightPolyline(
        "V-TOPO-MAJR",
        [
          [0, 0],
          [5, 5],
        ],
        false,
      ),
      [38, 12.5],
      [0, "POINT"],
      [8, "SPOT"],
      [10, 3],
      [20, 4],
      [30, 9.25],
      [0, "SPLINE"],
      [8, "X"],
    ]),
    "topographic",
  );
  expect(topo.summary).toMatchObject({
    lot_area_sq_ft: null,
    elevation_min_ft: 9.25,
    elevation_max_ft: 12.5,
    point_count: 1,
  });
  expect(topo.detail.findings).toEqual([{ code: "not_read", detail: "Not read: SPLINE 1." }]);
});

test("an old polyline, an arc seen from below, and a circle", () => {
  const old = SQUARE.flatMap(
    ([x, y]) =>
      [
        [0, "VERTEX"],
        [8, "LOT"],
        [10, x],
        [20, y],
      ] as const,
  );
  const polyline = [[0, "POLYLINE"], [8, "LOT"], [66, 1], [70, 1], ...old, [0, "SEQEND"], [8, "LOT"]] as const;
  expect(read(dxf(polyline)).summary.lot_area_sq_ft).toBe(12_000);
  const circle = [
    [0, "CIRCLE"],
    [8, "LOT"],
    [10, 5],
    [20, 5],
    [40, 10],
  ] as const;
  expect(read(dxf(circle)).summary.lot_area_sq_ft).toBeCloseTo(100 * Math.PI, 3);
  // The half of a circle right of x = 0 is left of it when it is seen from below, and closes with the line there.
  const half = [
    [0, "ARC"],
    [8, "LOT"],
    [10, 0],
    [20, 0],
    [40, 10],
    [50, 270],
    [51, 90],
    [210, 0],
    [220, 0],
    [230, -1],
  ] as const;
  const cut = [...dxfLine("LOT", [0, -10], [0, 0]), ...dxfLine("LOT", [0, 0], [0, 10])];
  const { geometry, summary } = read(dxf([...half, ...cut]));
  expect(summary.lot_area_sq_ft).toBeCloseTo(50 * Math.PI, 3);
  expect(geometry.origin).toEqual([-10, -10]);
  expect(geometry.size).toEqual([10, 20]);
});

test("blocks: moved, turned, scaled, mirrored, repeated and nested; layer 0 takes the reference's", () => {
  const lot = block("lot", lightPolyline("0", SQUARE));
  const one = (more: Parameters<typeof insert>[2]) => read(dxf(insert("LOT", "LOT", more), 2, lot)).summary;
  expect(one([[50, 33]])).toMatchObject({ lot_area_sq_ft: 12_000, lot_perimeter_ft: 440 });
  expect(
    one([
      [41, 2],
      [42, 2],
    ]).lot_area_sq_ft,
  ).toBe(48_000);
  expect(one([[41, -1]]).lot_area_sq_ft).toBe(12_000);
  expect(
    one([
      [70, 3],
      [71, 2],
      [44, 150],
      [45, 150],
    ]).parcel_count,
  ).toBe(6);
  const nested = [
    ...lot,
    ...block(
      "outer",
      insert("0", "lot", [
        [41, 0.5],
        [42, 0.5],
      ]),
    ),
  ];
  expect(read(dxf(insert("LOT", "outer", [[50, 90]]), 2, nested)).summary.lot_area_sq_ft).toBe(3000);
});

test("an arc that a block stretches is no arc any more, which is said", () => {
  const round = block(
    "round",
    lightPolyline("0", [
      [0, 0],
      [100, 0, 1],
      [100, 100],
      [0, 100],
    ]),
  );
  const scaled = (x: number) => read(dxf(insert("LOT", "round", [[41, x]]), 2, round));
  expect(scaled(1).detail.findings).toEqual([]);
  const { summary, detail } = scaled(2);
  // A square and half an ellipse, whose pieces are a few square feet short.
  const exact = 20_000 + Math.PI * 2500;
  expect(Math.abs((summary.lot_area_sq_ft ?? 0) - exact) / exact).toBeLessThan(0.0002);
  expect(detail.findings).toEqual([
    { code: "not_read", detail: "Arcs that blocks stretch are read as short lines: 1." },
  ]);
});

test("blocks that hold themselves, or draw without end, are refused", () => {
  expect(refusal(dxf(insert("LOT", "a"), 2, block("a", insert("0", "a"))))).toMatch(/holds itself/u);
  const levels = Array.from({ length: 10 }, (_, at) =>
    block(
      `b${at}`,
      at === 0 ? lightPolyline("0", SQUARE) : Array.from({ length: 10 }, () => insert("0", `b${at - 1}`)).flat(),
    ),
  );
  expect(refusal(dxf(insert("LOT", "b9"), 2, levels.flat()))).toMatch(/more than 50000 lines|too many times/u);
  const empty = [
    ...block("e", []),
    ...block("f", Array.from({ length: 300 }, () => insert("0", "e", [[70, 30_000]])).flat()),
  ];
  expect(refusal(dxf(insert("LOT", "f", [[70, 30_000]]), 2, empty))).toMatch(/too many times/u);
});

test("units of a drawing: stated, given, contradicted, unknown", () => {
  const lot = lightPolyline("LOT", SQUARE);
  expect(read(dxf(lot, 6)).summary).toMatchObject({ unit: "metre" });
  expect(read(dxf(lot, 6)).summary.lot_area_sq_ft).toBeCloseTo(12_000 / 0.3048 ** 2, 3);
  expect(read(dxf(lot, 21)).summary.unit).toBe("us_survey_foot");
  expect(read(dxf(lot, 4)).summary.lot_area_sq_ft).toBeCloseTo(0.012 / 0.3048 ** 2, 3);
  for (const unknown of [0, null, 15])
    expect(refusal(dxf(lot, unknown))).toMatch(/does not say what it is in: \$INSUNITS is/u);
  expect(read(dxf(lot, 0), "boundary", { unit: "us_survey_foot" }).summary.unit).toBe("us_survey_foot");
  const overruled = read(dxf(lot, 2), "boundary", { unit: "us_survey_foot" });
  expect(overruled.detail.findings.map(({ code }) => code)).toEqual(["unit_overridden"]);
  // Drawn in feet, in a file that says inches.
  const inches = read(dxf(lot, 1), "boundary", { unit: "foot" });
  expect([inches.summary.lot_area_sq_ft, inches.detail.findings]).toEqual([
    12_000,
    [{ code: "unit_overridden", detail: "The drawing's $INSUNITS is 1; it was read as foot, as asked." }],
  ]);
  expect(read(dxf(lot, 1)).summary.lot_area_sq_ft).toBeCloseTo(12_000 / 144, 3);
  expect(refusal(dxf(lightPolyline("A-1", SQUARE)))).toMatch(/the file has A-1/u);
  expect(
    read(dxf(lightPolyline("A-1", SQUARE)), "boundary", { layers: { "A-1": "boundary" } }).summary.parcel_count,
  ).toBe(1);
  expect(
    refusal(
      dxf([
        [0, "LINE"],
        [8, "LOT"],
        [10, "NaN"],
        [20, 0],
        [11, 1],
        [21, 1],
      ]),
    ),
  ).toMatch(/NaN is not a number/u);
  expect(refusal(dxf(lot).slice(0, -20))).toMatch(/breaks off/u);
});

test("a drawing with more vertices than are kept is refused while it is read", () => {
  const corner = (at: number) => [at % 1000, Math.floor(at / 1000)] as const;
  const many = Array.from({ length: 110_000 }, (_, at) => corner(at));
  expect(refusal(dxf(lightPolyline("LOT", many)))).toMatch(/more than 200000 values/u);
  const old = many.flatMap(
    ([x, y]) =>
      [
        [0, "VERTEX"],
        [10, x],
        [20, y],
      ] as const,
  );
  const polyline = [[0, "POLYLINE"], [8, "LOT"], ...old, ...old, [0, "SEQEND"]] as const;
  expect(refusal(dxf(polyline))).toMatch(/more than 200000 vertices/u);
});
