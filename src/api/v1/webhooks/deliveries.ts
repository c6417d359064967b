import type { ListQuery } from "#models";
import * as webhooks from "#modules/webhooks";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import {
  deliveryDetailExample,
  deliveryDetailSchema,
  deliveryExample,
  deliverySchema,
  replayResultSchema,
  replaySchema,
  testSchema,
  webhookExample,
} from "./schemas";

const tag = "Webhooks";
const params = { id: { description: "Id of the webhook.", example: webhookExample.id } };
const deliveryParams = {
  ...params,
  delivery_id: { description: "Id of the delivery; it is that of its event.", example: deliveryExample.id },
};

type Replay = { since: string; status?: ("failed" | "held")[] | undefined; dry_run?: boolean | undefined };

export const deliveryEndpoints: readonly AnyEndpoint[] = [
  endpoint<webhooks.Delivery, { event_type?: string | undefined }>({
    operationId: "testWebhook",
    method: "post",
    path: "/webhooks/{id}/test",
    params,
    scope: "write:webhooks",
    tag,
    summary: "Send a test event",
    description:
      "Sends a sample event, marked with `test: true`, to this webhook alone, signed and logged like any other. Get the delivery to see how it went. While the webhook is off the answer is 409.",
    body: { schema: testSchema, example: { event_type: "invoice.approved" }, optional: true },
    idempotent: "tenant",
    responses: {
      202: {
        description: "The delivery, on its way.",
        schema: deliverySchema,
        example: { ...deliveryExample, status: "pending", attempt_count: 0 },
        headers: ["Location"],
      },
    },
    run: ({ ctx, body, params: { id = "" } }) => webhooks.sendTestEvent(ctx, id, body.event_type ?? "project.created"),
    answer: (delivery) => ({
      status: 202,
      body: delivery,
      location: `/api/v1/webhooks/${delivery.subscription_id}/deliveries/${delivery.id}`,
    }),
  }),
  endpoint<Awaited<ReturnType<typeof webhooks.listDeliveries>>, undefined, ListQuery>({
    operationId: "listWebhookDeliveries",
    method: "get",
    path: "/webhooks/{id}/deliveries",
    params,
    scope: "read:webhooks",
    tag,
    summary: "List deliveries",
    description: "The deliveries of a webhook, newest first. They are kept for 30 days, held ones for 14.",
    query: { list: webhooks.deliveryList },
    responses: {
      200: {
        description: "A page of deliveries.",
        schema: () => pageSchema(deliverySchema(), "WebhookDelivery"),
        example: pageExample(deliveryExample),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query, params: { id = "" } }) => webhooks.listDeliveries(ctx, id, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  endpoint<Awaited<ReturnType<typeof webhooks.getDelivery>>>({
    operationId: "getWebhookDelivery",
    method: "get",
    path: "/webhooks/{id}/deliveries/{delivery_id}",
    params: deliveryParams,
    scope: "read:webhooks",
    tag,
    summary: "Get a delivery",
    description:
      "A delivery with the event that is sent and every attempt: its headers, the receiver's answer, how long it took, and why it failed.",
    responses: {
      200: { description: "The delivery.", schema: deliveryDetailSchema, example: deliveryDetailExample },
    },
    run: ({ ctx, params: { id = "", delivery_id: eventId = "" } }) => webhooks.getDelivery(ctx, id, eventId),
    answer: (delivery) => ({ status: 200, body: delivery }),
  }),
  endpoint<webhooks.Delivery>({
    operationId: "replayWebhookDelivery",
    method: "post",
    path: "/webhooks/{id}/deliveries/{delivery_id}/replay",
    params: deliveryParams,
    scope: "write:webhooks",
    tag,
    summary: "Replay a delivery",
    description:
      "Sends it once more, with the same `webhook-id`, and when that fails with all the retries of a new one. While it is pending, or the webhook is off, the answer is 409.",
    responses: {
      202: {
        description: "The delivery, pending again.",
        schema: deliverySchema,
        example: { ...deliveryExample, status: "pending" },
      },
    },
    run: ({ ctx, params: { id = "", delivery_id: eventId = "" } }) => webhooks.replayDelivery(ctx, id, eventId),
    answer: (delivery) => ({ status: 202, body: delivery }),
  }),
  endpoint<{ matched: number; replayed: number }, Replay>({
    operationId: "replayWebhookDeliveries",
    method: "post",
    path: "/webhooks/{id}/replay",
    params,
    scope: "write:webhooks",
    tag,
    summary: "Replay deliveries",
    description:
      "Sends all deliveries since a time that failed or were held once more, oldest first, at most 10,000 a request. Count them first with `dry_run`. While the webhook is off the answer is 409.",
    body: { schema: replaySchema, example: { since: "2026-04-13T00:00:00Z", dry_run: true } },
    responses: {
      200: {
        description: "How many matched, and how many were replayed.",
        schema: replayResultSchema,
        example: { matched: 12, replayed: 0 },
      },
    },
    run: ({ ctx, body, params: { id = "" } }) =>
      webhooks.replayDeliveries(ctx, id, {
        since: Date.parse(body.since),
        statuses: body.status ?? ["failed", "held"],
        dryRun: body.dry_run ?? false,
      }),
    answer: (result) => ({ status: 200, body: result }),
  }),
];
