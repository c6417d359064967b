import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, setbacksSample } from "#models";
import { maybeAt, maybeText } from "../integrations/schemas";

const { entered_by: BY, entered_at: AT, lot } = setbacksSample;

const entered = (distance: number) => ({
  distance_ft: distance,
  source: "entered",
  said_by: BY,
  said_at: AT,
  survey_ft: null,
});

/** As the site conditions show them. */
export const siteSetbacksExample = {
  front: entered(25),
  rear: entered(20),
  left: entered(7.5),
  right: entered(7.5),
  waterfront: null,
  reference: setbacksSample.reference,
  survey_id: lot.survey_id,
  buildable_area_sq_ft: 6375,
  buildable_detail: null,
};

const side = (description: string, example: ReturnType<typeof entered> | null) =>
  z
    .object({
      distance_ft: z
        .number()
        .min(0)
        .max(1e12)
        .openapi({ format: "double", description: "How far the building has to stay away, feet.", example: 25 }),
      source: z.enum(["entered", "survey", "county"]).openapi({
        description:
          "`entered` by the builder, which comes first; by a `survey`: stated in the newest, or as its setback lines measure from the courses whose sides were named; published by the `county`.",
        example: "entered",
      }),
      said_by: maybeText("Id of who entered it.", BY, 100),
      said_at: maybeAt("When it was entered, or imported, or the county was last asked.", AT),
      survey_ft: z.number().min(0).max(1e12).nullable().openapi({
        format: "double",
        description: "What the survey says of this side, feet, whoever's word holds; null where it says nothing.",
        example: 25,
      }),
    })
    .nullable()
    .openapi({ description, example });

export const siteSetbacksSchema = once(() =>
  z.object({
    front: side("From the front of the lot.", siteSetbacksExample.front),
    rear: side("From its rear.", siteSetbacksExample.rear),
    left: side("From its left side, as seen from the street.", siteSetbacksExample.left),
    right: side("From its right side.", siteSetbacksExample.right),
    waterfront: side("From the water.", null),
    reference: maybeText("Where the zoning says so.", siteSetbacksExample.reference),
    survey_id: idSchema().nullable().openapi({
      description: "The survey whose drawing shows what may be built on; null while that is not known.",
      example: siteSetbacksExample.survey_id,
    }),
    buildable_area_sq_ft: z
      .int()
      .min(0)
      .max(1_000_000_000_000)
      .nullable()
      .openapi({ format: "int64", description: "What the setbacks leave of the lot, square feet.", example: 6375 }),
    buildable_detail: maybeText("Why that is not known, or what there is to say of it.", null),
  }),
);
