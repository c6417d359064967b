import type { SurveyUnit } from "#models";
import { readNumber, unreadable } from "../refuse";
import { Points } from "../measure/points";
import { type Drawing, MOST, type Options, type PointOrder } from "../types";

type Column = "number" | "northing" | "easting" | "elevation" | "description";

const LETTERS: Readonly<Record<string, Column>> = {
  p: "number",
  n: "northing",
  e: "easting",
  z: "elevation",
  d: "description",
};

const ORDERED = (order: PointOrder): Column[] => order.split("").flatMap((letter) => LETTERS[letter] ?? []);

/** Far more than instruments write. */
const MOST_COLUMNS = 200;

/** Headings that instruments and drawing programs write. */
const HEADINGS: readonly (readonly [Column, RegExp])[] = [
  ["number", /^(?:p|pt|pnt|point)(?:[ _#.-]*(?:no|num|number|id|name))?\.?$|^(?:id|name|number|no)\.?$/u],
  ["northing", /^(?:n|north|northing|y)(?:[ _]?\(.*\))?$/u],
  ["easting", /^(?:e|east|easting|x)(?:[ _]?\(.*\))?$/u],
  ["elevation", /^(?:z|el|elev|elevation|height)(?:[ _]?\(.*\))?$/u],
  ["description", /^(?:d|desc|description|code|raw desc(?:ription)?|feature)$/u],
];

/**
 * A file of points. The order of its columns comes from its header, or from the caller; its unit from the caller alone,
 * since such files have no place for it.
 * @throws DomainError when either is missing, or a row is not as they say
 */
export function readCsv(text: string, { unit, pointOrder }: Options): Drawing {
  if (unit === null)
    throw unreadable("A point file does not say what it is in. Send unit: us_survey_foot, foot or metre.");
  const body = text.replace(/^\uFEFF/u, "");
  const [first] = rowsOf(body);
  if (!first) throw unreadable("The file has no points.");
  const delimiter = delimiterOf(first.row);
  const header = headerOf(cellsOf(first.row, delimiter, first.line));
  const columns = header ?? (pointOrder === null ? undefined : ORDERED(pointOrder));
  if (!columns) throw unreadable("The file has no header. Send point_order, the order of its columns, such as pnezd.");
  const spots = new Points();
  for (const { row, line } of rowsOf(body)) {
    if (header && line === first.line) continue;
    if (spots.length >= MOST.points) throw unreadable(`The file has more than ${MOST.points} points.`);
    addSpot(spots, cellsOf(row, delimiter, line), columns, line);
  }
  if (spots.length === 0) throw unreadable("The file has no points.");
  return drawing(unit, spots);
}

const drawing = (unit: SurveyUnit, spots: Points): Drawing => ({
  format: "csv",
  unit,
  parcels: [],
  features: [],
  spots,
  surfaces: [],
  findings: [],
});

/** The lines that hold points, one after the other; what begins with # is a remark. */
function* rowsOf(text: string): Generator<{ row: string; line: number }> {
  let line = 0;
  for (let at = 0; at < text.length; line += 1) {
    const end = text.indexOf("\n", at);
    const row = text.slice(at, end === -1 ? text.length : end).replace(/\r$/u, "");
    if (row.trim() !== "" && !row.startsWith("#")) yield { row, line: line + 1 };
    at = end === -1 ? text.length : end + 1;
  }
}

const delimiterOf = (row: string): string => [",", "\t", ";"].find((candidate) => row.includes(candidate)) ?? ",";

/** The cells of a line (RFC 4180); a quoted cell ends on its line. */
function cellsOf(line: string, delimiter: string, number: number): string[] {
  const cells: string[] = [];
  for (let at = 0; at <= line.length;) {
    if (cells.length === MOST_COLUMNS) throw unreadable(`Line ${number} has more than ${MOST_COLUMNS} columns.`);
    if (line[at] === '"') {
      const [cell, end] = quotedCell(line, at + 1, number);
      cells.push(cell);
      at = end + 1;
    } else {
      const end = line.indexOf(delimiter, at);
      cells.push(line.slice(at, end === -1 ? line.length : end).trim());
      at = (end === -1 ? line.length : end) + 1;
    }
  }
  return cells;
}

function quotedCell(line: string, from: number, number: number): [cell: string, end: number] {
  for (let at = line.indexOf('"', from); at !== -1; at = line.indexOf('"', at + 2)) {
    if (line[at + 1] !== '"') return [line.slice(from, at).replaceAll('""', '"').trim(), at + 1];
  }
  throw unreadable(`Line ${number}: a quote is not closed.`);
}

/** The columns a header names; undefined when the line is none. */
function headerOf(cells: readonly string[]): (Column | undefined)[] | undefined {
  const columns = cells.map((cell) => HEADINGS.find(([, words]) => words.test(cell.toLowerCase()))?.[0]);
  return columns.includes("northing") && columns.includes("easting") ? columns : undefined;
}

function addSpot(
  spots: Points,
  cells: readonly string[],
  columns: readonly (Column | undefined)[],
  line: number,
): void {
  const cell = (column: Column): string => cells[columns.indexOf(column)] ?? "";
  const number = (column: Column) => readNumber(cell(column), `Line ${line}, ${column}`);
  const elevation = cell("elevation") === "" ? null : number("elevation");
  spots.add([number("easting"), number("northing")], elevation);
}
