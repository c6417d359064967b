import { z } from "zod";
import { type Answered, endpoint, type Judgement } from "#connectors/sdk";

/** What the connection lacks: its token or its scopes. From the lists of errors of docs.slack.dev/reference/methods. */
const OF_CONNECTION: Readonly<Record<string, string>> = {
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
};

/** What one request says is refused. */
const OF_REQUEST: Readonly<Record<string, string>> = {
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
};

const THROTTLED = new Set(["ratelimited", "rate_limited", "message_limit_exceeded"]);
const PASSING = new Set([
  "fatal_error",
  "internal_error",
  "service_unavailable",
  "request_timeout",
  "team_added_to_org",
]);

const said = z.object({ ok: z.literal(false), error: z.string() });

/** Slack answers 200 to nearly everything: what went wrong stands in `error`. */
export function judge({ body }: Answered): Judgement | undefined {
  const error = said.safeParse(body).data?.error;
  if (error === undefined) return undefined;
  const ofConnection = OF_CONNECTION[error];
  if (ofConnection) return { class: "config", message: ofConnection };
  const ofRequest = OF_REQUEST[error];
  if (ofRequest) return { class: "config", message: ofRequest, rejected: true };
  if (THROTTLED.has(error)) return { class: "transient", message: "Slack wants fewer messages.", throttled: true };
  if (PASSING.has(error)) return { class: "transient", message: `Slack failed (${error}).` };
  return { class: "contract", message: `Slack answered ${error.slice(0, 100)}.` };
}

const ok = z.literal(true);
const post = {
  method: "POST",
  headers: { "content-type": "application/json; charset=utf-8" },
  judge,
  maxBytes: 1_048_576,
} as const;
const read = { method: "GET", judge } as const;
/** These two take no JSON. */
const postForm = { method: "POST", encoding: "form", repeatable: true, judge } as const;

export const testAuth = endpoint({
  ...postForm,
  name: "testAuth",
  path: "/auth.test",
  response: z.object({ ok, team_id: z.string() }),
});

export const revokeAuth = endpoint({
  ...postForm,
  name: "revokeAuth",
  path: "/auth.revoke",
  response: z.object({ ok, revoked: z.boolean() }),
});

export const getChannel = endpoint({
  ...read,
  name: "getChannel",
  path: "/conversations.info",
  response: z.object({
    ok,
    channel: z.object({
      id: z.string(),
      is_archived: z.boolean().default(false),
      is_member: z.boolean().default(false),
      is_private: z.boolean().default(false),
    }),
  }),
});

export const joinChannel = endpoint({
  ...post,
  name: "joinChannel",
  path: "/conversations.join",
  repeatable: true,
  response: z.object({ ok, channel: z.object({ id: z.string() }) }),
});

export const postMessage = endpoint({
  ...post,
  name: "postMessage",
  path: "/chat.postMessage",
  response: z.object({ ok, channel: z.string(), ts: z.string() }),
});

export const listMessages = endpoint({
  ...read,
  name: "listMessages",
  path: "/conversations.history",
  response: z.object({
    ok,
    messages: z.array(
      z.object({
        ts: z.string(),
        metadata: z
          .object({ event_type: z.string(), event_payload: z.record(z.string(), z.unknown()) })
          .partial()
          .optional(),
      }),
    ),
    has_more: z.boolean().default(false),
    response_metadata: z.object({ next_cursor: z.string().default("") }).optional(),
  }),
});
