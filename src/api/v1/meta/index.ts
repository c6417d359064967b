import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import type { PublicEndpoint } from "../../endpoint";
import { cachedJson } from "../../cached-json";
import { eventTypeEndpoints } from "./event-types";
import { versions } from "../../versions";

const tag = "About the API";

const day = (description: string, example: string | null) =>
  z.string().max(10).nullable().openapi({ format: "date", description, example });

const versionSchema = once(() =>
  z
    .object({
      version: z
        .string()
        .regex(/^v[0-9]+$/)
        .max(10)
        .openapi({ description: "Its name in the path.", example: "v1" }),
      status: z
        .enum(["preview", "current", "deprecated", "sunset"])
        .openapi({ description: "Where it is in its life.", example: "current" }),
      released: z.string().max(10).openapi({
        format: "date",
        description: "The day it was released.",
        example: "2026-11-22",
      }),
      deprecated: day("The day it was deprecated.", null),
      sunset: day("The day it ends; at least 12 months after its deprecation.", null),
    })
    .openapi("ApiVersion", { description: "A version of the API." }),
);

const versionListSchema = () =>
  z
    .object({ data: z.array(versionSchema()).max(20).openapi({ description: "The versions, oldest first." }) })
    .openapi("ApiVersionList", { description: "All versions." });

const unchanged = { description: "It is still what `If-None-Match` names.", headers: ["ETag"] } as const;

export const metaEndpoints: readonly PublicEndpoint[] = [
  ...eventTypeEndpoints,
  {
    operationId: "listApiVersions",
    method: "get",
    path: "/versions",
    tag,
    summary: "List API versions",
    description:
      "Every version of the API, and where it is in its life. A deprecated version answers with `Deprecation` (RFC 9745) and `Sunset` (RFC 8594).",
    responses: {
      200: {
        description: "The versions, oldest first.",
        schema: versionListSchema,
        example: { data: versions },
        headers: ["ETag"],
      },
      304: unchanged,
    },
    respond: cachedJson(() => ({ data: versions })),
  },
];
