import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, textSchema, timeSchema } from "./schemas";
import { surveySample } from "./survey";

/** A point of the survey, as its drawing has it, and where it is in the picture. */
export type PlacedPoint = { x_ft: number; y_ft: number; x_px: number; y_px: number };

export type SurveyPlacement = {
  project_id: string;
  survey_id: string;
  document_id: string;
  document_sha256: string;
  width_px: number;
  height_px: number;
  points: PlacedPoint[];
  feet_per_pixel: number;
  rotation_degrees: number;
  x_px: number;
  y_px: number;
  residual_ft: number;
  is_current: boolean;
  placed_by: string;
  placed_at: string;
};

/** How many points may be matched: two place a survey, more check each other. */
const MOST_POINTS = 10;

export const surveyPlacementSample = {
  project_id: surveySample.project_id,
  survey_id: surveySample.id,
  document_id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b72",
  document_sha256: "2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae",
  width_px: 1600,
  height_px: 1200,
  points: [
    { x_ft: 0, y_ft: 120, x_px: 400, y_px: 900 },
    { x_ft: 100, y_ft: 120, x_px: 900, y_px: 900 },
  ],
  feet_per_pixel: 0.2,
  rotation_degrees: 0,
  x_px: 400,
  y_px: 300,
  residual_ft: 0,
  is_current: true,
  placed_by: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b05",
  placed_at: "2026-04-14T08:00:00.000Z",
} satisfies SurveyPlacement;

const [POINT] = surveyPlacementSample.points;
const number = (description: string, example: number | undefined, most = 1e9) =>
  z.number().min(-most).max(most).openapi({ format: "double", description, example });
const pixels = (description: string, example: number) =>
  z.int().min(1).max(16_384).openapi({ format: "int32", description, example });

/** @param object how strictly a point is read */
export const placedPointsSchema = (object: typeof z.object | typeof z.strictObject) =>
  z
    .array(
      object({
        x_ft: number("In the survey's drawing, feet from its left.", POINT?.x_ft),
        y_ft: number("In the survey's drawing, feet from its top.", POINT?.y_ft),
        x_px: number("In the picture, pixels from its left.", POINT?.x_px),
        y_px: number("In the picture, pixels from its top.", POINT?.y_px),
      }),
    )
    .min(2)
    .max(MOST_POINTS)
    .openapi({
      description: "Points of the survey, and where they are in the picture: two place it, more check each other.",
      example: surveyPlacementSample.points,
    });

/** As answers and events have it. */
export const surveyPlacementShape = once(() => {
  const sample = surveyPlacementSample;
  return {
    project_id: idSchema().openapi({ description: "The project.", example: sample.project_id }),
    survey_id: idSchema().openapi({ description: "The survey.", example: sample.survey_id }),
    document_id: idSchema().openapi({
      description: "The document that is a picture of the site plan.",
      example: sample.document_id,
    }),
    document_sha256: textSchema(64).openapi({
      description: "SHA-256 of the picture that it was placed on, lower-case hex.",
      example: sample.document_sha256,
    }),
    width_px: pixels("How wide the picture is, as its file says.", sample.width_px),
    height_px: pixels("How high it is.", sample.height_px),
    points: placedPointsSchema(z.object),
    feet_per_pixel: number("What a pixel of the picture is on the ground, feet.", sample.feet_per_pixel),
    rotation_degrees: number("How far north is turned clockwise from the picture's top.", sample.rotation_degrees, 360),
    x_px: number("Where the upper left corner of the survey's drawing lies in the picture.", sample.x_px),
    y_px: number("The same from the picture's top.", sample.y_px),
    residual_ft: number(
      "How far the point that fits least is from where it should be, feet. Two points always fit.",
      sample.residual_ft,
    ),
    is_current: z.boolean().openapi({
      description: "Whether the document is still of the project, and still has that picture.",
      example: sample.is_current,
    }),
    placed_by: textSchema(100).openapi({ description: "Id of who placed it.", example: sample.placed_by }),
    placed_at: timeSchema().openapi({ description: "When.", example: sample.placed_at }),
  };
});
