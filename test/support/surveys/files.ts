/** Files of surveyors, made as their programs write them. */

export type Corner = readonly [northing: number, easting: number];

const line = ([n1, e1]: Corner, [n2, e2]: Corner, more = ""): string =>
  `<Line${more}><Start>${n1} ${e1}</Start><End>${n2} ${e2}</End></Line>`;

/** The sides of a lot, from corner to corner and back to the first. */
export const sides = (corners: readonly Corner[]): string =>
  corners.map((corner, at) => line(corner, corners[(at + 1) % corners.length] ?? corner)).join("\n");

export const parcel = (courses: string, attributes = ""): string =>
  `<Parcel name="Lot 7" ${attributes}><CoordGeom>${courses}</CoordGeom></Parcel>`;

export const IMPERIAL = `<Imperial areaUnit="squareFoot" linearUnit="USSurveyFoot" volumeUnit="cubicYard" temperatureUnit="fahrenheit" pressureUnit="inHG"/>`;
export const METRIC = `<Metric areaUnit="squareMeter" linearUnit="meter" volumeUnit="cubicMeter" temperatureUnit="celsius" pressureUnit="milliBars"/>`;

export const landXml = (content: string, units = IMPERIAL, version = "1.2"): string =>
  `<?xml version="1.0"?>
<LandXML xmlns="http://www.landxml.org/schema/LandXML-${version}" version="${version}" date="2026-04-14" time="08:00:00">
<Units>${units}</Units>
${content}
</LandXML>`;

/** 100 by 120 at the coordinates of a state plane, as big as they get. */
export const LOT: readonly Corner[] = [
  [2_000_000, 900_000],
  [2_000_120, 900_000],
  [2_000_120, 900_100],
  [2_000_000, 900_100],
];

export const lotXml = (attributes = 'area="12000.00"', units = IMPERIAL): string =>
  landXml(`<Parcels>${parcel(sides(LOT), attributes)}</Parcels>`, units);

type Pairs = readonly (readonly [code: number, value: string | number])[];

const pairs = (all: Pairs): string => all.map(([code, value]) => `${code}\n${value}\n`).join("");

/** A drawing of AutoCAD 2000. @param insunits null leaves the variable out */
export function dxf(entities: Pairs, insunits: number | null = 2, blocks: Pairs = []): string {
  return pairs([
    [0, "SECTION"],
    [2, "HEADER"],
    [9, "$ACADVER"],
    [1, "AC1015"],
    ...(insunits === null
      ? []
      : ([
          [9, "$INSUNITS"],
          [70, insunits],
        ] as const)),
    [0, "ENDSEC"],
    [0, "SECTION"],
    [2, "BLOCKS"],
    ...blocks,
    [0, "ENDSEC"],
    [0, "SECTION"],
    [2, "ENTITIES"],
    ...entities,
    [0, "ENDSEC"],
    [0, "EOF"],
  ]);
}

export const lightPolyline = (
  layer: string,
  vertices: readonly (readonly [x: number, y: number, bulge?: number])[],
  closed = true,
): Pairs => [
  [0, "LWPOLYLINE"],
  [8, layer],
  [90, vertices.length],
  [70, closed ? 1 : 0],
  ...vertices.flatMap(([x, y, bulge]): Pairs => [[10, x], [20, y], ...(bulge ? ([[42, bulge]] as const) : [])]),
];

export const dxfLine = (layer: string, from: readonly [number, number], to: readonly [number, number]): Pairs => [
  [0, "LINE"],
  [8, layer],
  [10, from[0]],
  [20, from[1]],
  [11, to[0]],
  [21, to[1]],
];

export const insert = (layer: string, block: string, more: Pairs = []): Pairs => [
  [0, "INSERT"],
  [8, layer],
  [2, block],
  [10, 0],
  [20, 0],
  ...more,
];

export const block = (name: string, content: Pairs): Pairs => [
  [0, "BLOCK"],
  [8, "0"],
  [2, name],
  [70, 0],
  [10, 0],
  [20, 0],
  ...content,
  [0, "ENDBLK"],
];

export const POINTS = `1,2000000.00,900000.00,11.20,IP FND
2,2000120.00,900000.00,13.80,IP SET
3,2000120.00,900100.00,12.50,"CONC MON, ""BENT"""
`;
