import { defineManifest, noticeConfig } from "#connectors/sdk";

export const manifest = defineManifest({
  slug: "google-chat",
  name: "Google Chat",
  category: "communication",
  kind: "live_api",
  tagline: "News of projects in your space",
  description:
    "Tells one space of Google Chat what happens in your data: you choose the types of events. Messages go to the address of a webhook in your own space, one a second at most, which is all that Google takes for a space. When it is connected and when its settings change, a message says there what is told.\n\nEach message has an id of ours, by which Google knows one that is sent again.\n\nNothing is read, and nothing can be approved from Chat.",
  auth: {
    type: "address",
    label: "Address of the webhook",
    path: "^/v1/spaces/[^/]+/messages$",
    parameters: ["key", "token"],
    example: "https://chat.googleapis.com/v1/spaces/AAAAexample/messages?key=made-up&token=made-up",
  },
  config: noticeConfig,
  allowedHosts: ["chat.googleapis.com"],
  permissions: [
    "Post messages in the space whose webhook you name, about the events you choose",
    "Post a message there when it is connected and when its settings change",
  ],
  setupGuide: [
    "In a browser open the space in Google Chat, and under apps and integrations add a webhook. Your Google Workspace has to allow webhooks.",
    "Copy the whole address that it is given, and enter it here. Whoever knows it can post in the space.",
    "Choose the types of events that are told.",
  ],
  data: { reads: ["Events of your records"], writes: ["Messages in a space"] },
  support: { url: "https://developers.google.com/workspace/chat/quickstart/webhooks" },
  vendorUrl: "https://workspace.google.com/products/chat/",
  versions: [
    {
      name: "v1",
      released: "2026-11-23",
      notes: "Messages about events, and messages on request.",
      upstream: "Google Chat API v1, incoming webhook",
    },
  ],
  actions: ["post_notice"],
  events: { description: "Events of the types you choose are told in the space." },
});
