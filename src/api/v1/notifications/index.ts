import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { idSchema, type ListQuery, textSchema, timeSchema } from "#models";
import * as notifications from "#modules/notifications";
import { type AnyEndpoint, endpoint, userEndpoint } from "../../endpoint";
import { pageAnswer, pageExample, pageSchema } from "../../lists";
import { preferenceEndpoints } from "./preferences";
import { unreadEndpoints } from "./unread";

const notificationSchema = once(() =>
  z
    .object({
      id: idSchema().openapi({ description: "Identifier.", example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b20" }),
      kind: textSchema(60).openapi({ description: "What kind of news it is.", example: "webhook_disabled" }),
      title: textSchema(notifications.LONGEST.title).openapi({
        description: "In one line.",
        example: "Webhook to hooks.example.com was switched off",
      }),
      body: textSchema(notifications.LONGEST.body).openapi({
        description: "In full.",
        example: "All 6 attempts of a delivery failed.",
      }),
      object_id: idSchema()
        .nullable()
        .openapi({ description: "The record it is about.", example: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b18" }),
      is_read: z.boolean().openapi({ description: "Whether it was marked as read.", example: false }),
      created_at: timeSchema().openapi({ description: "When it was made.", example: "2026-04-14T08:00:00.000Z" }),
    })
    .openapi("Notification", { description: "Something the platform tells the builder." }),
);

const example = {
  id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b20",
  kind: "webhook_disabled",
  title: "Webhook to hooks.example.com was switched off",
  body: "All 6 attempts of a delivery failed.",
  object_id: "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b18",
  is_read: false,
  created_at: "2026-04-14T08:00:00.000Z",
};

const ownExample = {
  ...example,
  kind: "listing_available",
  title: "Xero is available",
  body: "You asked to be told. Install it from the marketplace.",
  object_id: null,
};

const tag = "Notifications";

export const notificationEndpoints: readonly AnyEndpoint[] = [
  endpoint<Awaited<ReturnType<typeof notifications.listNotifications>>, undefined, ListQuery>({
    operationId: "listNotifications",
    method: "get",
    path: "/notifications",
    scope: "read:notifications",
    tag,
    summary: "List notifications",
    description:
      "What the platform has told the builder, newest first: a webhook that was switched off, and the like. A signed-in member also sees what they alone were told, has read marks of their own, and does not see the kinds they switched off for the site.",
    query: { list: notifications.notificationList },
    responses: {
      200: {
        description: "A page of notifications.",
        schema: () => pageSchema(notificationSchema(), "Notification"),
        example: pageExample(example),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query }) => notifications.listNotifications(ctx, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  endpoint<notifications.Notification>({
    operationId: "readNotification",
    method: "post",
    path: "/notifications/{id}/read",
    params: { id: { description: "Id of the notification.", example: example.id } },
    scope: "write:notifications",
    conflictFree: true,
    tag,
    summary: "Mark a notification as read",
    description:
      "Marks a notification as read: a member for themselves, a program for all programs of the builder. Marking it again changes nothing.",
    responses: {
      200: {
        description: "The notification, read.",
        schema: notificationSchema,
        example: { ...example, is_read: true },
      },
    },
    run: ({ ctx, params: { id = "" } }) => notifications.markRead(ctx, id),
    answer: (notification) => ({ status: 200, body: notification }),
  }),
  userEndpoint<Awaited<ReturnType<typeof notifications.listOwn>>, undefined, ListQuery>({
    operationId: "listOwnNotifications",
    caller: "user",
    method: "get",
    path: "/notifications/own",
    tag,
    summary: "List your own notifications",
    description: "What you alone were told, whatever builders you belong to, newest first.",
    query: { list: notifications.notificationList },
    responses: {
      200: {
        description: "A page of notifications.",
        schema: () => pageSchema(notificationSchema(), "Notification"),
        example: pageExample(ownExample),
        headers: ["Link"],
      },
    },
    run: ({ ctx, query }) => notifications.listOwn(ctx, query),
    answer: (page, { request }) => pageAnswer(page, request),
  }),
  userEndpoint<notifications.Notification>({
    operationId: "readOwnNotification",
    caller: "user",
    method: "post",
    path: "/notifications/own/{id}/read",
    params: { id: { description: "Id of the notification.", example: ownExample.id } },
    conflictFree: true,
    tag,
    summary: "Mark one of your own notifications as read",
    description: "Marks what you alone were told as read. Marking it again changes nothing.",
    responses: {
      200: {
        description: "The notification, read.",
        schema: notificationSchema,
        example: { ...ownExample, is_read: true },
      },
    },
    run: ({ ctx, params: { id = "" } }) => notifications.markOwnRead(ctx, id),
    answer: (notification) => ({ status: 200, body: notification }),
  }),
  ...preferenceEndpoints,
  ...unreadEndpoints,
];
