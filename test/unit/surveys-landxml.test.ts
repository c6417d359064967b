import { expect, test } from "vitest";
import { IMPERIAL, landXml, LOT, lotXml, METRIC, parcel, sides } from "../support/surveys/files";
import { read, refusal } from "../support/surveys/read";

test("a lot of LandXML: its area is the stated one, to a hundredth of a square foot", () => {
  const { summary, detail } = read(lotXml('area="12000.00" setbackFront="25" setbackSide="7.5"'));
  expect(summary).toMatchObject({
    unit: "us_survey_foot",
    lot_area_sq_ft: 12_000,
    lot_perimeter_ft: 440,
    finding_count: 0,
  });
  const [lot] = detail.parcels;
  expect(lot).toMatchObject({ name: "Lot 7", stated_area_sq_ft: 12_000, closure_ratio: null });
  expect(lot?.courses.map(({ bearing, distance_ft: feet }) => [bearing, feet])).toEqual([
    [`N 00°00'00" E`, 120],
    [`N 90°00'00" E`, 100],
    [`S 00°00'00" E`, 120],
    [`N 90°00'00" W`, 100],
  ]);
  expect(detail.setbacks.map(({ side, distance_ft: feet }) => [side, feet])).toEqual([
    ["front", 25],
    ["side", 7.5],
  ]);
  // A US survey foot is 1200/3937 m.
  expect(lot?.area_sq_m).toBeCloseTo(12_000 * (1200 / 3937) ** 2, 3);
});

test("an arc is measured as one, right and left, with a centre and without", () => {
  const arc = (rot: string, center: string, more = "") =>
    `<Curve rot="${rot}" crvType="arc" ${more}><Start>0 100</Start>${center}<End>120 100</End></Curve>`;
  const lot = (curve: string) =>
    landXml(
      `<Parcels>${parcel(
        `<Line><Start>0 0</Start><End>0 100</End></Line>${curve}<Line><Start>120 100</Start><End>120 0</End></Line><Line><Start>120 0</Start><End>0 0</End></Line>`,
      )}</Parcels>`,
    );
  const half = (Math.PI * 60 ** 2) / 2;
  const area = (text: string) => read(text).detail.parcels[0]?.area_sq_ft ?? 0;
  expect(area(lot(arc("ccw", "<Center>60 100</Center>")))).toBeCloseTo(12_000 + half, 3);
  expect(area(lot(arc("cw", "<Center>60 100</Center>")))).toBeCloseTo(12_000 - half, 3);
  const stated = `radius="60" length="${60 * Math.PI}"`;
  const { detail } = read(lot(arc("ccw", "", stated)));
  expect(detail.parcels[0]?.area_sq_ft).toBeCloseTo(12_000 + half, 3);
  expect(detail.parcels[0]?.courses[1]).toMatchObject({
    type: "arc",
    radius_ft: 60,
    delta_degrees: 180,
    turns: "left",
    distance_ft: 120,
  });
  expect(detail.findings).toEqual([]);
});

test("feet are not feet: survey feet, international feet and metres", () => {
  const lot = (unit: string) => read(lotXml("", unit)).detail.parcels[0];
  const survey = lot(IMPERIAL);
  const international = lot(IMPERIAL.replace("USSurveyFoot", "foot"));
  const metric = lot(METRIC);
  expect([survey?.area_sq_ft, international?.area_sq_ft]).toEqual([12_000, 12_000]);
  expect((survey?.area_sq_m ?? 0) / (international?.area_sq_m ?? 1)).toBeCloseTo(1.000_004, 6);
  expect(metric?.area_sq_m).toBe(12_000);
  expect(metric?.area_sq_ft).toBeCloseTo(12_000 / 0.3048 ** 2, 3);
  const hectares = read(lotXml('area="1.2"', METRIC.replace("squareMeter", "hectare")));
  expect(hectares.detail.findings).toEqual([]);
  const inches = lotXml('area="12000"', IMPERIAL.replace("USSurveyFoot", "inch"));
  const overruled = read(inches, "boundary", { unit: "foot" });
  expect([overruled.summary.lot_area_sq_ft, overruled.detail.findings.map(({ code }) => code)]).toEqual([
    12_000,
    ["unit_overridden"],
  ]);
});

