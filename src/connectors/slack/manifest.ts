import { defineManifest } from "#connectors/sdk";
import { list } from "#models";

export const manifest = defineManifest({
  slug: "slack",
  name: "Slack",
  category: "communication",
  kind: "live_api",
  tagline: "News of projects in your channels",
  description:
    "Tells the channels you choose what happens in your data: each setting names a channel and the types of events that are told there. Messages are posted by our app, one a second at most, and an event is told once.\n\nOur app joins public channels by itself; to a private one somebody invites it. After a failure that leaves it open whether a message was posted, it looks for its own among the channel's 500 newest messages; it reads nothing else. Where more were posted meanwhile, a message can come twice.\n\nNothing can be approved from Slack.",
  auth: {
    type: "oauth2_code",
    authorizeUrl: "https://slack.com/oauth/v2/authorize",
    tokenUrl: "https://slack.com/api/oauth.v2.access",
    scopes: ["chat:write", "channels:read", "channels:join", "channels:history", "groups:read", "groups:history"],
    scopeSeparator: ",",
  },
  config: {
    channels: list({
      description:
        "What is told where: the id of a channel, a colon, and types of events with commas between them; invoice.* stands for all of invoices.",
      example: ["C012AB3CD: change_order.approved, invoice.*"],
      of: "text",
      maxItems: 20,
      maxLength: 500,
      default: [],
    }),
  },
  allowedHosts: ["slack.com"],
  permissions: [
    "Post messages in the channels you choose, about the events you choose",
    "See the names of channels, and join the public ones you choose",
    "Look for its own messages in these channels",
  ],
  setupGuide: [
    "Sign in to Slack and let the app into your workspace.",
    "Enter the channels by their ids, which Slack shows at the end of a channel's details, and what is told in each.",
    "Invite the app to a private channel before you enter it.",
  ],
  data: { reads: ["Events of your records", "Names of channels"], writes: ["Messages"] },
  support: { url: "https://docs.slack.dev" },
  vendorUrl: "https://slack.com",
  versions: [
    {
      name: "v1",
      released: "2026-11-22",
      notes: "Messages about events, and messages on request.",
      upstream: "Slack Web API",
    },
  ],
  actions: ["post_message"],
  events: { description: "Events of the types you choose are told in the channels you choose." },
});
