import { type Action, defineVersion, eventChannels, refused } from "#connectors/sdk";
import type { ConfigOf } from "#models";
import { manifest } from "../manifest";
import { api, type Message } from "./client";
import { newsText, senderOf } from "./mapper";

type Config = ConfigOf<typeof manifest.config>;

const phones = eventChannels("phones", {
  id: /\+[1-9]\d{6,14}/u,
  example: "+13055550123",
  called: "a number with + and its country",
  // A number of the United States sends one a second.
  pauseMs: 1000,
  shortened: newsText,
});

const LONGEST = 1600;
/** Of the newest texts to a number; the listing says it. */
const LOOKED_AT = 100;
/** Its clock and ours. */
const SKEW_MS = 60_000;

const sendText: Action<Config, "post_message"> = {
  repeat: "reconcile",
  async run({ call, config, input: { channel, text } }) {
    if (text.length > LONGEST) throw refused(`A text has at most ${LONGEST} characters.`);
    const { sid } = await call(api.createMessage, {
      path: { account: config.account_sid },
      body: { To: channel, ...senderOf(config.sender), Body: text },
    });
    return { channel, message_id: sid };
  },
  async find({ call, config, input: { channel, text }, since }) {
    const { messages } = await call(api.listMessages, {
      path: { account: config.account_sid },
      query: { To: channel, PageSize: LOOKED_AT },
    });
    // A trial account has words of Twilio's before ours. Nothing else names a request: the same words are taken for it.
    const isIt = ({ body, direction, date_created: created }: Message) =>
      direction !== "inbound" &&
      (body === text || body?.endsWith(` - ${text}`)) &&
      Date.parse(created) >= since.getTime() - SKEW_MS;
    const found = messages.find(isIt);
    return found && { channel, message_id: found.sid };
  },
};

export const v1 = defineVersion(manifest, {
  baseUrl: "https://api.twilio.com/2010-04-01",
  quota: { calls: 100, perSeconds: 60 },
  faultsOf: phones.faultsOf,
  check: ({ call, config }) =>
    call(api.listMessages, { path: { account: config.account_sid }, query: { PageSize: 1 } }),
  actions: { post_message: sendText },
  events: phones.events,
});
