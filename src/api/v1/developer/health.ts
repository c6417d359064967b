import { z } from "@hono/zod-openapi";
import { idSchema } from "#models";
import * as health from "#modules/developer-health";
import { type AnyEndpoint, userEndpoint } from "../../endpoint";
import { isDeprecated } from "./operations";
import { APP_ID, params, tag } from "./schemas";

const state = (description: string) =>
  z.enum(["good", "warning", "critical"]).openapi({ description, example: "good" });
const count = (description: string) =>
  z.int().min(0).max(1_000_000_000_000).openapi({ format: "int64", description, example: 12 });
const day = (description: string) => z.string().max(10).openapi({ format: "date", description, example: "2026-04-14" });

const rateSchema = z.strictObject({
  kind: z.enum(["401", "403", "404", "429", "5xx"]).openapi({ description: "Kind of failure.", example: "429" }),
  calls: count("Calls that were answered so."),
  percent: z.number().min(0).max(100).openapi({ format: "double", description: "Share of all calls.", example: 0.4 }),
  state: state("By the thresholds of its kind."),
});

const healthSchema = z
  .strictObject({
    application_id: idSchema().openapi({ description: "The application.", example: APP_ID }),
    environment: z.enum(["live", "sandbox", "all"]).openapi({ description: "Whose calls count.", example: "all" }),
    from: day("First day, UTC."),
    to: day("Last day, UTC."),
    state: state("The worst of all."),
    total_calls: count("All calls."),
    rates: z.array(rateSchema).max(5).openapi({ description: "By kind of failure." }),
    deprecated_operations: z
      .array(
        z.strictObject({
          operation: z.string().max(100).openapi({ description: "The operation.", example: "listProjects" }),
          calls: count("Calls."),
        }),
      )
      .max(500)
      .openapi({ description: "Calls of versions on their way out.", example: [] }),
    days: z
      .array(
        z.strictObject({
          day: day("The day, UTC."),
          calls: count("All calls of the day."),
          state: state("Of the day."),
          by_kind: z
            .record(z.string().max(3), z.int().min(0).max(1_000_000_000_000).openapi({ format: "int64" }))
            .openapi({ description: "Failures by kind.", example: { "429": 3 } }),
        }),
      )
      .max(14)
      .openapi({ description: "The 14 days, oldest first." }),
  })
  .openapi("AppHealth");

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
          format: z.enum(["json", "csv"]).optional().openapi({ description: "json, or csv.", example: "json" }),
        }),
    },
    responses: { 200: { description: "Its health.", schema: () => healthSchema, example } },
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
