import { z } from "@hono/zod-openapi";
import { eventTypes, idSchema } from "#models";
import { eventExample, eventSchema } from "../events";

const time = (description: string, example: string | null) =>
  z.string().max(30).nullable().openapi({ format: "date-time", description, example });
const at = (description: string) =>
  z.string().max(30).openapi({ format: "date-time", description, example: "2026-04-14T08:00:00.000Z" });

const url = () =>
  z.string().min(1).max(2048).openapi({
    description: "Where events are sent: https, port 443 or 8443, a public address.",
    example: "https://hooks.example.com/rossos",
  });
const events = () =>
  z
    .array(z.string().min(1).max(100))
    .min(1)
    .max(100)
    .openapi({
      description: "Event types of `GET /event-types`, all types of a noun (`invoice.*`), or `*`.",
      example: ["invoice.approved", "project.*"],
    });
const description = () =>
  z.string().max(500).nullable().openapi({ description: "What it is for.", example: "Accounting bridge" });
const isActive = () =>
  z.boolean().openapi({
    description: "Switched on. Events of the time it is off are held and can be replayed for 14 days.",
    example: true,
  });
const headers = () =>
  z
    .record(z.string().min(1).max(100), z.string().max(1024))
    .refine((value) => Object.keys(value).length <= 20, "At most 20 headers.")
    .openapi({
      description:
        "Headers sent with every attempt, such as a credential of yours. Kept sealed; only their names are shown.",
      example: { "X-Token": "s3cr3t" },
    });

