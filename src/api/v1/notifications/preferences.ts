import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { textSchema } from "#models";
import * as notifications from "#modules/notifications";
import { type AnyEndpoint, userEndpoint } from "../../endpoint";

const tag = "Notifications";
const kind = once(() =>
  z.enum(notifications.kindNames).openapi({ description: "Kind of notice.", example: "webhook_disabled" }),
);
const channel = once(() =>
  z
    .enum(notifications.CHANNELS)
    .openapi({ description: "`site`: the list of notifications. `email`: the daily mail.", example: "email" }),
);
const enabled = once(() => z.boolean().openapi({ description: "Whether you want it there.", example: true }));

const preferenceSchema = once(() =>
  z
    .object({
      kind: kind(),
      description: textSchema(200).openapi({
        description: "What the kind is about.",
        example: "A webhook was switched off.",
      }),
      channel: channel(),
      is_enabled: enabled(),
    })
    .openapi("NotificationPreference", { description: "Whether you want a kind of notice by a channel." }),
);

const listSchema = () =>
  z
    .object({ data: z.array(preferenceSchema()).max(200).openapi({ description: "Every kind by every channel." }) })
    .openapi("NotificationPreferences", { description: "What you are told, and where." });

const example = {
  data: [{ kind: "webhook_disabled", description: "A webhook was switched off.", channel: "email", is_enabled: true }],
};

const changeSchema = () =>
  z
    .strictObject({
      preferences: z
        .array(
          z
            .strictObject({ kind: kind(), channel: channel(), is_enabled: enabled() })
            .openapi("NotificationChoice", { description: "A choice." }),
        )
        .min(1)
        .max(200)
        .openapi({ description: "What is to change; the rest stays." }),
    })
    .openapi("NotificationPreferencesChange", { description: "Changes of what you are told." });

export const preferenceEndpoints: readonly AnyEndpoint[] = [
  userEndpoint<notifications.Preference[]>({
    operationId: "listNotificationPreferences",
    caller: "user",
    method: "get",
    path: "/notifications/preferences",
    tag,
    summary: "List your notification preferences",
    description: "Every kind of notice by every channel, with what you chose or else the default.",
    responses: { 200: { description: "The preferences.", schema: listSchema, example } },
    run: ({ ctx }) => notifications.listPreferences(ctx),
    answer: (data) => ({ status: 200, body: { data } }),
  }),
  userEndpoint<notifications.Preference[], { preferences: notifications.Choice[] }>({
    operationId: "changeNotificationPreferences",
    caller: "user",
    method: "put",
    path: "/notifications/preferences",
    conflictFree: true,
    tag,
    summary: "Change your notification preferences",
    description:
      "Changes what is named and leaves the rest. The daily mail goes out after 12:00 UTC, if there is news.",
    body: {
      schema: changeSchema,
      example: { preferences: [{ kind: "webhook_disabled", channel: "email", is_enabled: false }] },
    },
    responses: { 200: { description: "The preferences.", schema: listSchema, example } },
    run: ({ ctx, body }) => notifications.changePreferences(ctx, body.preferences),
    answer: (data) => ({ status: 200, body: { data } }),
  }),
];
