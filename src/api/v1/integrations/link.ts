import { z } from "@hono/zod-openapi";
import * as installs from "#modules/installs";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import {
  at,
  installExample,
  installParams as params,
  installSchema,
  integrationTag as tag,
  shortText,
} from "./schemas";

const startExample: installs.LinkStart = {
  mode: "connect",
  link_token: "link-production-4c3a5d01-6f6e-4b0c-a7a5-0c6b8b0f7a11",
  expires_at: "2026-04-14T12:00:00.000Z",
};
const PUBLIC_TOKEN = "public-production-5c224a01-8314-4491-a06f-39e193d5cddc";

export const linkEndpoints: readonly AnyEndpoint[] = [
  endpoint<installs.LinkStart>({
    operationId: "beginInstallLink",
    method: "post",
    path: "/installs/{id}/link",
    params,
    scope: "write:integrations",
    idempotent: "tenant",
    callsUpstream: true,
    tag,
    summary: "Begin to link an install",
    description:
      "A token that opens the other side's own window, such as Plaid Link, in which a user lets us in. An install that is connected already gets one that lets the same connection in again, as when it needs attention.",
    responses: {
      200: {
        description: "The token.",
        schema: () =>
          z
            .object({
              mode: z.enum(["connect", "update"]).openapi({
                description:
                  "`connect`: what the window gives is sent back. `update`: the connection is there; nothing is exchanged.",
                example: "connect",
              }),
              link_token: shortText("Opens the window.", startExample.link_token, 1000),
              expires_at: at("Until when it does."),
            })
            .openapi("LinkStart", { description: "A way into the other side's own window." }),
        example: startExample,
      },
    },
    run: ({ ctx, params: { id = "" } }) => installs.beginLink(ctx, id),
    answer: (begun) => ({ status: 200, body: begun }),
  }),
  endpoint<installs.Install, { public_token?: string | undefined }>({
    operationId: "completeInstallLink",
    method: "post",
    path: "/installs/{id}/link/complete",
    params,
    scope: "write:integrations",
    idempotent: "tenant",
    callsUpstream: true,
    tag,
    summary: "Link an install",
    description:
      "Takes what the other side's window gave, proves by a call that it works, and the install counts. After an update there is nothing to send: the call proves that the connection works again.",
    body: {
      schema: () =>
        z
          .strictObject({
            public_token: shortText("What the window gave; none after an update.", PUBLIC_TOKEN, 1000)
              .min(1)
              .optional(),
          })
          .openapi("LinkComplete", { description: "What ends a visit to the other side's own window." }),
      example: { public_token: PUBLIC_TOKEN },
      optional: true,
    },
    responses: {
      200: { description: "The install, connected.", schema: installSchema, example: installExample },
    },
    run: ({ ctx, body, params: { id = "" } }) => installs.completeLink(ctx, id, body.public_token),
    answer: (install) => ({ status: 200, body: install }),
  }),
];
