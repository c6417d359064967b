import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, textSchema } from "#models";
import * as apps from "#modules/developer-apps";
import { type AnyEndpoint, userEndpoint } from "../../endpoint";
import { APP_ID, tag } from "./schemas";

const URL_EXAMPLE = "https://hooks.acme.example.com/rossos";
const EVENT_ID = "018f3a5e-8d4c-7a31-9a6f-3f0a7f1c2c01";
const SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8GKYo=";
const BODY = '{"type":"invoice.approved"}';
const SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

const headers = (description: string) =>
  z
    .record(z.string().max(200), textSchema(8192))
    .openapi({ description, example: { "content-type": "application/json" }, maxProperties: 100 });
const url = (description: string) => textSchema(2048).openapi({ description, example: URL_EXAMPLE });

const exchange = once(() => ({
  request: z
    .object({
      method: z.enum(["POST"]).openapi({ description: "Always POST.", example: "POST" }),
      url: url("Where it went."),
      headers: headers("Headers as sent."),
      body: textSchema(1_048_576).openapi({ description: "The body, byte for byte.", example: BODY }),
    })
    .openapi("TestedRequest", { description: "What was sent." }),
  response: z
    .object({
      status: z.int().min(0).max(999).openapi({ format: "int32", description: "HTTP status.", example: 204 }),
      headers: headers("Headers of the answer."),
      body: textSchema(16_384).openapi({ description: "The first 16 KiB of the answer.", example: "ok" }),
      duration_ms: z
        .int()
        .min(0)
        .max(60_000)
        .openapi({ format: "int32", description: "How long it took, in milliseconds.", example: 84 }),
    })
    .nullable()
    .openapi("TestedResponse", { description: "What came back; null without an answer." }),
  error: textSchema(1000)
    .nullable()
    .openapi({ description: "Why a delivery would count as failed; null for success.", example: null }),
}));

const secret = (description: string) =>
  z.string().max(100).openapi({ pattern: "^whsec_[A-Za-z0-9+/]+=*$", description, example: SECRET });

const signatureSchema = once(() =>
  z
    .object({
      secret: secret("The secret it was signed with."),
      id: idSchema().openapi({ description: "`webhook-id`.", example: EVENT_ID }),
      timestamp: z
        .int()
        .min(0)
        .max(99_999_999_999)
        .openapi({ format: "int64", description: "`webhook-timestamp`, epoch seconds.", example: 1_776_153_600 }),
      signed_content: textSchema(1_048_700).openapi({
        description: "What was signed: `id.timestamp.body`.",
        example: `${EVENT_ID}.1776153600.${BODY}`,
      }),
      header: z
        .string()
        .regex(/^v1,[A-Za-z0-9+/=]+$/)
        .max(200)
        .openapi({ description: "`webhook-signature`.", example: SIGNATURE }),
    })
    .openapi("WebhookSignature", { description: "How the signature was made (Standard Webhooks, HMAC-SHA256)." }),
);

const verificationSchema = once(() =>
  z
    .object({
      ...exchange(),
      passed: z.boolean().openapi({ description: "Both of the following.", example: true }),
      accepted_right_signature: z
        .boolean()
        .openapi({ description: "Whether the right signature was answered with 2xx.", example: true }),
      refused_wrong_signature: z
        .boolean()
        .openapi({ description: "Whether the wrong signature was answered with 4xx.", example: true }),
    })
    .nullable()
    .openapi("WebhookVerification", {
      description: "The exchange with the wrong signature; null unless it was asked for.",
    }),
);

const resultSchema = once(() =>
  z
    .object({ ...exchange(), signature: signatureSchema(), verification: verificationSchema() })
    .openapi("WebhookUrlTestResult", { description: "What was sent to a receiver, and how it answered." }),
);

const example = {
  request: {
    method: "POST",
    url: URL_EXAMPLE,
    headers: { "content-type": "application/json", "webhook-id": EVENT_ID },
    body: BODY,
  },
  response: { status: 204, headers: {}, body: "", duration_ms: 84 },
  error: null,
  signature: {
    secret: SECRET,
    id: EVENT_ID,
    timestamp: 1_776_153_600,
    signed_content: `${EVENT_ID}.1776153600.${BODY}`,
    header: SIGNATURE,
  },
  verification: null,
};

export const webhookTestEndpoints: readonly AnyEndpoint[] = [
  userEndpoint<apps.WebhookTestResult, apps.WebhookTest>({
    operationId: "testWebhookUrl",
    mayMiss: true,
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
            event_type: textSchema(100).openapi({ description: "The type.", example: "invoice.approved" }),
            url: url("The receiver."),
            secret: secret("A secret the receiver knows; a new one without it.").optional(),
            check_verification: z
              .boolean()
              .optional()
              .openapi({ description: "Also send a wrong signature.", example: true }),
            application_id: idSchema()
              .optional()
              .openapi({ description: "Your application whose receiver it is.", example: APP_ID }),
          })
          .openapi("WebhookUrlTest", { description: "Which event is sent where." }),
      example: { event_type: "invoice.approved", url: URL_EXAMPLE },
    },
    responses: { 200: { description: "What happened.", schema: resultSchema, example } },
    run: ({ ctx, body }) => apps.testWebhook(ctx, body),
    answer: (result) => ({ status: 200, body: result }),
  }),
];
