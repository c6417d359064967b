import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { eventTypes, idSchema, textSchema, timeSchema } from "#models";
import { eventExample, sentEventSchema } from "../events";

const time = (description: string, example: string | null) => timeSchema().nullable().openapi({ description, example });
const at = (description: string) => timeSchema().openapi({ description, example: "2026-04-14T08:00:00.000Z" });

const url = () =>
  textSchema(2048).min(1).openapi({
    description: "Where events are sent: an https URL with a public address, on port 443 or 8443.",
    example: "https://hooks.example.com/rossos",
  });
const eventPattern = () =>
  z.string().min(1).max(100).openapi({ pattern: "^(\\*|[a-z_]+\\.(\\*|[a-z_]+))$", example: "invoice.approved" });
const events = () =>
  z
    .array(eventPattern())
    .min(1)
    .max(100)
    .openapi({
      description: "Which events are sent: names of `GET /event-types`, all of a noun (`invoice.*`), or all (`*`).",
      example: ["invoice.approved", "project.*"],
    });
const description = () =>
  textSchema(500).nullable().openapi({ description: "What the webhook is for.", example: "Accounting bridge" });
const isActive = () =>
  z.boolean().openapi({
    description: "Whether it is on. Events of the time it is off are held; they can be replayed for 14 days.",
    example: true,
  });
const headerValue = () => z.string().max(1024).openapi({ pattern: "^[\\x20-\\x7e]*$" });
const headers = () =>
  z
    .record(z.string().min(1).max(100), headerValue())
    .refine((value) => Object.keys(value).length <= 20, "At most 20 headers.")
    .openapi({
      description:
        "Headers of your own, sent with every attempt; a credential, for one. They are kept encrypted, and only their names are shown again.",
      example: { "X-Token": "s3cr3t" },
      maxProperties: 20,
    });

