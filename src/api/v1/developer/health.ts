import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema } from "#models";
import * as health from "#modules/developer-health";
import { type AnyEndpoint, userEndpoint } from "../../endpoint";
import { isDeprecated } from "./operations";
import { APP_ID, params, tag } from "./schemas";

const state = (description: string) =>
  z.enum(["good", "warning", "critical"]).openapi({ description, example: "good" });
const count = (description: string, example: number) =>
  z.int().min(0).max(1_000_000_000_000).openapi({ format: "int64", description, example });
const day = (description: string, example: string) =>
  z.string().max(10).openapi({ format: "date", description, example });
const operation = (description: string) =>
  z
    .string()
    .regex(/^(v[0-9]+\.)?[A-Za-z]+$/)
    .max(100)
    .openapi({ description, example: "listProjects" });

const rateSchema = once(() =>
  z
    .object({
      kind: z.enum(["401", "403", "404", "429", "5xx"]).openapi({ description: "Kind of failure.", example: "429" }),
      calls: count("Calls that were answered so.", 3),
      percent: z
        .number()
        .min(0)
        .max(100)
        .openapi({ format: "double", description: "Share of all calls.", example: 0.25 }),
      state: state("By the thresholds of its kind."),
    })
    .openapi("AppHealthRate", { description: "How often calls failed in one way." }),
);
const deprecatedSchema = once(() =>
  z
    .object({ operation: operation("The operation."), calls: count("Calls.", 12) })
    .openapi("AppHealthDeprecated", { description: "Calls of an operation on its way out." }),
);
const daySchema = once(() =>
  z
    .object({
      day: day("The day, UTC.", "2026-04-14"),
      calls: count("All calls of the day.", 86),
      state: state("Of the day."),
      by_kind: z
        .record(z.string().max(3), z.int().min(0).max(1_000_000_000_000).openapi({ format: "int64" }))
        .openapi({ description: "Failures by kind.", example: { "429": 3 }, maxProperties: 10 }),
    })
    .openapi("AppHealthDay", { description: "One day of an application." }),
);

const healthSchema = once(() =>
  z
    .object({
      application_id: idSchema().openapi({ description: "The application.", example: APP_ID }),
      environment: z.enum(["live", "sandbox", "all"]).openapi({ description: "Whose calls count.", example: "all" }),
      from: day("First day, UTC.", "2026-04-01"),
      to: day("Last day, UTC.", "2026-04-14"),
      state: state("The worst of all."),
      total_calls: count("All calls.", 1204),
      rates: z.array(rateSchema()).max(5).openapi({ description: "By kind of failure." }),
      deprecated_operations: z
        .array(deprecatedSchema())
        .max(500)
        .openapi({ description: "Calls of versions on their way out." }),
      days: z.array(daySchema()).max(14).openapi({ description: "The 14 days, oldest first." }),
    })
    .openapi("AppHealth", { description: "How an application fares." }),
);

const example = {
  application_id: APP_ID,
  environment: "all",
  from: "2026-04-01",
  to: "2026-04-14",
  state: "good",
  total_calls: 1204,
  rates: [{ kind: "429", calls: 3, percent: 0.25, state: "good" }],
  deprecated_operations: [],
  days: [
    { day: "2026-04-14", calls: 86, state: "good", by_kind: { "401": 0, "403": 0, "404": 0, "429": 3, "5xx": 0 } },
  ],
};

const csv = `day,calls,calls_401,calls_403,calls_404,calls_429,calls_5xx,percent_401,percent_403,percent_404,percent_429,percent_5xx,state\r
2026-04-14,86,0,0,0,3,0,0.00,0.00,0.00,3.49,0.00,warning\r
`;

const thresholds = Object.entries(health.THRESHOLDS)
  .map(([kind, { warning, critical }]) => `${kind} ${warning} % and ${critical} %`)
  .join(", ");

type Query = { environment?: "live" | "sandbox" | undefined; format?: "json" | "csv" | undefined };

export const healthEndpoints: readonly AnyEndpoint[] = [
  userEndpoint<health.AppHealth & { format: "json" | "csv" }, undefined, Query>({
    operationId: "getAppHealth",
    caller: "user",
    method: "get",
    path: "/developer/apps/{id}/health",
    params,
    tag,
    summary: "Get an application's health",
    description: `Calls with the application's tokens in the last 14 days, by day and kind of failure. From these shares of all calls on a kind warns and is critical: ${thresholds}; fewer than ${health.LEAST_CALLS} calls are good. \`format=csv\` gives the days as CSV. Calls are counted within seconds.`,
    query: {
      schema: () =>
        z.strictObject({
          environment: z
            .enum(["live", "sandbox"])
            .optional()
            .openapi({ description: "Only calls in live builders, or in sandboxes.", example: "sandbox" }),
          format: z
            .enum(["json", "csv"])
            .optional()
            .openapi({ description: "As what it is answered. Without it: json.", example: "json" }),
        }),
    },
    responses: {
      200: { description: "Its health.", schema: healthSchema, example, csv, headers: ["Content-Disposition"] },
    },
    run: async ({ ctx, query, params: { id = "" } }) => ({
      ...(await health.getAppHealth(ctx, id, { environment: query.environment }, isDeprecated)),
      format: query.format ?? "json",
    }),
    answer: ({ format, ...result }) =>
      format === "json"
        ? { status: 200, body: result }
        : new Response(health.healthCsv(result), {
            headers: {
              "content-type": "text/csv; charset=utf-8",
              "content-disposition": `attachment; filename="health-${result.to}.csv"`,
            },
          }),
  }),
];
