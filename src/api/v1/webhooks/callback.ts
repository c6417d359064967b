import { eventExample } from "../events";

const header = (name: string, description: string, schema: object, example: string) => ({
  name,
  in: "header",
  required: true,
  description,
  schema: { type: "string", ...schema },
  example,
});

/** What a webhook's URL is sent, for the OpenAPI document. */
export const eventCallback = {
  event: {
    "{$request.body#/url}": {
      post: {
        operationId: "receiveEvent",
        tags: ["Webhooks"],
        summary: "An event, sent to your URL",
        description:
          "Check the signature with a [Standard Webhooks](https://www.standardwebhooks.com/) library, answer at once, and do the work afterwards. An event can come more than once, always with the same `webhook-id`, and events can come in another order than they happened in.",
        security: [{}],
        parameters: [
          header(
            "webhook-id",
            "The event's id, the same in every attempt.",
            { format: "uuid", maxLength: 36 },
            eventExample.id,
          ),
          header(
            "webhook-timestamp",
            "When the attempt was made, in seconds since 1970. Refuse what is more than 5 minutes off.",
            { pattern: "^[0-9]+$", maxLength: 12 },
            "1776153600",
          ),
          header(
            "webhook-signature",
            "`v1,` and the base64 of an HMAC-SHA256 over `id.timestamp.body`, one for each secret in force, separated by spaces.",
            { pattern: "^v1,[A-Za-z0-9+/=]+( v1,[A-Za-z0-9+/=]+)*$", maxLength: 1000 },
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
          ),
        ],
        requestBody: {
          required: true,
          description: "The event.",
          content: { "application/json": { schema: { $ref: "#/components/schemas/Event" }, example: eventExample } },
        },
        responses: {
          "2XX": { description: "You have it." },
          "410": { description: "You do not want it any more: the webhook is switched off." },
          default: { description: "It is sent again later; after the time in `Retry-After`, if that is longer." },
        },
      },
    },
  },
};