const shape = once(() => ({
  id: idSchema().openapi({ description: "Identifier.", example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b18" }),
  url: url(),
  events: events(),
  description: description(),
  application_id: idSchema()
    .nullable()
    .openapi({ description: "The third-party application that made it; null for the builder's own.", example: null }),
  header_names: z
    .array(textSchema(100))
    .max(20)
    .openapi({ description: "The names of the headers of your own.", example: ["X-Token"] }),
  is_active: isActive(),
  failure_count: z.int().min(0).max(1_000_000_000).openapi({
    format: "int32",
    description: "How many attempts have failed since one succeeded.",
    example: 0,
  }),
  disabled_at: time("When the platform switched it off.", null),
  disabled_reason: textSchema(500).nullable().openapi({ description: "Why the platform did.", example: null }),
  created_at: at("When it was created."),
  updated_at: at("When it was last changed."),
}));
export const webhookSchema = once(() =>
  z.object(shape()).openapi("Webhook", { description: "A subscription: events that are sent to a URL." }),
);
export const webhookExample = {
  id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b18",
  url: "https://hooks.example.com/rossos",
  events: ["invoice.approved", "project.*"],
  description: "Accounting bridge",
  application_id: null,
  header_names: ["X-Token"],
  is_active: true,
  failure_count: 0,
  disabled_at: null,
  disabled_reason: null,
  created_at: "2026-04-14T08:00:00.000Z",
  updated_at: "2026-04-14T08:00:00.000Z",
};

const secret = () =>
  z
    .string()
    .regex(/^whsec_[A-Za-z0-9+/=]+$/)
    .max(100)
    .openapi({
      description: "What deliveries are signed with (Standard Webhooks). It is shown this once.",
      example: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
    });
export const webhookWithSecretSchema = once(() =>
  z.object({ ...shape(), secret: secret() }).openapi("WebhookWithSecret", { description: "A new webhook." }),
);
export const webhookWithSecretExample = { ...webhookExample, secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw" };
export const rotatedSchema = once(() =>
  z
    .object({
      ...shape(),
      secret: secret(),
      previous_secret_expires_at: at("Until then deliveries are signed with the former secret, too."),
    })
    .openapi("WebhookWithNewSecret", { description: "A webhook with another secret." }),
);
export const rotatedExample = { ...webhookWithSecretExample, previous_secret_expires_at: "2026-04-15T08:00:00.000Z" };

export const webhookInputSchema = once(() =>
  z
    .strictObject({
      url: url(),
      events: events(),
      description: description().optional(),
      headers: headers().optional(),
      is_active: isActive().optional(),
    })
    .openapi("WebhookInput", { description: "Everything that can be set of a webhook." }),
);
export const webhookInputExample = {
  url: "https://hooks.example.com/rossos",
  events: ["invoice.approved", "project.*"],
  description: "Accounting bridge",
  headers: { "X-Token": "s3cr3t" },
};
export const webhookPatchSchema = once(() =>
  z
    .strictObject({
      url: url().optional(),
      events: events().optional(),
      description: description().optional(),
      headers: headers().optional(),
      is_active: isActive().optional(),
    })
    .openapi("WebhookUpdate", { description: "What is to change of a webhook." }),
);

export const testSchema = once(() =>
  z
    .strictObject({
      event_type: z
        .enum(eventTypes.map(({ name }) => name) as [string, ...string[]])
        .optional()
        .openapi({
          description: "The type of event to send. Without it: `project.created`.",
          example: "invoice.approved",
        }),
    })
    .openapi("WebhookTest", { description: "Which event is sent; the body may be left out." }),
);

const deliveryShape = once(() => ({
  id: idSchema().openapi({
    description: "Identifier; it is that of its event, which a webhook gets once.",
    example: "018f3a5e-8d4c-7a31-9a6f-3f0a7f1c2c01",
  }),
  subscription_id: idSchema().openapi({ description: "The webhook it belongs to.", example: webhookExample.id }),
  event_type: z.string().max(100).openapi({
    description: "The type of its event.",
    pattern: "^[a-z_]+\\.[a-z_]+$",
    example: "project.created",
  }),
  status: z.enum(["pending", "delivered", "failed", "held"]).openapi({
    description:
      "`pending`: an attempt is under way, or due at `next_retry_at`. `delivered`: the receiver answered 2xx. `failed`: every attempt failed, and there are no more. `held`: the webhook was off.",
    example: "delivered",
  }),
  attempt_count: z
    .int()
    .min(0)
    .max(1_000_000)
    .openapi({ format: "int32", description: "How many attempts were begun.", example: 1 }),
  response_status: z.int().min(0).max(999).nullable().openapi({
    format: "int32",
    description: "The HTTP status of the last attempt's answer; null when there was none.",
    example: 200,
  }),
  next_retry_at: time("When the next attempt is due.", null),
  delivered_at: time("When the receiver answered 2xx.", "2026-04-14T08:00:01.000Z"),
  created_at: at("When it was made."),
}));
export const deliverySchema = once(() =>
  z
    .object(deliveryShape())
    .openapi("WebhookDelivery", { description: "An event on its way to a webhook, or arrived." }),
);
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

const headerMap = (said: string) =>
  z
    .record(z.string().max(200), textSchema(2048))
    .nullable()
    .openapi({ description: said, example: { "content-type": "application/json" }, maxProperties: 100 });
const attemptSchema = once(() =>
  z
    .object({
      number: z
        .int()
        .min(1)
        .max(1_000_000)
        .openapi({ format: "int32", description: "Which attempt it was, from 1.", example: 1 }),
      started_at: at("When it began."),
      duration_ms: z
        .int()
        .min(0)
        .max(600_000)
        .nullable()
        .openapi({ format: "int32", description: "How long it took, in milliseconds.", example: 84 }),
      request_headers: headerMap("The headers that were sent; the values of your own are left out."),
      response_status: z.int().min(0).max(999).nullable().openapi({
        format: "int32",
        description: "The HTTP status of the answer; null when there was none.",
        example: 200,
      }),
      response_headers: headerMap("The headers of the answer."),
      response_body: textSchema(16_384)
        .nullable()
        .openapi({ description: "The first 16 KiB of the answer's body.", example: "ok" }),
      error: textSchema(500).nullable().openapi({ description: "Why it failed; null when it did not.", example: null }),
    })
    .openapi("WebhookAttempt", { description: "One request of a delivery." }),
);
const attemptExample = {
  number: 1,
  started_at: "2026-04-14T08:00:00.000Z",
  duration_ms: 84,
  request_headers: { "content-type": "application/json", "webhook-id": deliveryExample.id },
  response_status: 200,
  response_headers: { "content-type": "text/plain" },
  response_body: "ok",
  error: null,
};
export const deliveryDetailSchema = once(() =>
  z
    .object({
      ...deliveryShape(),
      attempts: z
        .array(attemptSchema())
        .max(100)
        .openapi({ description: "The last 100 attempts, newest first.", example: [attemptExample] }),
      event: sentEventSchema(),
    })
    .openapi("WebhookDeliveryDetail", { description: "A delivery with what was sent, and every attempt." }),
);
export const deliveryDetailExample = { ...deliveryExample, attempts: [attemptExample], event: eventExample };

export const replaySchema = once(() =>
  z
    .strictObject({
      since: z.iso.datetime({ offset: true }).max(35).openapi({
        format: "date-time",
        description: "Deliveries of events from this time on.",
        example: "2026-04-13T00:00:00Z",
      }),
      status: z
        .array(z.enum(["failed", "held"]))
        .min(1)
        .max(2)
        .optional()
        .openapi({ description: "Which of them. Without it: both.", example: ["failed", "held"] }),
      dry_run: z.boolean().optional().openapi({ description: "Only count them. Without it: false.", example: true }),
    })
    .openapi("WebhookReplay", { description: "Which deliveries are to be replayed." }),
);
const count = (said: string, example: number) =>
  z.int().min(0).max(1_000_000_000).openapi({ format: "int32", description: said, example });
export const replayResultSchema = once(() =>
  z
    .object({
      matched: count("How many deliveries match.", 12),
      replayed: count("How many of them are pending again; at most 10,000 a request.", 0),
    })
    .openapi("WebhookReplayResult", { description: "How many deliveries were replayed." }),
);
