import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { forecastPeriod, idSchema, weatherAlert } from "#models";
import { type ProjectWeather, projectWeather } from "#modules/project-weather";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { at, shortText } from "../integrations/schemas";
import { historyEndpoint } from "./history";

const PROJECT_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b11";
const TASK_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b90";
const TIME = "2026-07-15T20:00:00.000Z";

const period = {
  starts_at: TIME,
  ends_at: "2026-07-15T22:00:00.000Z",
  name: "This Afternoon",
  is_daytime: true,
  temperature_f: 87,
  wind_mph: 9,
  precipitation_chance: 14,
  summary: "Smoke",
};
const day = {
  date: "2026-07-15",
  low_f: 66,
  high_f: 95,
  precipitation_in: 0.04,
  precipitation_chance: 14,
  evaporation: 0.27,
  is_precipitation_day: false,
};
const flag = {
  kind: "hot_concrete",
  date: "2026-07-15",
  value: 0.27,
  threshold: 0.2,
  detail: "Water leaves the surface at 0.27 lb/ft²/h: plastic shrinkage cracks are likely (ACI 305R).",
};
const task = {
  id: TASK_ID,
  name: "Pour slab",
  kind: "concrete_pour",
  start_date: "2026-07-15",
  end_date: "2026-07-15",
  flags: [flag],
};
const amount = (description: string, value: number) =>
  z.number().min(-1000).max(100_000).nullable().openapi({ format: "double", description, example: value });
const date = (description: string) =>
  z.string().max(10).openapi({ format: "date", description, example: "2026-07-15" });

const daySchema = once(() =>
  z.object({
    date: date("The day, in the site's own time."),
    low_f: amount("Lowest temperature, °F.", 66),
    high_f: amount("Highest temperature, °F.", 95),
    precipitation_in: amount("Precipitation, inches.", 0.04),
    precipitation_chance: amount("Highest chance of precipitation, per cent.", 14),
    evaporation: amount("How fast water leaves fresh concrete at most, lb/ft²/h.", 0.27),
    is_precipitation_day: z
      .boolean()
      .openapi({ description: "Whether so much falls that the day counts as one.", example: false }),
  }),
);

const flagSchema = once(() =>
  z.object({
    kind: z.enum(["cold_concrete", "hot_concrete", "precipitation", "alert"]).openapi({
      description: "What threatens the task. The thresholds are settings of the install.",
      example: "hot_concrete",
    }),
    date: date("When."),
    value: amount("What is expected.", 0.27),
    threshold: amount("What it is held against.", 0.2),
    detail: shortText("In words.", flag.detail, 1000),
  }),
);

const taskSchema = once(() =>
  z.object({
    id: idSchema().openapi({ description: "The task.", example: TASK_ID }),
    name: shortText("Its name.", "Pour slab", 200),
    kind: shortText("Its kind.", "concrete_pour"),
    start_date: date("Its first day."),
    end_date: date("Its last day."),
    flags: z
      .array(flagSchema())
      .max(1000)
      .openapi({ description: "What the weather may do to it.", example: [flag] }),
  }),
);

/** What is known of the weather at a site, without its tasks. */
export const siteWeatherShape = once(() => ({
  issued_at: at("When the forecast was made."),
  time_zone: shortText("The site's time zone.", "America/New_York"),
  periods: z
    .array(forecastPeriod())
    .max(20)
    .openapi({ description: "The next days and nights.", example: [period] }),
  days: z
    .array(daySchema())
    .max(20)
    .openapi({ description: "The forecast by day.", example: [day] }),
  alerts: z.array(weatherAlert()).max(100).openapi({ description: "Alerts in force.", example: [] }),
}));

export const siteWeatherExample = {
  issued_at: TIME,
  time_zone: "America/New_York",
  periods: [period],
  days: [day],
  alerts: [],
};
const example = { project_id: PROJECT_ID, ...siteWeatherExample, tasks: [task] };

const schema = once(() =>
  z
    .object({
      project_id: idSchema().openapi({ description: "The project.", example: PROJECT_ID }),
      ...siteWeatherShape(),
      tasks: z
        .array(taskSchema())
        .max(10_000)
        .openapi({ description: "The tasks of the schedules in force that are not completed.", example: [task] }),
    })
    .openapi("ProjectWeather", { description: "The weather at a project's site, and what it may do to its tasks." }),
);

export const weatherEndpoints: readonly AnyEndpoint[] = [
  endpoint<ProjectWeather>({
    operationId: "getProjectWeather",
    method: "get",
    path: "/projects/{id}/weather",
    params: { id: { description: "Id of the project.", example: PROJECT_ID } },
    scope: "read:schedules",
    tag: "Schedules",
    summary: "Get a project's weather",
    description:
      "The forecast of the next seven days at the project's site, the alerts in force there, and for each task of its schedule what the weather may do to it: concrete that is placed too cold or dries too fast, precipitation, severe alerts. It needs NOAA Weather to be installed.",
    responses: { 200: { description: "The weather.", schema: schema, example } },
    run: ({ ctx, params: { id = "" } }) => projectWeather(ctx, id),
    answer: (weather) => ({ status: 200, body: weather }),
  }),
  historyEndpoint,
];
