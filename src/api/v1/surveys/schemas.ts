import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, SURVEY_KINDS, SURVEY_UNITS, surveySample, surveyShape, textSchema } from "#models";
import { POINT_ORDERS, ROLES } from "#modules/surveys";

const amount = (description: string, example: number) =>
  z.number().min(-1e12).max(1e12).openapi({ format: "double", description, example });
const maybe = (description: string, example: number | null) =>
  z.number().min(-1e12).max(1e12).nullable().openapi({ format: "double", description, example });
const count = (description: string, example: number) =>
  z.int().min(0).max(100_000_000).openapi({ format: "int32", description, example });
const words = (description: string, example: string, max = 100) => textSchema(max).openapi({ description, example });
const list = <T extends z.ZodType>(item: T, max: number, description: string, example: readonly unknown[]) =>
  z.array(item).max(max).openapi({ description, example });

const COURSE = {
  number: 1,
  type: "line",
  bearing: `N 00°00'00" E`,
  azimuth: 0,
  distance_ft: 120,
  arc_length_ft: null,
  radius_ft: null,
  delta_degrees: null,
  turns: null,
};
const PARCEL = {
  name: "Lot 7",
  area_sq_ft: 12_000,
  area_sq_m: 1114.8412,
  stated_area_sq_ft: 12_000,
  perimeter_ft: 440,
  closure_error_ft: 0,
  closure_ratio: null,
  courses: [COURSE],
};
const SETBACK = { parcel: "Lot 7", course: null, side: "front", distance_ft: 25, source: "stated" };
const LAYER = { layer: "V-PROP-ESMT", lines: 1, length_ft: 120, area_sq_ft: null };

const course = once(() =>
  z.object({
    number: count("Its place, from 1 on.", 1),
    type: z.enum(["line", "arc"]).openapi({ description: "Whether it is straight.", example: "line" }),
    bearing: words("From its beginning to its end; of an arc, that of its chord.", COURSE.bearing, 30),
    azimuth: amount("The same clockwise from north, in degrees.", 0),
    distance_ft: amount("From its beginning to its end; of an arc, its chord. Feet.", 120),
    arc_length_ft: maybe("Along the arc, feet.", null),
    radius_ft: maybe("Of the arc, feet.", null),
    delta_degrees: maybe("The angle at the arc's centre, degrees.", null),
    turns: z.enum(["left", "right"]).nullable().openapi({ description: "Which way the arc turns.", example: null }),
  }),
);

const parcel = once(() =>
  z.object({
    name: words("Its name in the file, or its layer.", "Lot 7"),
    area_sq_ft: amount("What its courses enclose, arcs measured as arcs; square feet.", 12_000),
    area_sq_m: amount("The same in square metres.", PARCEL.area_sq_m),
    stated_area_sq_ft: maybe("What the file says its area is.", 12_000),
    perimeter_ft: amount("All its courses together, feet.", 440),
    closure_error_ft: amount("How far its courses miss where they began, feet.", 0),
    closure_ratio: maybe("One foot of error in so many feet of the perimeter; null when it closes.", null),
    courses: list(course(), 4000, "Its sides, in the file's order.", [COURSE]),
  }),
);

const setback = once(() =>
  z.object({
    parcel: words("The parcel.", "Lot 7"),
    course: count("The course it is measured from; null for what is stated of a side.", 1).nullable(),
    side: z
      .enum(["front", "rear", "side"])
      .nullable()
      .openapi({ description: "The side, if it is stated.", example: "front" }),
    distance_ft: amount("Feet.", 25),
    source: z.enum(["stated", "measured"]).openapi({
      description: "`stated` by the file, or `measured` between a setback line and the course that is parallel to it.",
      example: "stated",
    }),
  }),
);

const layer = once(() =>
  z.object({
    layer: words("The layer, or the plan feature.", "V-PROP-ESMT"),
    lines: count("How many lines it has.", 1),
    length_ft: amount("How long they are together, feet.", 120),
    area_sq_ft: maybe("What closed ones enclose, square feet; null where none is closed.", null),
  }),
);

const surface = once(() =>
  z.object({
    name: words("Its name.", "Existing ground"),
    points: count("Its points.", 4),
    triangles: count("Its triangles.", 2),
    area_sq_ft: amount("What it covers, seen from above; square feet.", 12_000),
    low_ft: maybe("Its lowest point, feet.", 11.2),
    high_ft: maybe("Its highest point, feet.", 13.8),
  }),
);

const finding = once(() =>
  z.object({
    code: z
      .enum([
        "area_mismatch",
        "closure_error",
        "length_mismatch",
        "radius_mismatch",
        "surface_mismatch",
        "unit_overridden",
        "not_read",
        "not_shown",
        "no_lot",
      ])
      .openapi({ description: "What kind of thing it is.", example: "area_mismatch" }),
    detail: words(
      "In words.",
      "The area of Lot 7 is said to be 12100.00 sq ft; its courses enclose 12000.00 sq ft.",
      500,
    ),
  }),
);

export const detailSchema = () =>
  z
    .object({
      ...surveyShape(),
      parcels: list(parcel(), 500, "Its parcels.", [PARCEL]),
      setbacks: list(setback(), 500, "Setbacks, stated and measured.", [SETBACK]),
      easements: list(layer(), 200, "Easements and rights of way, by layer.", [LAYER]),
      utilities: list(layer(), 200, "Utilities, by layer.", []),
      buildings: list(layer(), 200, "Buildings, by layer.", []),
      surfaces: list(surface(), 100, "Surfaces.", []),
      findings: list(finding(), 100, "What does not agree, and what was not read.", []),
    })
    .openapi("SurveyDetail", { description: "A survey with all that was read in it." });

export const detailExample = {
  ...surveySample,
  parcels: [PARCEL],
  setbacks: [SETBACK],
  easements: [LAYER],
  utilities: [],
  buildings: [],
  surfaces: [],
  findings: [],
};

export const inputSchema = () =>
  z
    .strictObject({
      document_id: idSchema().openapi({
        description: "The document that holds the file, of this project or of none.",
        example: surveySample.document_id,
      }),
      kind: z.enum(SURVEY_KINDS).openapi({ description: "What it is for.", example: "boundary" }),
      unit: z.enum(SURVEY_UNITS).optional().openapi({
        description:
          "What its coordinates are in, where the file leaves that open: point files, and drawings without units. It overrules what the file says, and the result tells so.",
        example: "us_survey_foot",
      }),
      point_order: z.enum(POINT_ORDERS).optional().openapi({
        description:
          "The columns of a point file without a header: **p**oint, **n**orthing, **e**asting, elevation (**z**), **d**escription.",
        example: "pnezd",
      }),
      layers: z
        .record(z.string().min(1).max(255), z.enum(ROLES))
        .refine((layers) => Object.keys(layers).length <= 100, "At most 100 layers are named.")
        .optional()
        .openapi({
          description:
            "What layers of a drawing stand for, by their names; others are told by the words in their names.",
          example: { "BL-1": "boundary" },
          maxProperties: 100,
        }),
    })
    .openapi("SurveyCreate", { description: "What imports a survey." });

export type Input = z.output<ReturnType<typeof inputSchema>>;
