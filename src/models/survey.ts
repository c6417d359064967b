import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, textSchema, timeSchema } from "./schemas";

/** What a survey is for. */
export const SURVEY_KINDS = ["boundary", "topographic", "alta", "as_built"] as const;
export type SurveyKind = (typeof SURVEY_KINDS)[number];

export const SURVEY_FORMATS = ["landxml", "dxf", "csv"] as const;
export type SurveyFormat = (typeof SURVEY_FORMATS)[number];

/**
 * What coordinates are in. A US survey foot is 1200/3937 m, an international foot 0.3048 m: two parts in a million apart,
 * which is four feet at the coordinates of a state plane.
 */
export const SURVEY_UNITS = ["us_survey_foot", "foot", "metre"] as const;
export type SurveyUnit = (typeof SURVEY_UNITS)[number];

export const surveySample = {
  id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b70",
  project_id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b11",
  document_id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b71",
  document_sha256: "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
  kind: "boundary" as const,
  format: "landxml" as const,
  unit: "us_survey_foot" as const,
  lot_area_sq_ft: 12_000,
  lot_perimeter_ft: 440,
  parcel_count: 1,
  point_count: 4,
  elevation_min_ft: null,
  elevation_max_ft: null,
  finding_count: 0,
  created_at: "2026-04-14T08:00:00.000Z",
};

const feet = (description: string, example: number | null) =>
  z.number().min(-1e12).max(1e12).nullable().openapi({ format: "double", description, example });
const count = (description: string, example: number) =>
  z.int().min(0).max(100_000_000).openapi({ format: "int32", description, example });

/** A survey as lists and events have it. */
export const surveyShape = once(() => ({
  id: idSchema().openapi({ description: "Identifier.", example: surveySample.id }),
  project_id: idSchema().openapi({ description: "The project it is of.", example: surveySample.project_id }),
  document_id: idSchema().openapi({
    description: "The document that holds the file.",
    example: surveySample.document_id,
  }),
  document_sha256: textSchema(64).openapi({
    description: "SHA-256 of the content that was read, lower-case hex.",
    example: surveySample.document_sha256,
  }),
  kind: z.enum(SURVEY_KINDS).openapi({ description: "What it is for.", example: "boundary" }),
  format: z.enum(SURVEY_FORMATS).openapi({ description: "What the file is.", example: "landxml" }),
  unit: z.enum(SURVEY_UNITS).openapi({
    description:
      "What the file is in. Lengths and areas are given in feet of the same kind; those of a metric file in international feet.",
    example: "us_survey_foot",
  }),
  lot_area_sq_ft: feet("Area of the largest parcel, square feet; null where there is none.", 12_000),
  lot_perimeter_ft: feet("Its perimeter, feet.", 440),
  parcel_count: count("How many parcels it has.", 1),
  point_count: count("How many points it has, those of surfaces included.", 4),
  elevation_min_ft: feet("The lowest elevation, feet.", null),
  elevation_max_ft: feet("The highest elevation, feet.", null),
  finding_count: count("How much in it does not agree or was not read.", 0),
  created_at: timeSchema().openapi({ description: "When it was imported.", example: surveySample.created_at }),
}));

export const surveySchema = () =>
  z.object(surveyShape()).openapi("Survey", { description: "What was read in the file of a surveyor." });

export type Survey = {
  id: string;
  project_id: string;
  document_id: string;
  document_sha256: string;
  kind: SurveyKind;
  format: SurveyFormat;
  unit: SurveyUnit;
  lot_area_sq_ft: number | null;
  lot_perimeter_ft: number | null;
  parcel_count: number;
  point_count: number;
  elevation_min_ft: number | null;
  elevation_max_ft: number | null;
  finding_count: number;
  created_at: string;
};
