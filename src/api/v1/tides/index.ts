import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema } from "#models";
import { type ProjectTides, projectTides } from "#modules/project-tides";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { shortText } from "../integrations/schemas";
import { date, highWater, maybeFeet, siteTidesExample, siteTidesShape } from "./schemas";

const PROJECT_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b11";
const TASK_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b90";

const flag = {
  kind: "high_water",
  date: "2026-07-27",
  at: highWater.at,
  height_ft: 5.805,
  threshold_ft: 4.8,
  detail: "The water stands at 5.805 ft MLLW at 9:58 AM, in working hours. Low water is -0.324 ft at 3:21 AM.",
};
const task = {
  id: TASK_ID,
  name: "Pour pile caps",
  kind: "concrete_pour",
  start_date: "2026-07-27",
  end_date: "2026-07-27",
  flags: [flag],
};
const example = { project_id: PROJECT_ID, ...siteTidesExample, tasks: [task] };

const flagSchema = once(() =>
  z.object({
    kind: z.enum(["high_water", "king_tide", "storm_surge"]).openapi({
      description: "What threatens the task. The height and the working hours are settings of the install.",
      example: "high_water",
    }),
    date: date("When, in the station's own time."),
    at: z
      .string()
      .max(30)
      .nullable()
      .openapi({ format: "date-time", description: "When the water is highest.", example: flag.at }),
    height_ft: maybeFeet("How high it is then, feet above MLLW.", flag.height_ft),
    threshold_ft: maybeFeet("What it is held against.", flag.threshold_ft),
    detail: shortText("In words.", flag.detail, 1000),
  }),
);

const taskSchema = once(() =>
  z.object({
    id: idSchema().openapi({ description: "The task.", example: TASK_ID }),
    name: shortText("Its name.", task.name, 200),
    kind: shortText("Its kind.", task.kind),
    start_date: date("Its first day."),
    end_date: date("Its last day."),
    flags: z
      .array(flagSchema())
      .max(1000)
      .openapi({ description: "What the sea may do to it.", example: [flag] }),
  }),
);

const schema = once(() =>
  z
    .object({
      project_id: idSchema().openapi({ description: "The project.", example: PROJECT_ID }),
      ...siteTidesShape(),
      tasks: z
        .array(taskSchema())
        .max(10_000)
        .openapi({ description: "The tasks of the schedules in force that are not completed.", example: [task] }),
    })
    .openapi("ProjectTides", { description: "The tides at a project's site, and what they may do to its tasks." }),
);

export const tideEndpoints: readonly AnyEndpoint[] = [
  endpoint<ProjectTides>({
    operationId: "getProjectTides",
    method: "get",
    path: "/projects/{id}/tides",
    params: { id: { description: "Id of the project.", example: PROJECT_ID } },
    scope: "read:schedules",
    tag: "Schedules",
    summary: "Get a project's tides",
    description:
      "The high and low waters of the next 31 days at the station nearest to the project's site, king tides and alerts of storm surge, and for each task of its schedule what the sea may do to it: concrete pours, foundations and work at the waterfront are flagged when the water is high in working hours. It needs NOAA tides to be installed.",
    responses: { 200: { description: "The tides.", schema: schema, example } },
    run: ({ ctx, params: { id = "" } }) => projectTides(ctx, id),
    answer: (tides) => ({ status: 200, body: tides }),
  }),
];
