import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { textSchema } from "#models";
import { readDays, readHealth } from "#modules/integration-health";
import { getListing } from "#modules/listings";
import type { PublicEndpoint } from "../../endpoint";
import { openEndpoint } from "../../open-endpoint";
import { maybeWhole, params, slugSchema, sometime, tag, whole } from "./fields";

const windowSchema = once(() =>
  z
    .object({
      window: z.enum(["1h", "24h", "30d"]).openapi({ description: "Until now.", example: "24h" }),
      calls: whole("Calls to the other side.", 1280),
      failures: z
        .object({
          config: whole("A builder's own credential or setting was wrong.", 3),
          transient: whole("The other side did not answer, or was busy.", 9),
          contract: whole("The answer was not what was agreed.", 0),
          system: whole("Our own fault.", 1),
        })
        .openapi({
          description: "How many calls failed, by cause.",
          example: { config: 3, transient: 9, contract: 0, system: 1 },
        }),
      error_rate: z.number().min(0).max(1).nullable().openapi({
        format: "double",
        description: "Share of the calls that failed, apart from `config`; null without calls.",
        example: 0.0078,
      }),
      p50_ms: maybeWhole("Half of the calls took at most so long; estimated from counts by time.", 210),
      p95_ms: maybeWhole("Of 100 calls, 95 took at most so long; estimated from counts by time.", 900),
      last_success_at: sometime("The last call that worked, whenever it was.", "2026-11-24T07:59:00.000Z"),
    })
    .openapi("IntegrationHealthWindow", { description: "How the calls of a time went." }),
);

const example = {
  integration: "xero",
  days: [{ date: "2026-11-24", calls: 1280, failed: 10, p95_ms: 900 }],
  versions: [
    {
      version: "v1",
      windows: [
        {
          window: "24h",
          calls: 1280,
          failures: { config: 3, transient: 9, contract: 0, system: 1 },
          error_rate: 0.0078,
          p50_ms: 210,
          p95_ms: 900,
          last_success_at: "2026-11-24T07:59:00.000Z",
        },
      ],
    },
  ],
};

const daySchema = () =>
  z
    .object({
      date: z.string().max(10).openapi({ format: "date", description: "The day, UTC.", example: "2026-11-24" }),
      calls: whole("Calls to the other side.", 1280),
      failed: whole("How many of them failed, apart from `config`.", 10),
      p95_ms: maybeWhole("Of 100 calls, 95 took at most so long; estimated from counts by time.", 900),
    })
    .openapi("IntegrationHealthDay", { description: "How the calls of a day went." });

const healthSchema = () =>
  z
    .object({
      integration: slugSchema(),
      versions: z
        .array(
          z.object({
            version: textSchema(20).openapi({ description: "The version.", example: "v1" }),
            windows: z.array(windowSchema()).max(3).openapi({ description: "The last hour, 24 hours and 30 days." }),
          }),
        )
        .max(50)
        .openapi({ description: "Every version that was called, the newest first.", example: example.versions }),
      days: z.array(daySchema()).max(30).openapi({
        description: "The last 30 days, UTC, oldest first, of all versions together.",
        example: example.days,
      }),
    })
    .openapi("IntegrationHealth", { description: "How an integration has been doing." });

export const healthOpen: readonly PublicEndpoint[] = [
  openEndpoint({
    operationId: "getIntegrationHealth",
    method: "get",
    path: "/marketplace/integrations/{slug}/health",
    params,
    tag,
    summary: "Get an integration's health",
    description:
      "How the calls to the other side went, of all builders together, by version: over an hour, a day and 30 days; and of all versions day by day. Counted in steps of five minutes, and of an hour for the 30 days.",
    responses: {
      200: { description: "The health.", schema: healthSchema, example, headers: ["ETag"] },
      304: { description: "It is still what `If-None-Match` names.", headers: ["ETag"] },
    },
    run: async ({ ctx, params: { slug = "" } }) => {
      const [listing, versions, days] = await Promise.all([
        getListing(ctx, slug),
        readHealth(ctx, slug),
        readDays(ctx, slug),
      ]);
      return { status: 200, body: { integration: listing.slug, versions, days } };
    },
  }),
];
