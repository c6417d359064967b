import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import * as listings from "#modules/listings";
import { type AnyEndpoint, userEndpoint } from "../../endpoint";
import { at, params, slugSchema, tag } from "./fields";

const followSchema = once(() =>
  z
    .object({
      slug: slugSchema(),
      is_following: z.boolean().openapi({ description: "Whether you will be told.", example: true }),
      followed_at: at("Since when."),
    })
    .openapi("IntegrationFollow", { description: "That you want to be told of an integration." }),
);

export const followEndpoints: readonly AnyEndpoint[] = [
  userEndpoint<listings.Follow>({
    operationId: "followIntegration",
    caller: "user",
    method: "put",
    path: "/marketplace/integrations/{slug}/follow",
    params,
    tag,
    summary: "Follow an integration",
    description:
      "Asks to be told, by a notification, when a planned integration becomes available. Asking again changes nothing.",
    responses: {
      200: {
        description: "You will be told.",
        schema: followSchema,
        example: { slug: "xero", is_following: true, followed_at: "2026-11-24T08:00:00.000Z" },
      },
    },
    run: ({ ctx, params: { slug = "" } }) => listings.follow(ctx, ctx.user.id, slug),
    answer: (follow) => ({ status: 200, body: follow }),
  }),
  userEndpoint<void>({
    operationId: "unfollowIntegration",
    caller: "user",
    method: "delete",
    path: "/marketplace/integrations/{slug}/follow",
    params,
    conflictFree: true,
    tag,
    summary: "Stop following an integration",
    description: "You will not be told. Stopping twice changes nothing.",
    responses: { 204: { description: "You do not follow it." } },
    run: ({ ctx, params: { slug = "" } }) => listings.unfollow(ctx, ctx.user.id, slug),
    answer: () => ({ status: 204 }),
  }),
];
