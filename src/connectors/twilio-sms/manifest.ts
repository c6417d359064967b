import { defineManifest } from "#connectors/sdk";
import { list, text } from "#models";

export const manifest = defineManifest({
  slug: "twilio-sms",
  name: "Twilio SMS",
  category: "communication",
  kind: "live_api",
  tagline: "Texts about what cannot wait",
  description:
    "Texts the telephones you choose when something happens that cannot wait, such as severe weather, the decision on a permit or an approved change order: each setting names a number and the types of events that are told there. Texts go out through your own Twilio account, one a second at most, each shortened to 320 characters.\n\nTwilio bills you for each text, and for each part of 160 characters of it; numbers of the United States have to be registered for A2P 10DLC first. Enter only people who have agreed to it: who answers STOP is texted no more, and Twilio sees to that.\n\nThat Twilio has taken a text does not mean that it was delivered; its log tells. Where it stays open whether one was taken, it is looked for among the newest 100 to that number before it is sent again. Nothing that people answer is read.",
  auth: {
    type: "basic",
    usernameLabel: "Account SID, or SID of an API key",
    passwordLabel: "Auth token, or secret of the API key",
  },
  config: {
    account_sid: text({
      label: "Account SID",
      description: "The account that sends and is billed.",
      example: `AC${"0".repeat(32)}`,
      required: true,
      max: 34,
      pattern: "^AC[0-9a-fA-F]{32}$",
      written: "AC and 32 digits or letters from a to f.",
    }),
    sender: text({
      description: "The number of yours at Twilio that texts come from, or the SID of a messaging service.",
      example: "+13055550100",
      required: true,
      max: 34,
      pattern: "^(\\+[1-9][0-9]{6,14}|MG[0-9a-fA-F]{32})$",
      written: "A number with + and its country, such as +13055550100, or MG and 32 digits or letters from a to f.",
    }),
    phones: list({
      description:
        "Who is told what: a number with its country, a colon, and types of events with commas between them; permit.* stands for all of permits.",
      example: ["+13055550123: project.weather_alert, permit.*"],
      of: "text",
      maxItems: 50,
      maxLength: 500,
      default: [],
    }),
  },
  accountFrom: "account_sid",
  allowedHosts: ["api.twilio.com"],
  permissions: [
    "Send texts from your Twilio account, which bills you for them, to the numbers you enter, about the events you choose",
    "Look for its own among the newest texts to these numbers",
  ],
  setupGuide: [
    "At Twilio buy a number or make a messaging service, and register it for A2P 10DLC where it is one of the United States.",
    "Enter the SID of the account, and its auth token or an API key. What is entered is proved without sending a text.",
    "Enter the sender, and who is told what. Ask people before you enter their numbers.",
  ],
  data: { reads: ["Events of your records", "The newest texts to the numbers you enter"], writes: ["Texts"] },
  support: { url: "https://help.twilio.com" },
  vendorUrl: "https://www.twilio.com",
  versions: [
    {
      name: "v1",
      released: "2026-11-23",
      notes: "Texts about events, and texts on request.",
      upstream: "Twilio REST API 2010-04-01",
    },
  ],
  actions: ["post_message"],
  events: { description: "Events of the types you choose are texted to the numbers you enter." },
});
