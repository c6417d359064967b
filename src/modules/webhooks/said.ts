import type { z } from "@hono/zod-openapi";

/** What an event carries that is about no record of the API. */
export type Said = {
  schema: () => z.ZodType;
  sample: Record<string, unknown> & { id: string };
  /** Former values of what the sample says has changed. */
  previous?: Record<string, unknown>;
};
