import { z } from "@hono/zod-openapi";
import { idSchema } from "#models";
import * as apps from "#modules/developer-apps";
import { type AnyEndpoint, userEndpoint } from "../../endpoint";
import { APP_ID, tag } from "./schemas";

const headers = (description: string) =>
  z
    .record(z.string().max(200), z.string().max(8192))
    .openapi({ description, example: { "content-type": "application/json" } });

const exchange = {
  request: z
    .strictObject({
      method: z.literal("POST").openapi({ description: "Always POST.", example: "POST" }),
      url: z
        .string()
        .max(2048)
        .openapi({ description: "Where it went.", example: "https://hooks.acme.example/rossos" }),
      headers: headers("Headers as sent."),
      body: z.string().max(1_048_576).openapi({ description: "The body, byte for byte.", example: "{…}" }),
    })
    .openapi({ description: "What was sent." }),
  response: z
    .strictObject({
      status: z.int().min(100).max(599).openapi({ format: "int32", description: "HTTP status.", example: 204 }),
      headers: headers("Headers of the answer."),
      body: z.string().max(16_384).openapi({ description: "The first 16 KiB of the answer.", example: "" }),
      duration_ms: z
        .int()
        .min(0)
        .max(60_000)
        .openapi({ format: "int32", description: "How long it took.", example: 84 }),
    })
    .nullable()
    .openapi({ description: "What came back; null without an answer." }),
  error: z
    .string()
    .max(1000)
    .nullable()
    .openapi({ description: "Why a delivery would count as failed; null for success.", example: null }),
};

const resultSchema = z
  .strictObject({
    ...exchange,
    signature: z
      .strictObject({
        secret: z
          .string()
          .max(100)
          .openapi({ description: "The secret it was signed with.", example: "whsec_MfKQ9r8…" }),
        id: z.string().max(36).openapi({ description: "webhook-id.", example: "018f3a5e-8d4c-7a31-9a6f-3f0a7f1c2c01" }),
        timestamp: z
          .int()
          .min(0)
          .max(99_999_999_999)
          .openapi({ format: "int64", description: "webhook-timestamp, epoch seconds.", example: 1_776_153_600 }),
        signed_content: z
          .string()
          .max(1_048_700)
          .openapi({ description: "What was signed: id.timestamp.body.", example: "018f….1776153600.{…}" }),
        header: z.string().max(200).openapi({ description: "webhook-signature.", example: "v1,g0hM9SsE…" }),
      })
      .openapi({ description: "How the signature was made (Standard Webhooks, HMAC-SHA256)." }),
    verification: z
      .strictObject({
        ...exchange,
        passed: z.boolean().openapi({ description: "Both of the following.", example: true }),
        accepted_right_signature: z
          .boolean()
          .openapi({ description: "Whether the right signature was answered with 2xx.", example: true }),
        refused_wrong_signature: z
          .boolean()
          .openapi({ description: "Whether the wrong signature was answered with 4xx.", example: true }),
      })
      .nullable()
      .openapi({ description: "The exchange with the wrong signature; null unless it was asked for." }),
  })
  .openapi("WebhookTestResult");

const example = {
  request: {
    method: "POST",
    url: "https://hooks.acme.example/rossos",
    headers: { "content-type": "application/json", "webhook-id": "018f3a5e-8d4c-7a31-9a6f-3f0a7f1c2c01" },
    body: '{"type":"invoice.approved"}',
  },
  response: { status: 204, headers: {}, body: "", duration_ms: 84 },
  error: null,
  signature: {
    secret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=",
    id: "018f3a5e-8d4c-7a31-9a6f-3f0a7f1c2c01",
    timestamp: 1_776_153_600,
    signed_content: '018f3a5e-8d4c-7a31-9a6f-3f0a7f1c2c01.1776153600.{"type":"invoice.approved"}',
    header: "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
  },
  verification: null,
};

export const webhookTestEndpoints: readonly AnyEndpoint[] = [
  userEndpoint<apps.WebhookTestResult, apps.WebhookTest>({
    operationId: "testWebhookUrl",
    caller: "user",
    method: "post",
    path: "/developer/webhook-test",
    tag,
    summary: "Test a webhook receiver",
    description:
      "Sends any event of the catalogue, with realistic sample data and marked as a test of the sandbox, to a URL, and shows request, answer and signature. With `check_verification` the event is sent once more with a wrong signature, which the receiver must refuse with 4xx; with `application_id` that finding counts as rule R004 of the application's review. Nothing is retried.",
    body: {
      schema: () =>
        z
          .strictObject({
            event_type: z.string().max(100).openapi({ description: "The type.", example: "invoice.approved" }),
            url: z
              .string()
              .max(2048)
              .openapi({ description: "The receiver.", example: "https://hooks.acme.example/rossos" }),
            secret: z.string().max(100).optional().openapi({
              description: "A secret the receiver knows; a new one without it.",
              example: "whsec_MfKQ9r8…",
            }),
            check_verification: z
              .boolean()
              .optional()
              .openapi({ description: "Also send a wrong signature.", example: true }),
            application_id: idSchema()
              .optional()
              .openapi({ description: "Your application whose receiver it is.", example: APP_ID }),
          })
          .openapi("WebhookTest"),
      example: { event_type: "invoice.approved", url: "https://hooks.acme.example/rossos" },
    },
    responses: { 200: { description: "What happened.", schema: () => resultSchema, example } },
    run: ({ ctx, body }) => apps.testWebhook(ctx, body),
    answer: (result) => ({ status: 200, body: result }),
  }),
];
