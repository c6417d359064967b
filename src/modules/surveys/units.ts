import type { SurveyUnit } from "#models";

/** Metres in a unit, exactly: NIST SP 811 for both feet. */
const METRES: Readonly<Record<SurveyUnit, number>> = { us_survey_foot: 1200 / 3937, foot: 0.3048, metre: 1 };

/** The foot that lengths of a file are given in: its own, or the international one. */
const footOf = (unit: SurveyUnit): SurveyUnit => (unit === "metre" ? "foot" : unit);

/** Feet in one of the file's units. */
export const feetPer = (unit: SurveyUnit): number => (unit === "metre" ? 1 / METRES.foot : 1);

/** Square metres in a square foot of the file's kind. */
export const squareMetresPerSquareFoot = (unit: SurveyUnit): number => METRES[footOf(unit)] ** 2;

/** A unit that is written in files, as one of ours and how many of it. */
export type Scaled = { unit: SurveyUnit; scale: number };
