import { z } from "@hono/zod-openapi";
import { idSchema, isDay } from "#models";
import * as usage from "#modules/usage";
import { DAY_MS } from "#lib/time";
import { type AnyEndpoint, endpoint } from "../../endpoint";

const day = (description: string, example: string) =>
  z
    .string()
    .max(10)
    .refine(isDay, "This is not a day, YYYY-MM-DD.")
    .optional()
    .openapi({ format: "date", description, example });

const querySchema = () =>
  z.strictObject({
    from: day("First day, UTC. Default: 6 days before `to`.", "2026-04-08"),
    to: day("Last day, UTC. Default: today.", "2026-04-14"),
    principal_id: idSchema().optional().openapi({
      description: "Only calls of this API key or application.",
      example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b01",
    }),
  });

const rowSchema = z
  .strictObject({
    day: z.string().max(10).openapi({ format: "date", description: "UTC day.", example: "2026-04-14" }),
    principal_id: idSchema().openapi({
      description: "The API key or application.",
      example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b01",
    }),
    operation: z.string().max(100).openapi({
      description: "operationId of the endpoint; of a later version as `v2.listProjects`.",
      example: "listProjects",
    }),
    status: z.int().min(100).max(599).openapi({ format: "int32", description: "HTTP status.", example: 200 }),
    calls: z.int().min(0).max(1_000_000_000_000).openapi({ format: "int64", description: "How many.", example: 1204 }),
  })
  .openapi("UsageRow");

type Query = { from?: string | undefined; to?: string | undefined; principal_id?: string | undefined };

export const usageEndpoints: readonly AnyEndpoint[] = [
  endpoint<usage.UsageRow[], undefined, Query>({
    operationId: "getUsage",
    method: "get",
    path: "/usage",
    scope: "read:usage",
    tag: "Usage",
    summary: "Get API usage",
    description:
      "Calls by day, key or application, endpoint and status. Counted in memory and written every few seconds.",
    query: { schema: querySchema },
    responses: {
      200: {
        description: "The counts, latest day first.",
        schema: () =>
          z
            .strictObject({ data: z.array(rowSchema).max(5000).openapi({ description: "The counts." }) })
            .openapi("Usage"),
        example: {
          data: [
            {
              day: "2026-04-14",
              principal_id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b01",
              operation: "listProjects",
              status: 200,
              calls: 1204,
            },
          ],
        },
      },
    },
    run: ({ ctx, query }) => {
      const to = query.to ?? new Date(ctx.now).toISOString().slice(0, 10);
      const from = query.from ?? new Date(Date.parse(to) - 6 * DAY_MS).toISOString().slice(0, 10);
      return usage.listUsage(ctx, { from, to, principalId: query.principal_id });
    },
    answer: (rows) => ({ status: 200, body: { data: rows } }),
  }),
];
