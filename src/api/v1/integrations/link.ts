import { z } from "@hono/zod-openapi";
import * as installs from "#modules/installs";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import {
  at,
  installExample,
  installParams as params,
  installSchema,
  maybeText,
  integrationTag as tag,
  shortText,
} from "./schemas";

const startExample: installs.LinkStart = {
  mode: "connect",
  link_token: "link-production-4c3a5d01-6f6e-4b0c-a7a5-0c6b8b0f7a11",
  expires_at: "2026-04-14T12:00:00.000Z",
  link_url: null,
};
/** What asks for the window at an address of the other side's. */
type Begin = { hosted?: boolean | undefined } | undefined;
type Complete = { public_token?: string | undefined; link_token?: string | undefined } | undefined;
const PUBLIC_TOKEN = "public-production-5c224a01-8314-4491-a06f-39e193d5cddc";

export const linkEndpoints: readonly AnyEndpoint[] = [
  endpoint<installs.LinkStart, Begin>({
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
      "A token that opens the other side's own window, such as Plaid Link, in which a user lets us in. An install that is connected already gets one that lets the same connection in again, as when it needs attention. With `hosted` the window is a page of the other side's, at `link_url`, which sends the browser back to the console; what it gave is asked for by its `link_token`.",
    body: {
      schema: () =>
        z
          .strictObject({
            hosted: z.boolean().optional().openapi({
              description: "Whether the other side is to show the window at an address of its own.",
              example: false,
            }),
          })
          .openapi("LinkBegin", { description: "How the window is to be shown." }),
      example: { hosted: false },
      optional: true,
    },
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
              link_url: maybeText(
                "The page of the other side's with the window in it; null where none was asked for, or it has none.",
              ),
            })
            .openapi("LinkStart", { description: "A way into the other side's own window." }),
        example: startExample,
      },
    },
    run: ({ ctx, body, params: { id = "" } }) => installs.beginLink(ctx, id, body?.hosted === true),
    answer: (begun) => ({ status: 200, body: begun }),
  }),
  endpoint<installs.Install, Complete>({
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
            link_token: shortText(
              "Instead, the token of a window at the other side's address, when its visitor is back.",
              startExample.link_token,
              1000,
            )
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
    run: ({ ctx, body, params: { id = "" } }) =>
      installs.completeLink(ctx, id, { publicToken: body?.public_token, linkToken: body?.link_token }),
    answer: (install) => ({ status: 200, body: install }),
  }),
];
