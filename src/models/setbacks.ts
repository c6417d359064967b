import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, textSchema, timeSchema } from "./schemas";

/** The sides of a lot that zoning has distances for; left and right as seen from the street. */
export const LOT_SIDES = ["front", "rear", "left", "right", "waterfront"] as const;
export type LotSide = (typeof LOT_SIDES)[number];

/** How many courses of a lot can be told apart by name. */
const MOST_COURSES = 100;
const MOST_FEET = 5000;

/** What a builder has entered of a project's setbacks. */
export type Setbacks = {
  project_id: string;
  front_ft: number | null;
  rear_ft: number | null;
  left_ft: number | null;
  right_ft: number | null;
  waterfront_ft: number | null;
  reference: string | null;
  /** Which side of the lot each course of a survey is, in the order of the courses. */
  lot: { survey_id: string; sides: LotSide[] } | null;
  /** Null where nothing was ever entered. */
  entered_by: string | null;
  entered_at: string | null;
};

/** What the caller says of it. */
export type EnteredSetbacks = Omit<Setbacks, "project_id" | "entered_by" | "entered_at">;

/** The field that holds the distance from a side. */
export const setbackField = (side: LotSide) => `${side}_ft` as const;

export const setbacksSample = {
  project_id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b11",
  front_ft: 25,
  rear_ft: 20,
  left_ft: 7.5,
  right_ft: 7.5,
  waterfront_ft: null,
  reference: "Land Development Code 131-1, IS district",
  lot: { survey_id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b70", sides: ["left", "rear", "right", "front"] },
  entered_by: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b05",
  entered_at: "2026-04-14T08:00:00.000Z",
} satisfies Setbacks;

const feet = (description: string, example: number | null) =>
  z.number().min(0).max(MOST_FEET).nullable().openapi({ format: "double", description, example });

const lot = () => ({
  survey_id: idSchema().openapi({ description: "A survey of the project.", example: setbacksSample.lot.survey_id }),
  sides: z
    .array(z.enum(LOT_SIDES).openapi({ description: "A side of the lot.", example: "front" }))
    .min(1)
    .max(MOST_COURSES)
    .openapi({
      description: "The side that each course of its largest parcel is on, in the order of the courses.",
      example: setbacksSample.lot.sides,
    }),
});
const lotDescription = {
  description: "Which side each course of a survey is on: with it the area that may be built on is drawn.",
  example: setbacksSample.lot,
};

const distances = () => ({
  front_ft: feet("From the front of the lot, feet.", 25),
  rear_ft: feet("From its rear.", 20),
  left_ft: feet("From its left side, as seen from the street.", 7.5),
  right_ft: feet("From its right side.", 7.5),
  waterfront_ft: feet("From the water, where there is any.", null),
  reference: textSchema(500)
    .nullable()
    .openapi({ description: "Where the zoning says so.", example: setbacksSample.reference }),
});

/** What is entered. */
export const enteredSetbacks = once(() => ({
  ...distances(),
  lot: z.strictObject(lot()).nullable().openapi(lotDescription),
}));

/** As answers and events have it. */
export const setbacksShape = once(() => ({
  ...distances(),
  lot: z.object(lot()).nullable().openapi(lotDescription),
  entered_by: textSchema(100)
    .nullable()
    .openapi({ description: "Id of who entered it; null where nothing was.", example: setbacksSample.entered_by }),
  entered_at: timeSchema().nullable().openapi({ description: "When.", example: setbacksSample.entered_at }),
}));
