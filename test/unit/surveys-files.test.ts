import fc from "fast-check";
import { expect, test } from "vitest";
import { overlayOf } from "../../src/modules/surveys/overlay";
import { dxf, dxfLine, landXml, lightPolyline, LOT, lotXml, parcel, POINTS, sides } from "../support/surveys/files";
import { read, refusal, refused } from "../support/surveys/read";

test("what nobody wrote on purpose never breaks the reader", () => {
  const seeds = [
    lotXml(),
    dxf(
      lightPolyline("LOT", [
        [0, 0],
        [9, 0],
        [9, 9],
      ]),
    ),
    POINTS,
  ];
  const spoilt = fc
    .tuple(fc.constantFrom(...seeds), fc.nat(600), fc.nat(40), fc.string({ maxLength: 20 }))
    .map(([seed, at, cut, put]) => seed.slice(0, at) + put + seed.slice(at + cut));
  const all = fc.sample(spoilt, 1000);
  const refusals = all.filter((text) =>
    refused(() => read(text, "topographic", { unit: "foot", pointOrder: "pnezd" })),
  );
  expect(refusals.length).toBeGreaterThan(100);
  expect(refusals.length).toBeLessThan(1000);
});

test("a parcel that does not close is refused, and by how much", () => {
  const open = sides(LOT).split("\n").slice(0, 3).join("");
  expect(refusal(landXml(`<Parcels>${parcel(open)}</Parcels>`))).toMatch(
    /Lot 7 does not close: 100\.000 ft are missing/u,
  );
  const three = [
    dxfLine("LOT", [0, 0], [100, 0]),
    dxfLine("LOT", [100, 0], [100, 120]),
    dxfLine("LOT", [100, 120], [0, 120]),
  ];
  expect(refusal(dxf([...three.flat(), ...dxfLine("LOT", [0, 120], [0, 30])]))).toMatch(/does not close: 30\.000 ft/u);
});

test("points: an order that is given, one of a header, quotes, and what is wrong with a row", () => {
  const unit = "us_survey_foot" as const;
  const { summary, detail, geometry } = read(POINTS, "boundary", { unit, pointOrder: "pnezd" });
  expect(summary).toMatchObject({ format: "csv", point_count: 3, elevation_min_ft: 11.2, elevation_max_ft: 13.8 });
  expect(detail.findings.map(({ code }) => code)).toEqual(["no_lot"]);
  expect(geometry).toMatchObject({ origin: [900_000, 2_000_000], size: [100, 120] });
  expect(read(POINTS, "topographic", { unit, pointOrder: "penzd" }).geometry.size).toEqual([120, 100]);
  const headed = "Point #;Easting;Northing;Code\n9;100.5;200.5;TBM\n";
  expect(read(headed, "as_built", { unit }).geometry.origin).toEqual([100.5, 200.5]);
  expect(refusal(POINTS, "topographic", { unit })).toMatch(/no header/u);
  expect(refusal(POINTS, "topographic", { pointOrder: "pnezd" })).toMatch(/does not say what it is in/u);
  expect(refusal(POINTS.replace("2000120.00", "NaN"), "topographic", { unit, pointOrder: "pnezd" })).toMatch(
    /Line 2, northing: NaN/u,
  );
  expect(refusal(`${POINTS}4,1`, "topographic", { unit, pointOrder: "pnezd" })).toMatch(/Line 4, easting: nothing/u);
});

