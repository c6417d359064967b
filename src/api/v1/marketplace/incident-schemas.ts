import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { at, slugSchema, sometime, whole, words } from "./fields";

const updateSchema = once(() =>
  z
    .object({
      body: words(2000, "What is known.", "Xero has confirmed the fault and works on it."),
      created_at: at("When it was written."),
    })
    .openapi("IncidentUpdate", { description: "Further news of an incident." }),
);

export const incidentSchema = once(() =>
  z
    .object({
      id: z.string().max(36).openapi({
        format: "uuid",
        description: "Identifier.",
        example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2e01",
      }),
      integration: slugSchema(),
      cause: z.enum(["breaker", "kill_switch"]).openapi({
        description: "`breaker`: too many calls failed. `kill_switch`: the platform switched it off.",
        example: "breaker",
      }),
      title: words(300, "What happened.", "Xero does not answer"),
      is_open: z.boolean().openapi({ description: "Whether it goes on.", example: false }),
      opened_at: at("When it began."),
      closed_at: sometime("When it ended; null while it goes on.", "2026-11-24T08:42:00.000Z"),
      duration_seconds: whole("How long it lasted, or has lasted so far.", 2520),
      updates: z.array(updateSchema()).max(100).openapi({ description: "News of it, newest first; the last 100." }),
    })
    .openapi("Incident", { description: "A time when an integration did not work for everybody." }),
);

export const incidentExample = {
  id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2e01",
  integration: "xero",
  cause: "breaker",
  title: "Xero does not answer",
  is_open: false,
  opened_at: "2026-11-24T08:00:00.000Z",
  closed_at: "2026-11-24T08:42:00.000Z",
  duration_seconds: 2520,
  updates: [{ body: "Xero has confirmed the fault and works on it.", created_at: "2026-11-24T08:10:00.000Z" }],
};
