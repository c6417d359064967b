import { z } from "@hono/zod-openapi";
import { countUnread, markAllRead, MOST_COUNTED } from "#modules/notifications";
import { type AnyEndpoint, endpoint } from "../../endpoint";

const members = { roles: ["owner", "admin", "member"], tag: "Notifications" } as const;

export const unreadEndpoints: readonly AnyEndpoint[] = [
  endpoint<number>({
    ...members,
    operationId: "countUnreadNotifications",
    method: "get",
    path: "/notifications/unread",
    scope: "read:notifications",
    summary: "Count what you have not read",
    description: `Of what the builder and you alone were told, without the kinds you switched off for the site. ${MOST_COUNTED} stands for that many or more.`,
    responses: {
      200: {
        description: "How many.",
        schema: () =>
          z
            .object({
              count: z
                .int()
                .min(0)
                .max(MOST_COUNTED)
                .openapi({ format: "int32", description: "How many notices are unread.", example: 3 }),
            })
            .openapi("UnreadNotifications", { description: "How much you have not read." }),
        example: { count: 3 },
      },
    },
    run: ({ ctx }) => countUnread(ctx, ctx.actor.type === "user" ? ctx.actor.id : ""),
    answer: (count) => ({ status: 200, body: { count } }),
  }),
  endpoint<void>({
    ...members,
    operationId: "readAllNotifications",
    method: "post",
    path: "/notifications/read-all",
    scope: "write:notifications",
    conflictFree: true,
    summary: "Mark all as read",
    description: "All that the builder and you alone were told until now counts as read for you, and for nobody else.",
    responses: { 204: { description: "It is read." } },
    run: ({ ctx }) => markAllRead(ctx, ctx.actor.type === "user" ? ctx.actor.id : ""),
    answer: () => ({ status: 204 }),
  }),
];
