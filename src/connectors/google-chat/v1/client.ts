import { z } from "zod";
import { endpoints, judgeBy, judgeFailure, judgeRefused, type Judgement } from "#connectors/sdk";

/** An error as Google's interfaces tell it (google.aip.dev/193). */
const told = z.object({
  error: z.object({
    code: z.number(),
    message: z.string(),
    details: z.array(z.object({ reason: z.string().optional() })).optional(),
  }),
});

const AGAIN = "Google Chat does not accept the address any more. Copy it again from the webhook.";

/** A wrong key is told with a 400 as well; what else a 400 refuses is the message. */
function judge({ error: { code, message, details = [] } }: z.output<typeof told>): Judgement {
  if (code === 401 || code === 403 || details.some(({ reason }) => reason === "API_KEY_INVALID"))
    return { class: "config", message: AGAIN };
  if (code === 404) return { class: "config", message: "The space or its webhook is not there any more." };
  return code === 400 ? judgeRefused(message) : judgeFailure(code, message);
}

/** Of a webhook's message only its name comes back, and what was sent (Method: spaces.messages.create). */
export const api = endpoints(
  { judge: judgeBy(told, judge), maxBytes: 65_536, repeatable: true },
  { createMessage: { at: "POST /", response: z.object({ name: z.string() }) } },
);
