import { defineManifest, noticeConfig } from "#connectors/sdk";

export const manifest = defineManifest({
  slug: "microsoft-teams",
  name: "Microsoft Teams",
  category: "communication",
  kind: "live_api",
  tagline: "News of projects in your channel",
  description:
    "Tells one channel of Teams what happens in your data, as cards: you choose the types of events. Cards go to the address of a workflow in your own channel, one a second at most. When it is connected and when its settings change, a card says there what is told.\n\nTeams answers as soon as the workflow has begun. Whether its card was posted cannot be asked afterwards: it is in the history of the workflow's runs. Where it stays open whether a card has reached the workflow, it is sent again, so a card can come twice.\n\nNothing is read, and nothing can be approved from Teams.",
  auth: {
    type: "address",
    label: "Address of the workflow",
    path: "/workflows/[^/]+/triggers/[^/]+/paths/invoke$",
    parameters: ["sig"],
    example:
      "https://default0123456789abcdef0123456789abcd.ef.environment.api.powerplatform.com:443/powerautomate/automations/direct/workflows/0123456789abcdef0123456789abcdef/triggers/manual/paths/invoke?api-version=1&sp=%2Ftriggers%2Fmanual%2Frun&sv=1.0&sig=made-up",
  },
  config: noticeConfig,
  allowedHosts: ["*.environment.api.powerplatform.com", "*.logic.azure.com"],
  permissions: [
    "Post cards in the channel whose workflow you name, about the events you choose",
    "Post a card there when it is connected and when its settings change",
  ],
  setupGuide: [
    "In Teams open the channel's workflows, and add the template that posts to a channel when a webhook request is received. Let anyone trigger it.",
    "Copy the whole address that the workflow shows, and enter it here. Whoever knows it can post in the channel.",
    "Choose the types of events that are told.",
  ],
  data: { reads: ["Events of your records"], writes: ["Cards in a channel"] },
  support: { url: "https://support.microsoft.com/teams" },
  vendorUrl: "https://www.microsoft.com/microsoft-teams",
  versions: [
    {
      name: "v1",
      released: "2026-11-23",
      notes: "Cards about events, and cards on request.",
      upstream: "Workflows webhook, Adaptive Cards 1.4",
    },
  ],
  actions: ["post_notice"],
  events: { description: "Events of the types you choose are told in the channel." },
});
