import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, isDay } from "#models";
import { historyCsv, MOST_DAYS, type ProjectWeatherHistory, weatherHistory } from "#modules/project-weather";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { count, shortText } from "../integrations/schemas";

const PROJECT_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b11";

const day = { date: "2026-04-13", precipitation_in: 0.42, low_f: 41, high_f: 55, is_precipitation_day: true };
const station = {
  id: "USW00054777",
  name: "TAUNTON MUNICIPAL AIRPORT, MA US",
  latitude: 41.8756,
  longitude: -71.0211,
  distance_miles: 10.7,
};
const example = {
  project_id: PROJECT_ID,
  from: "2026-04-13",
  to: "2026-04-14",
  station,
  precipitation_day_in: 0.1,
  precipitation_days: 1,
  days_without_data: 1,
  days: [day, { date: "2026-04-14", precipitation_in: null, low_f: null, high_f: null, is_precipitation_day: null }],
};
const csv = `date,precipitation_in,is_precipitation_day,low_f,high_f,station_id\r
2026-04-13,0.42,true,41,55,USW00054777\r
2026-04-14,,,,,USW00054777\r
`;

const number = (description: string, value: number) =>
  z.number().min(-1000).max(100_000).openapi({ format: "double", description, example: value });
const date = (description: string, value = "2026-04-13") =>
  z.string().max(10).openapi({ format: "date", description, example: value });
const asked = (description: string) => date(description).refine(isDay, "This is not a day, YYYY-MM-DD.").optional();

const schema = once(() =>
  z
    .object({
      project_id: idSchema().openapi({ description: "The project.", example: PROJECT_ID }),
      from: date("The first day."),
      to: date("The last day.", "2026-04-14"),
      station: z
        .object({
          id: shortText("Its id in GHCN-Daily.", station.id),
          name: shortText("Its name.", station.name, 200),
          latitude: number("Where it is.", station.latitude),
          longitude: number("Where it is.", station.longitude),
          distance_miles: number("How far it is from the site.", station.distance_miles),
        })
        .nullable()
        .openapi({
          description: "What was measured, was measured here; null where there is no station.",
          example: station,
        }),
      precipitation_day_in: number("From so many inches on a day counts; a setting of the install.", 0.1),
      precipitation_days: count("Days that count.", 1),
      days_without_data: count("Days without a measurement, which are not days without rain.", 1),
      days: z
        .array(
          z.object({
            date: date("The day."),
            precipitation_in: number("Rain and melted snow, inches; null where nothing was measured.", 0.42).nullable(),
            low_f: number("Lowest temperature, °F.", 41).nullable(),
            high_f: number("Highest temperature, °F.", 55).nullable(),
            is_precipitation_day: z
              .boolean()
              .nullable()
              .openapi({ description: "Whether the day counts; null where nothing was measured.", example: true }),
          }),
        )
        .max(MOST_DAYS)
        .openapi({ description: "Every day of the span.", example: [day] }),
    })
    .openapi("ProjectWeatherHistory", { description: "What was measured near a project's site." }),
);

type Query = { from?: string | undefined; to?: string | undefined; format?: "json" | "csv" | undefined };

export const historyEndpoint: AnyEndpoint = endpoint<
  ProjectWeatherHistory & { format: "json" | "csv" },
  undefined,
  Query
>({
  operationId: "getProjectWeatherHistory",
  method: "get",
  path: "/projects/{id}/weather-history",
  params: { id: { description: "Id of the project.", example: PROJECT_ID } },
  scope: "read:schedules",
  tag: "Schedules",
  summary: "Get a project's past weather",
  description:
    "What the nearest station of NOAA's climate archive has measured day by day, for up to a year, and which days count as days of precipitation, as for delay documents. Measurements arrive some days late. It needs NOAA Weather to be installed.",
  query: {
    schema: () =>
      z.strictObject({
        from: asked("The first day. Without it: 29 days before the last."),
        to: asked("The last day. Without it: yesterday."),
        format: z
          .enum(["json", "csv"])
          .optional()
          .openapi({ description: "As what it is answered. Without it: json.", example: "json" }),
      }),
  },
  callsUpstream: true,
  responses: {
    200: { description: "The past weather.", schema: schema, example, csv, headers: ["Content-Disposition"] },
  },
  run: async ({ ctx, query: { format = "json", ...span }, params: { id = "" } }) => ({
    ...(await weatherHistory(ctx, id, span)),
    format,
  }),
  answer: ({ format, ...history }) =>
    format === "json"
      ? { status: 200, body: history }
      : new Response(historyCsv(history), {
          headers: {
            "content-type": "text/csv; charset=utf-8",
            "content-disposition": `attachment; filename="weather-${history.from}-${history.to}.csv"`,
          },
        }),
});