test("what a file has too much of is refused before it fills the memory", () => {
  const many = "1 2 ".repeat(500_000);
  const line = (start: string) => `<Line><Start>${start}</Start><End>1 1</End></Line>`;
  const feature = (courses: string) =>
    landXml(`<PlanFeatures><PlanFeature name="a"><CoordGeom>${courses}</CoordGeom></PlanFeature></PlanFeatures>`);
  const list = `<IrregularLine><Start>0 0</Start><End>1 1</End><PntList2D>${"1 2 ".repeat(150_000)}</PntList2D></IrregularLine>`;
  const surface = `<Surfaces><Surface name="s"><Definition><Faces><F>${many}</F></Faces></Definition></Surface></Surfaces>`;
  expect(refusal(feature(line(many)), "topographic")).toMatch(/Start of a Line: more than 10 words/u);
  expect(refusal(feature(list.replace("1 2 ", many)), "topographic")).toMatch(/more than 400000 words/u);
  expect(refusal(feature(list + list), "topographic")).toMatch(/more than 200000 vertices/u);
  expect(refusal(landXml(surface), "topographic")).toMatch(/more than 10 words/u);
  expect(refusal(landXml(`<a b="${"&amp;".repeat(100_001)}"/>`), "topographic")).toMatch(/more than 100000 entities/u);
  const wide = `1,2,3${",".repeat(1_000_000)}\n`;
  expect(refusal(wide, "topographic", { unit: "foot", pointOrder: "pnezd" })).toBe("Line 1 has more than 200 columns.");
});

test("a file without line breaks takes no longer than one with them", () => {
  // Were each read from the beginning of its line, these would take longer than a test may.
  const points = '<CgPoint name="1">1 2 3</CgPoint>'.repeat(160_000);
  const xml = landXml(`<CgPoints>${points}</CgPoints>`).replaceAll("\n", "");
  expect(read(xml, "topographic").summary.point_count).toBe(160_000);
  expect(refusal(xml.replace("1 2 3</CgPoint></CgPoints>", "1 x 3</CgPoint></CgPoints>"), "topographic")).toMatch(
    /^Line 1, point 1: x/u,
  );
});

test("other files are named and refused by what they hold", () => {
  const begins = (text: string) => Uint8Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
  expect(refusal(begins("AC1032\u0000\u0000"))).toMatch(/DWG drawing.*ASCII DXF, or export LandXML/u);
  expect(refusal(begins("AutoCAD Binary DXF\r\n\u001a\u0000"))).toMatch(/binary DXF/u);
  expect(refusal(begins("PK\u0003\u0004\u0014\u0000"))).toMatch(/ZIP archive, which is not unpacked/u);
  expect(refusal(begins("%PDF-1.7"))).toMatch(/PDF/u);
  expect(refusal(begins("abc\u0000def"))).toMatch(/NUL bytes/u);
  expect(refusal("Dear surveyor,\nplease find attached")).toMatch(/begins with Dear surveyor/u);
  expect(refusal("")).toMatch(/begins with nothing/u);
});

test("the overlay holds lines and numbers, and no text of the file", () => {
  const evil = `"><script>alert(1)</script><a xlink:href="javascript:x">`;
  const layers = { [evil]: "boundary" as const };
  const { geometry } = read(
    dxf([
      ...lightPolyline(evil, [
        [0, 0],
        [75, 0, Math.tan(Math.PI / 8)],
        [100, 25],
        [100, 120],
        [0, 120],
      ]),
      ...lightPolyline(
        "ESMT",
        [
          [5, 0],
          [5, 120],
        ],
        false,
      ),
    ]),
    "boundary",
    { layers },
  );
  const svg = overlayOf(geometry);
  expect(svg).not.toMatch(/script|alert|href|on\w+=|<text|style/iu);
  expect(svg).toMatch(/^<svg [^>]*viewBox="-6 -6 112 132"/u);
  // North is up: the lot begins at its lower left, and its rounded corner turns left.
  expect(svg).toContain("M0 120L75 120A25 25 0 0 0 100 95L100 0L0 0L0 120Z");
  expect(svg.match(/<path /gu)).toHaveLength(3);
});

test("a topography of half a million numbers is read, and its overlay is bounded", () => {
  const rows = Array.from(
    { length: 120_000 },
    (_, at) => `${at},${at % 400},${Math.floor(at / 400)},${at % 7},GND`,
  ).join("\n");
  const { summary, detail, geometry } = read(rows, "topographic", { unit: "foot", pointOrder: "pnezd" });
  expect(summary.point_count).toBe(120_000);
  expect(geometry.spots.length).toBe(4000);
  expect(detail.findings.map(({ code }) => code)).toEqual(["not_shown"]);
});
