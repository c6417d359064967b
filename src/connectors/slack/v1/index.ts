import { type Action, type Call, defineVersion, eventChannels, findFrom, refused } from "#connectors/sdk";
import { manifest } from "../manifest";
import { api, type Message } from "./client";

/** Slack takes one message a second for a channel. */
const channels = eventChannels("channels", { id: /[CG][A-Z0-9]{5,20}/u, example: "C012AB3CD", pauseMs: 1000 });

/** Marks our messages, so that they are found again (docs.slack.dev, message metadata). */
const EVENT_TYPE = "rossos_message";

/** A request is tried for a day; its message is not older. */
const LOOK_BACK_S = 90_000;
/** Of 100 messages; the listing says how many are looked at. */
const MOST_PAGES = 5;

/** The three characters Slack takes for its own (docs.slack.dev, formatting message text). */
export const escapeText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");

/** Makes sure that we may post in a channel. @throws CallFailure rejected */
async function enter(call: Call, channel: string): Promise<void> {
  const { channel: found } = await call(api.getChannel, { query: { channel } });
  if (found.is_archived) throw refused(`The channel ${channel} is archived.`);
  if (found.is_member) return;
  if (found.is_private) throw refused(`Invite the app to the channel ${channel} first.`);
  await call(api.joinChannel, { body: { channel } });
}

const postAction: Action<unknown, "post_message"> = {
  repeat: "reconcile",
  async run({ call, input, key }) {
    const { channel, ts } = await call(api.postMessage, {
      body: {
        channel: input.channel,
        text: escapeText(input.text),
        unfurl_links: false,
        unfurl_media: false,
        metadata: { event_type: EVENT_TYPE, event_payload: { key } },
      },
    });
    return { channel, message_id: ts };
  },
  async find({ call, input, key, now }) {
    const oldest = String(Math.floor(now.getTime() / 1000) - LOOK_BACK_S);
    const asked = { channel: input.channel, include_all_metadata: true, limit: 100, oldest };
    const read = async (cursor: string) => {
      const { messages, ...rest } = await call(api.listMessages, { query: { ...asked, cursor: cursor || undefined } });
      return { items: messages, next: rest.has_more ? rest.response_metadata?.next_cursor || null : null };
    };
    const isIt = ({ metadata }: Message) =>
      metadata?.event_type === EVENT_TYPE && metadata.event_payload?.["key"] === key;
    const found = await findFrom("", read, isIt, MOST_PAGES);
    return found && { channel: input.channel, message_id: found.ts };
  },
};

export const v1 = defineVersion(manifest, {
  baseUrl: "https://slack.com/api",
  // Several hundred messages a minute for all of a workspace, Slack says.
  quota: { calls: 200, perSeconds: 60 },
  faultsOf: channels.faultsOf,
  async check({ call, config }) {
    await call(api.testAuth, { body: {} });
    await channels.withEach(config, (channel) => enter(call, channel));
  },
  disconnect: ({ call }) => call(api.revokeAuth, { body: {} }),
  actions: { post_message: postAction },
  events: channels.events,
});
