/** The largest files that are taken in, in the shapes their programs write. */
import { CA_COLUMNS } from "../../test/support/licenses";

const MIB = 1_048_576;
/** What a survey may have, a little less than `MAX_SURVEY_BYTES`. */
const SURVEY_BYTES = 16 * MIB - 1024;

/** Rows of a License Master file, as long as those of the board, some 300 bytes. */
export function licenseFile(rows: number): Buffer {
  const cells = new Map(CA_COLUMNS.map((name) => [name, ""]));
  const usual = {
    BusinessName: "PACIFIC COAST RESIDENTIAL BUILDERS INC",
    MailingAddress: "1234 EL CAMINO REAL SUITE 100",
    City: "SAN LUIS OBISPO",
    State: "CA",
    IssueDate: "01/10/2015",
    ExpirationDate: "01/31/2027",
    PrimaryStatus: "CLEAR",
    "Classifications(s)": "B| C-8| C10",
    WCInsuranceCompany: "STATE COMPENSATION INSURANCE FUND",
    CBSuretyCompany: "SURETEC INDEMNITY COMPANY",
    CBAmount: "25000",
  };
  for (const [name, value] of Object.entries(usual)) cells.set(name, value);
  const lines = [CA_COLUMNS.join(",")];
  for (let number = 1; number <= rows; number += 1)
    lines.push([...cells.set("LicenseNo", String(number)).values()].join(","));
  return Buffer.from(`${lines.join("\r\n")}\r\n`);
}

/** Lines until a file is as large as a survey may be, or has as many as are read. */
function filled(head: string, tail: string, most: number, line: (number: number) => string): Buffer {
  const lines = [head];
  let size = head.length + tail.length;
  for (let number = 1; number <= most; number += 1) {
    const next = line(number);
    size += next.length;
    if (size > SURVEY_BYTES) break;
    lines.push(next);
  }
  return Buffer.from([...lines, tail].join(""));
}

const place = (number: number): [northing: string, easting: string, elevation: string] => [
  (2_000_000 + (number % 447) * 1.25).toFixed(4),
  (900_000 + Math.floor(number / 447) * 1.25).toFixed(4),
  (10 + (number % 97) / 10).toFixed(3),
];

export const pointFile = (): Buffer =>
  filled(
    "Point,Northing,Easting,Elevation,Description\r\n",
    "",
    200_000,
    (number) => `${[number, ...place(number), "GROUND SHOT ON NATURAL GRADE"].join(",")}\r\n`,
  );

const pair = (code: number, value: string | number): string => `${code}\n${value}\n`;

export const drawingFile = (): Buffer =>
  filled(
    `${pair(0, "SECTION")}${pair(2, "HEADER")}${pair(9, "$INSUNITS")}${pair(70, 2)}${pair(0, "ENDSEC")}${pair(0, "SECTION")}${pair(2, "ENTITIES")}`,
    `${pair(0, "ENDSEC")}${pair(0, "EOF")}`,
    50_000,
    (number) => {
      const [y, x, z] = place(number);
      const from = `${pair(0, "LINE")}${pair(5, number.toString(16))}${pair(100, "AcDbEntity")}${pair(8, "V-TOPO-MINR")}${pair(100, "AcDbLine")}`;
      return `${from}${pair(10, x)}${pair(20, y)}${pair(30, z)}${pair(11, Number(x) + 1)}${pair(21, Number(y) + 1)}${pair(31, z)}`;
    },
  );

export const landXmlFile = (): Buffer =>
  filled(
    `<?xml version="1.0"?>
<LandXML xmlns="http://www.landxml.org/schema/LandXML-1.2" version="1.2" date="2026-04-14" time="08:00:00">
<Units><Imperial areaUnit="squareFoot" linearUnit="USSurveyFoot" volumeUnit="cubicYard" temperatureUnit="fahrenheit" pressureUnit="inHG"/></Units>
<CgPoints>
`,
    "</CgPoints>\n</LandXML>\n",
    200_000,
    (number) => `<CgPoint name="${number}" desc="GROUND SHOT ON NATURAL GRADE">${place(number).join(" ")}</CgPoint>\n`,
  );
