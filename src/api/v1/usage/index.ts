import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, isDay } from "#models";
import * as usage from "#modules/usage";
import { DAY_MS } from "#lib/time";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { invalid } from "../../../errors";

const PRINCIPAL = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b21";

const day = (description: string, example: string) =>
  z
    .string()
    .max(10)
    .refine(isDay, "This is not a day, YYYY-MM-DD.")
    .optional()
    .openapi({ format: "date", description, example });

const querySchema = () =>
  z.strictObject({
    from: day("The first day, in UTC. Without it: 6 days before `to`.", "2026-04-08"),
    to: day("The last day, in UTC. Without it: today.", "2026-04-14"),
    principal_id: idSchema().optional().openapi({
      description: "Only requests of this API key or application.",
      example: PRINCIPAL,
    }),
  });

const rowSchema = once(() =>
  z
    .object({
      day: z.string().max(10).openapi({ format: "date", description: "The day, in UTC.", example: "2026-04-14" }),
      principal_id: idSchema().openapi({ description: "The API key or application.", example: PRINCIPAL }),
      operation: z
        .string()
        .regex(/^(v[0-9]+\.)?[A-Za-z]+$/)
        .max(100)
        .openapi({
          description: "An `operationId`; one of a later version as `v2.listProjects`.",
          example: "listProjects",
        }),
      status: z.int().min(100).max(599).openapi({
        format: "int32",
        description: "The HTTP status of the answers.",
        example: 200,
      }),
      calls: z.int().min(0).max(1_000_000_000_000).openapi({
        format: "int64",
        description: "How many requests there were.",
        example: 1204,
      }),
    })
    .openapi("UsageRow", { description: "How often an operation was called." }),
);

const usageSchema = () =>
  z
    .object({ data: z.array(rowSchema()).max(5000).openapi({ description: "The counts, latest day first." }) })
    .openapi("Usage", { description: "Requests, counted." });

type Query = { from?: string | undefined; to?: string | undefined; principal_id?: string | undefined };

export const usageEndpoints: readonly AnyEndpoint[] = [
  endpoint<usage.UsageRow[], undefined, Query>({
    operationId: "getUsage",
    method: "get",
    path: "/usage",
    scope: "read:usage",
    tag: "Usage",
    summary: "Get API usage",
    description: `Requests by day, key or application, operation and status, each counted within a few seconds; one that was refused counts where it is known whose credential it had. Counts are kept ${usage.KEPT_DAYS} days. When there would be more than 5000 rows the answer is 400: ask for fewer days, or for one key.`,
    query: { schema: querySchema },
    responses: {
      200: {
        description: "The counts, latest day first.",
        schema: usageSchema,
        example: {
          data: [
            {
              day: "2026-04-14",
              principal_id: PRINCIPAL,
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
      if (from > to) throw invalid([{ pointer: "?from", detail: `The first day, ${from}, is after the last, ${to}.` }]);
      return usage.listUsage(ctx, { from, to, principalId: query.principal_id });
    },
    answer: (rows) => ({ status: 200, body: { data: rows } }),
  }),
];
