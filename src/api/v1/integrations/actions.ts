import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import * as actions from "#modules/actions";
import { idSchema, openObject } from "#models";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import {
  at,
  count,
  errorClass,
  installParams,
  integrationTag as tag,
  maybeAt,
  maybeText,
  NAME_PATTERN,
  shortText,
} from "./schemas";

const REQUEST_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b63";
const TIME = "2026-04-14T08:00:00.000Z";

const example = {
  id: REQUEST_ID,
  action: "look_up_forecast",
  status: "pending",
  attempts: 0,
  next_attempt_at: TIME,
  output: null,
  error_class: null,
  error: null,
  created_at: TIME,
  updated_at: TIME,
};

const schema = once(() =>
  z
    .object({
      id: idSchema().openapi({ description: "Identifier.", example: REQUEST_ID }),
      action: shortText("What is to be done.", "look_up_forecast"),
      status: z
        .enum(["pending", "succeeded", "failed", "cancelled"])
        .openapi({ description: "How it stands. `pending` is tried for 24 hours.", example: "pending" }),
      attempts: count("Attempts begun.", 0),
      next_attempt_at: maybeAt("When it is tried next."),
      output: openObject()
        .nullable()
        .openapi({ type: "object", nullable: true, description: "What came of it.", example: null } as never),
      error_class: errorClass(),
      error: maybeText("What went wrong the last time."),
      created_at: at("When it was asked for."),
      updated_at: at("When it last changed."),
    })
    .openapi("ActionRequest", { description: "Something that is to be done at the other side." }),
);

export const actionEndpoints: readonly AnyEndpoint[] = [
  endpoint<actions.ActionRequest, { input: Record<string, unknown> }>({
    operationId: "requestAction",
    method: "post",
    path: "/installs/{id}/actions/{action}",
    params: {
      ...installParams,
      action: { description: "What to do.", example: "look_up_forecast", pattern: NAME_PATTERN, noun: "action" },
    },
    scope: "write:integrations",
    tag,
    summary: "Request an action",
    description:
      "Has something done at the other side, as soon as that works and for up to 24 hours. Where repeating it could do harm, the other side is asked first whether it is done already; where it cannot be asked, the listing says that something can be done twice. The Idempotency-Key names the request for good.",
    body: {
      schema: () =>
        z
          .strictObject({
            input: openObject().openapi({
              description: "What the action takes.",
              example: { latitude: 41.967, longitude: -71.189 },
            }),
          })
          .openapi("ActionRequestCreate", { description: "What is to be done." }),
      example: { input: { latitude: 41.967, longitude: -71.189 } },
    },
    idempotent: "tenant",
    responses: { 202: { description: "The request.", schema: schema, example, headers: ["Location"] } },
    run: ({ ctx, body, request, params: { id = "", action = "" } }) =>
      actions.requestAction(ctx, id, { action, input: body.input, key: request.headers.get("idempotency-key") }),
    answer: (made, { params: { id = "" } }) => ({
      status: 202,
      body: made,
      location: `/api/v1/installs/${id}/action-requests/${made.id}`,
    }),
  }),
  endpoint<actions.ActionRequest>({
    operationId: "getActionRequest",
    method: "get",
    path: "/installs/{id}/action-requests/{request_id}",
    params: { ...installParams, request_id: { description: "Id of the request.", example: REQUEST_ID } },
    scope: "read:integrations",
    tag,
    summary: "Get an action's request",
    description: "How it stands, and what came of it. Requests are kept for 90 days.",
    responses: { 200: { description: "The request.", schema: schema, example } },
    run: ({ ctx, params: { id = "", request_id: requestId = "" } }) => actions.getActionRequest(ctx, id, requestId),
    answer: (found) => ({ status: 200, body: found }),
  }),
];