const shape = {
  id: idSchema().openapi({ description: "Identifier.", example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b18" }),
  url: url(),
  events: events(),
  description: description(),
  header_names: z
    .array(z.string().max(100))
    .max(20)
    .openapi({ description: "Names of the custom headers.", example: ["X-Token"] }),
  is_active: isActive(),
  failure_count: z
    .int()
    .min(0)
    .max(1_000_000_000)
    .openapi({ format: "int32", description: "Failed attempts in a row.", example: 0 }),
  disabled_at: time("When the platform switched it off.", null),
  disabled_reason: z.string().max(500).nullable().openapi({ description: "Why it did.", example: null }),
  created_at: at("When it was created."),
  updated_at: at("When it was last changed."),
};
export const webhookSchema = z.strictObject(shape).openapi("Webhook");
export const webhookExample = {
  id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b18",
  url: "https://hooks.example.com/rossos",
  events: ["invoice.approved", "project.*"],
  description: "Accounting bridge",
  header_names: ["X-Token"],
  is_active: true,
  failure_count: 0,
  disabled_at: null,
  disabled_reason: null,
  created_at: "2026-04-14T08:00:00.000Z",
  updated_at: "2026-04-14T08:00:00.000Z",
};

const secret = () =>
  z.string().max(100).openapi({
    description: "Signs every delivery (Standard Webhooks). Shown this once.",
    example: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  });
export const webhookWithSecretSchema = z.strictObject({ ...shape, secret: secret() }).openapi("WebhookWithSecret");
export const webhookWithSecretExample = { ...webhookExample, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" };
export const rotatedSchema = z
  .strictObject({
    ...shape,
    secret: secret(),
    previous_secret_expires_at: at("Until then the former secret signs as well."),
  })
  .openapi("WebhookRotated");
export const rotatedExample = { ...webhookWithSecretExample, previous_secret_expires_at: "2026-04-15T08:00:00.000Z" };

export const webhookInputSchema = z
  .strictObject({
    url: url(),
    events: events(),
    description: description().optional(),
    headers: headers().optional(),
    is_active: isActive().optional(),
  })
  .openapi("WebhookInput");
export const webhookInputExample = {
  url: "https://hooks.example.com/rossos",
  events: ["invoice.approved", "project.*"],
  description: "Accounting bridge",
};
export const webhookPatchSchema = z
  .strictObject({
    url: url().optional(),
    events: events().optional(),
    description: description().optional(),
    headers: headers().optional(),
    is_active: isActive().optional(),
  })
  .openapi("WebhookPatch");

export const testSchema = z
  .strictObject({
    event_type: z
      .enum(eventTypes.map(({ name }) => name) as [string, ...string[]])
      .optional()
      .openapi({ description: "Which event to send. Default: project.created.", example: "invoice.approved" }),
  })
  .openapi("WebhookTest");

const deliveryShape = {
  id: idSchema().openapi({
    description: "The event's id: an event reaches a subscription once.",
    example: "018f3a5e-8d4c-7a31-9a6f-3f0a7f1c2c01",
  }),
  subscription_id: idSchema().openapi({ description: "The subscription.", example: webhookExample.id }),
  event_type: z.string().max(100).openapi({ description: "Type of the event.", example: "project.created" }),
  status: z.enum(["pending", "delivered", "failed", "held"]).openapi({
    description:
      "pending: due now or at next_retry_at; delivered: answered 2xx; failed: its retries are used up; held: the subscription was off.",
    example: "delivered",
  }),
  attempt_count: z.int().min(0).max(1_000_000).openapi({ format: "int32", description: "Attempts begun.", example: 1 }),
  response_status: z
    .int()
    .min(0)
    .max(999)
    .nullable()
    .openapi({ format: "int32", description: "Status of the last answer.", example: 200 }),
  next_retry_at: time("When the next attempt is due.", null),
  delivered_at: time("When it was answered 2xx.", "2026-04-14T08:00:01.000Z"),
  created_at: at("When it was made."),
};
export const deliverySchema = z.strictObject(deliveryShape).openapi("WebhookDelivery");
export const deliveryExample = {
  id: "018f3a5e-8d4c-7a31-9a6f-3f0a7f1c2c01",
  subscription_id: webhookExample.id,
  event_type: "project.created",
  status: "delivered",
  attempt_count: 1,
  response_status: 200,
  next_retry_at: null,
  delivered_at: "2026-04-14T08:00:01.000Z",
  created_at: "2026-04-14T08:00:00.000Z",
};

const headerMap = (description_: string) =>
  z
    .record(z.string().max(200), z.string().max(2048))
    .nullable()
    .openapi({ description: description_, example: { "content-type": "application/json" } });
const attemptSchema = z
  .strictObject({
    number: z
      .int()
      .min(1)
      .max(1_000_000)
      .openapi({ format: "int32", description: "Which attempt, from 1.", example: 1 }),
    started_at: at("When it began."),
    duration_ms: z
      .int()
      .min(0)
      .max(600_000)
      .nullable()
      .openapi({ format: "int32", description: "How long it took, in ms.", example: 84 }),
    request_headers: headerMap("What was sent; custom headers are redacted."),
    response_status: deliveryShape.response_status,
    response_headers: headerMap("What came back."),
    response_body: z
      .string()
      .max(32_768)
      .nullable()
      .openapi({ description: "The first 16 KiB of the answer.", example: "ok" }),
    error: z
      .string()
      .max(500)
      .nullable()
      .openapi({ description: "Why it failed; null when it did not.", example: null }),
  })
  .openapi("WebhookAttempt");
export const deliveryDetailSchema = z
  .strictObject({
    ...deliveryShape,
    attempts: z.array(attemptSchema).max(100).openapi({ description: "The last 100 attempts, newest first." }),
    event: eventSchema.nullable().openapi({ description: "What is sent." }),
  })
  .openapi("WebhookDeliveryDetail");
export const deliveryDetailExample = {
  ...deliveryExample,
  attempts: [
    {
      number: 1,
      started_at: "2026-04-14T08:00:00.000Z",
      duration_ms: 84,
      request_headers: { "webhook-id": deliveryExample.id },
      response_status: 200,
      response_headers: { "content-type": "text/plain" },
      response_body: "ok",
      error: null,
    },
  ],
  event: eventExample,
};

export const replaySchema = z
  .strictObject({
    since: z.iso.datetime({ offset: true }).max(35).openapi({
      format: "date-time",
      description: "Replay what happened from then on.",
      example: "2026-04-13T00:00:00Z",
    }),
    status: z
      .array(z.enum(["failed", "held"]))
      .min(1)
      .max(2)
      .optional()
      .openapi({ description: "Which to replay. Default: both.", example: ["failed", "held"] }),
    dry_run: z.boolean().optional().openapi({ description: "Only count.", example: true }),
  })
  .openapi("WebhookReplay");
const count = (text: string, example: number) =>
  z.int().min(0).max(1_000_000_000).openapi({ format: "int32", description: text, example });
export const replayResultSchema = z
  .strictObject({
    matched: count("How many match.", 12),
    replayed: count("How many were put back to pending; at most 10,000 a request.", 0),
  })
  .openapi("WebhookReplayResult");
