import { z } from "zod";
import { endpoints, type FailureNames, judgeBy, judgeName } from "#connectors/sdk";

/** From Twilio's dictionary of errors (twilio.com/docs/api/errors). */
const names: FailureNames = {
  upstream: "Twilio",
  connection: {
    20003: "Twilio does not accept the credentials for this account.",
    20005: "The Twilio account is not active.",
    20404: "Twilio knows no such account.",
    21212: "The sender is no number that Twilio can send from.",
    21606: "The sender is no number of your Twilio account that can send texts.",
    21659: "The sender is no number of Twilio's.",
    21660: "The sender belongs to another Twilio account.",
    21703: "The messaging service has no numbers yet.",
    21705: "Twilio knows no such messaging service.",
  },
  request: {
    21211: "The number is no telephone's.",
    21408: "Your Twilio account may not send texts to this number's country.",
    21602: "The text is empty.",
    21604: "There is no number to send the text to.",
    21608: "A trial account of Twilio may send only to numbers that were confirmed there.",
    21610: "Whoever has this number has answered STOP, and is not texted any more.",
    21612: "Twilio has no way from the sender to this number.",
    21614: "The number is no mobile telephone's.",
    21617: "The text has more than 1,600 characters.",
    21635: "The number is a landline's.",
  },
  // The second: too many wait to be sent from this number.
  throttled: ["20429", "21611"],
  passing: ["20500", "20503"],
};

const told = z.object({ code: z.number(), message: z.string(), status: z.number() });

const message = z.object({
  sid: z.string(),
  body: z.string().nullable(),
  direction: z.string(),
  // RFC 2822.
  date_created: z.string(),
});

const usual = { judge: judgeBy(told, ({ code }) => judgeName(names, String(code))) };
const at = "/Accounts/{account}/Messages.json" as const;

export const api = endpoints(usual, {
  createMessage: { at: `POST ${at}`, encoding: "form", response: message },
  /** The newest first. */
  listMessages: { at: `GET ${at}`, response: z.object({ messages: z.array(message) }) },
});

export type Message = z.output<typeof message>;
