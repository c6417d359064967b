import { quoted, unreadable } from "../refuse";
import type { Scaled } from "../units";
import type { Attributes } from "../xml/tokens";

/** The values of linearUnit (LandXML-1.2.xsd, impLinear and metLinear; 1.0 and 2.0 have the same). */
const LENGTHS: Readonly<Record<string, Scaled>> = {
  foot: { unit: "foot", scale: 1 },
  USSurveyFoot: { unit: "us_survey_foot", scale: 1 },
  inch: { unit: "foot", scale: 1 / 12 },
  mile: { unit: "foot", scale: 5280 },
  meter: { unit: "metre", scale: 1 },
  millimeter: { unit: "metre", scale: 0.001 },
  centimeter: { unit: "metre", scale: 0.01 },
  kilometer: { unit: "metre", scale: 1000 },
};

/** How many of its length's squares an areaUnit is; feet and acres are those of the same kind. */
const AREAS: Readonly<Record<string, { of: "foot" | "metre"; squares: number }>> = {
  squareFoot: { of: "foot", squares: 1 },
  squareInch: { of: "foot", squares: 1 / 144 },
  squareMiles: { of: "foot", squares: 5280 ** 2 },
  acre: { of: "foot", squares: 43_560 },
  squareMeter: { of: "metre", squares: 1 },
  squareMillimeter: { of: "metre", squares: 1e-6 },
  squareCentimeter: { of: "metre", squares: 1e-4 },
  hectare: { of: "metre", squares: 10_000 },
};

export type Units = Scaled & {
  /** What a stated area is multiplied by; null where its unit does not go with that of lengths. */
  area: number | null;
};

/** @throws DomainError when the unit of lengths is missing or unknown */
export function readUnits(attributes: Attributes): Units {
  const linear = attributes.get("linearUnit") ?? "";
  const length = Object.hasOwn(LENGTHS, linear) ? LENGTHS[linear] : undefined;
  if (!length) throw unreadable(`The file gives no unit of length that is known: ${quoted(linear) || "nothing"}.`);
  const stated = attributes.get("areaUnit") ?? "";
  const area = Object.hasOwn(AREAS, stated) ? AREAS[stated] : undefined;
  const fits = area && (area.of === "metre") === (length.unit === "metre");
  return { ...length, area: fits ? area.squares : null };
}
