import { z } from "zod";
import { endpoints, type FailureNames, judgeBy, judgeName } from "#connectors/sdk";

/** From the lists of errors of docs.slack.dev/reference/methods. */
const names: FailureNames = {
  upstream: "Slack",
  connection: {
    invalid_auth: "Slack does not accept the token any more. Connect it again.",
    not_authed: "Slack does not accept the token any more. Connect it again.",
    account_inactive: "The Slack workspace or its user is gone. Connect it again.",
    token_revoked: "The app was removed from the Slack workspace. Connect it again.",
    token_expired: "The Slack token has ended. Connect it again.",
    missing_scope: "The app lacks a permission in Slack. Connect it again.",
    not_allowed_token_type: "Slack wants another kind of token. Connect it again.",
    no_permission: "The app lacks a permission in Slack.",
    access_denied: "Slack denies the app access.",
    accesslimited: "Slack denies access from this network.",
    ekm_access_denied: "The administrators of the Slack workspace have suspended posting.",
    org_login_required: "The Slack workspace is being moved. Connect it again afterwards.",
    team_access_not_granted: "The app has no access to this Slack workspace.",
  },
  request: {
    channel_not_found: "Slack has no such channel, or it is private and the app was not invited to it.",
    not_in_channel: "The app is not in the channel. Invite it there.",
    is_archived: "The channel is archived.",
    msg_too_long: "The message is too long.",
    no_text: "The message is empty.",
    restricted_action: "The settings of the Slack workspace do not let the app post there.",
    restricted_action_read_only_channel: "The channel is for reading only.",
    restricted_action_thread_only_channel: "The channel takes answers in threads only.",
    too_many_members: "The channel is full.",
    method_not_supported_for_channel_type: "The channel is of a kind that cannot be used for this.",
  },
  throttled: ["ratelimited", "rate_limited", "message_limit_exceeded"],
  passing: ["fatal_error", "internal_error", "service_unavailable", "request_timeout", "team_added_to_org"],
};

/** Slack answers 200 to nearly everything: what went wrong stands in `error`. */
const said = z.object({ ok: z.literal(false), error: z.string() });

const ok = z.literal(true);

const channel = z.object({
  is_archived: z.boolean().default(false),
  is_member: z.boolean().default(false),
  is_private: z.boolean().default(false),
});

const message = z.object({
  ts: z.string(),
  metadata: z
    .object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })
    .partial()
    .optional(),
});

const usual = { judge: judgeBy(said, ({ error }) => judgeName(names, error)) };
/** These two take no JSON. */
const form = { encoding: "form", repeatable: true } as const;
const json = { headers: { "content-type": "application/json; charset=utf-8" }, maxBytes: 1_048_576 };

export const api = endpoints(usual, {
  testAuth: { ...form, at: "POST /auth.test", response: z.object({ ok, team_id: z.string() }) },
  revokeAuth: { ...form, at: "POST /auth.revoke", response: z.object({ ok, revoked: z.boolean() }) },
  getChannel: { at: "GET /conversations.info", response: z.object({ ok, channel }) },
  joinChannel: { ...json, at: "POST /conversations.join", repeatable: true, response: z.object({ ok }) },
  postMessage: {
    ...json,
    at: "POST /chat.postMessage",
    response: z.object({ ok, channel: z.string(), ts: z.string() }),
  },
  listMessages: {
    at: "GET /conversations.history",
    response: z.object({
      ok,
      messages: z.array(message),
      has_more: z.boolean().default(false),
      response_metadata: z.object({ next_cursor: z.string().default("") }).optional(),
    }),
  },
});

export type Message = z.output<typeof message>;