test("a file that contradicts itself says so, and is kept", () => {
  const areas = read(lotXml('area="12100.00"')).detail.findings;
  expect(areas).toEqual([
    {
      code: "area_mismatch",
      detail: "The area of Lot 7 is said to be 12100.00 sq ft; its courses enclose 12000.00 sq ft.",
    },
  ]);
  expect(read(lotXml('area="12000.02"')).detail.findings.map(({ code }) => code)).toEqual(["area_mismatch"]);
  expect(read(lotXml('area="12000.01"')).detail.findings).toEqual([]);
  const courses = `${sides(LOT).split("\n").slice(0, 3).join("\n")}<Line length="100.000"><Start>2000000 900100</Start><End>2000000.08 900000</End></Line>`;
  const open = read(landXml(`<Parcels>${parcel(courses)}</Parcels>`)).detail;
  expect(open.parcels[0]).toMatchObject({ closure_error_ft: 0.08, closure_ratio: 5500 });
  expect(open.findings.map(({ code }) => code)).toEqual(["closure_error"]);
  const long = read(landXml(`<Parcels>${parcel(sides(LOT).replace("<Line>", '<Line length="120.5">'))}</Parcels>`));
  expect(long.detail.findings.map(({ code }) => code)).toEqual(["length_mismatch"]);
});

test("points that are named, plan features, surfaces and their heights", () => {
  const points = LOT.map(([n, e], at) => `<CgPoint name="${at}" desc="IP">${n} ${e} ${10 + at}</CgPoint>`).join("");
  const lines = LOT.map((_, at) => `<Line><Start pntRef="${at}"/><End pntRef="${(at + 1) % 4}"/></Line>`).join("");
  const setback = `<PlanFeature name="BSL"><CoordGeom><Line><Start>2000010 900025</Start><End>2000110 900025</End></Line></CoordGeom></PlanFeature>`;
  const easement = `<PlanFeature name="10' UTILITY EASEMENT"><CoordGeom><IrregularLine><Start>2000000 900090</Start><PntList2D>2000060 900090</PntList2D><End>2000120 900090</End></IrregularLine></CoordGeom></PlanFeature>`;
  const surface = `<Surfaces><Surface name="EG"><Definition surfType="TIN" area2DSurf="9000"><Pnts><P id="1">2000000 900000 5.5</P><P id="2">2000120 900000 6</P><P id="3">2000120 900100 7</P><P id="4">2000000 900100 8.25</P></Pnts><Faces><F>1 2 3</F><F i="1">1 3 4</F></Faces></Definition></Surface></Surfaces>`;
  const { summary, detail } = read(
    landXml(
      `<Parcels>${parcel(lines)}</Parcels><CgPoints>${points}</CgPoints><PlanFeatures>${setback}${easement}</PlanFeatures>${surface}`,
    ),
  );
  expect(summary).toMatchObject({ point_count: 8, elevation_min_ft: 5.5, elevation_max_ft: 13 });
  expect(detail.setbacks).toEqual([{ parcel: "Lot 7", course: 1, side: null, distance_ft: 25, source: "measured" }]);
  expect(detail.easements).toEqual([{ layer: "10' UTILITY EASEMENT", lines: 1, length_ft: 120, area_sq_ft: null }]);
  expect(detail.surfaces).toEqual([
    { name: "EG", points: 4, triangles: 1, area_sq_ft: 6000, low_ft: 5.5, high_ft: 8.25 },
  ]);
  expect(detail.findings.map(({ code }) => code)).toEqual(["surface_mismatch"]);
});

test("XML that is none, or means harm, is refused with the line it is in", () => {
  expect(
    refusal(`<?xml version="1.0"?>\n<!DOCTYPE l [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>\n<LandXML>&b;</LandXML>`),
  ).toMatch(/Line 2 .*document type/u);
  expect(refusal(landXml("<Parcels>&xxe;</Parcels>"))).toMatch(/entity xxe/u);
  const deep = "<a>".repeat(10_000) + "</a>".repeat(10_000);
  expect(refusal(landXml(deep))).toMatch(/more than 64 deep/u);
  expect(refusal(landXml("<Parcels>"))).toMatch(/LandXML is closed where Parcels is open/u);
  expect(refusal("<kml/>")).toMatch(/no LandXML: its element is kml/u);
  expect(refusal(lotXml().replace("<Units>", "<X>").replace("</Units>", "</X>").replace(IMPERIAL, ""))).toMatch(
    /no Units/u,
  );
  expect(refusal(lotXml("", IMPERIAL.replace("USSurveyFoot", "cubit")))).toMatch(/cubit/u);
  expect(refusal(lotXml().replace("2000120 900000", "NaN 900000"))).toMatch(/NaN is not a number/u);
  expect(refusal(lotXml().replace("2000120 900000", "1e999 900000"))).toMatch(/1e999 is not a number/u);
  expect(refusal(landXml(`<Parcels>${parcel("<Spiral/>")}</Parcels>`))).toMatch(/Start of a Spiral is missing/u);
});
