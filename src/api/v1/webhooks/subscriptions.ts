import type { ListQuery } from "#models";
import { requireMatch } from "#modules/records";
import * as webhooks from "#modules/webhooks";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import { readTags } from "../../preconditions";
import { eventCallback } from "./callback";
import {
  rotatedExample,
  rotatedSchema,
  webhookExample,
  webhookInputExample,
  webhookInputSchema,
  webhookPatchSchema,
  webhookSchema,
  webhookWithSecretExample,
  webhookWithSecretSchema,
} from "./schemas";

const tag = "Webhooks";
const params = { id: { description: "Id of the webhook.", example: webhookExample.id } };
const one = {
  200: {
    description: "The webhook.",
    schema: webhookSchema,
    example: webhookExample,
    headers: ["ETag" as const],
  },
};

type Versioned = Awaited<ReturnType<typeof webhooks.getSubscription>>;
const answerOne = ({ subscription, version }: Versioned) => ({ status: 200 as const, body: subscription, version });
const matching = (request: Request) => {
  const tags = readTags(request, "if-match");
  return (version: number) => requireMatch(version, tags);
};

export const subscriptionEndpoints: readonly AnyEndpoint[] = [
  endpoint<Awaited<ReturnType<typeof webhooks.listSubscriptions>>, undefined, ListQuery>({
    operationId: "listWebhooks",
    method: "get",
    path: "/webhooks",
    scope: "read:webhooks",
    tag,
    summary: "List webhooks",
    description: "The builder's webhook subscriptions, newest first.",
    query: { list: webhooks.subscriptionList },
    responses: {
      200: {
        description: "A page of webhooks.",
        schema: () => pageSchema(webhookSchema(), "Webhook"),
        example: pageExample(webhookExample),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query }) => webhooks.listSubscriptions(ctx, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  endpoint<Awaited<ReturnType<typeof webhooks.createSubscription>>, webhooks.SubscriptionInput>({
    operationId: "createWebhook",
    method: "post",
    path: "/webhooks",
    scope: "write:webhooks",
    tag,
    summary: "Create a webhook",
    description:
      "Subscribes a URL to events. Every event is sent as a POST that is signed as [Standard Webhooks](https://www.standardwebhooks.com/) says, with the secret in this answer. What is not answered with 2xx within 15 seconds is sent again after 1 minute, 5 minutes, 30 minutes, 2 hours and 12 hours. When the last attempt fails the webhook is switched off. A builder has at most 100 webhooks.",
    body: { schema: webhookInputSchema, example: webhookInputExample },
    idempotent: "tenant",
    callbacks: eventCallback,
    responses: {
      201: {
        description: "The webhook, with its secret.",
        schema: webhookWithSecretSchema,
        example: webhookWithSecretExample,
        headers: ["ETag", "Location"],
      },
    },
    run: ({ ctx, body }) => webhooks.createSubscription(ctx, body),
    answer: (created) => ({ status: 201, body: created, version: 1, location: `/api/v1/webhooks/${created.id}` }),
  }),
  endpoint<Versioned>({
    operationId: "getWebhook",
    method: "get",
    path: "/webhooks/{id}",
    params,
    scope: "read:webhooks",
    tag,
    summary: "Get a webhook",
    description: "One webhook subscription by its id.",
    responses: one,
    run: ({ ctx, params: { id = "" } }) => webhooks.getSubscription(ctx, id),
    answer: answerOne,
  }),
  endpoint<Versioned, webhooks.SubscriptionInput>({
    operationId: "replaceWebhook",
    method: "put",
    path: "/webhooks/{id}",
    params,
    scope: "write:webhooks",
    tag,
    summary: "Replace a webhook",
    description:
      "Sets everything that can be set: what is left out is emptied, and `is_active` becomes true. The secret stays.",
    body: { schema: webhookInputSchema, example: webhookInputExample },
    conditional: true,
    responses: one,
    run: ({ ctx, body, request, params: { id = "" } }) =>
      webhooks.updateSubscription(
        ctx,
        id,
        { description: null, headers: {}, is_active: true, ...body },
        matching(request),
      ),
    answer: answerOne,
  }),
  endpoint<Versioned, webhooks.SubscriptionPatch>({
    operationId: "updateWebhook",
    method: "patch",
    path: "/webhooks/{id}",
    params,
    scope: "write:webhooks",
    tag,
    summary: "Update a webhook",
    description:
      "Changes the fields that are sent: what is left out stays. `headers` replaces all headers of your own. Events that were held while it was off stay held when it is switched on, until they are replayed.",
    body: { schema: webhookPatchSchema, example: { is_active: true }, mergePatch: true },
    conditional: true,
    responses: one,
    run: ({ ctx, body, request, params: { id = "" } }) => webhooks.updateSubscription(ctx, id, body, matching(request)),
    answer: answerOne,
  }),
  endpoint<void>({
    operationId: "deleteWebhook",
    method: "delete",
    path: "/webhooks/{id}",
    params,
    scope: "write:webhooks",
    tag,
    summary: "Delete a webhook",
    description: "Deletes it with its deliveries. Those that are pending are not sent any more.",
    conditional: true,
    responses: { 204: { description: "Deleted." } },
    run: ({ ctx, request, params: { id = "" } }) => webhooks.deleteSubscription(ctx, id, matching(request)),
    answer: () => ({ status: 204 }),
  }),
  endpoint<Awaited<ReturnType<typeof webhooks.rotateSecret>>>({
    operationId: "rotateWebhookSecret",
    method: "post",
    path: "/webhooks/{id}/rotate-secret",
    params,
    scope: "write:webhooks",
    tag,
    summary: "Rotate a webhook's secret",
    description:
      "Makes a new secret. For 24 hours deliveries carry two signatures, one with each secret, so that the receiver can change over meanwhile.",
    idempotent: "tenant",
    responses: {
      200: { description: "The webhook with its new secret.", schema: rotatedSchema, example: rotatedExample },
    },
    run: ({ ctx, params: { id = "" } }) => webhooks.rotateSecret(ctx, id),
    answer: (rotated) => ({ status: 200, body: rotated }),
  }),
];
