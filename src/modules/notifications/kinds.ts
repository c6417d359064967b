/** Every kind of notice, and whether it is in the daily mail unless somebody chooses otherwise. All are shown on the site. */
export const KINDS = {
  webhook_disabled: { description: "A webhook was switched off because its receiver failed.", email: true },
  integration_incident: { description: "An integration you use stopped working for everyone.", email: true },
  integration_needs_attention: {
    description: "An integration you use waits for you to put something right.",
    email: true,
  },
  action_delayed: { description: "What you asked of an integration waits for it to work again.", email: true },
  action_failed: { description: "What you asked of an integration could not be done.", email: true },
  permit_mail: { description: "Mail about a permit came whose status could not be told.", email: true },
  permit_status: { description: "A permit has another status.", email: true },
  jurisdiction_report: { description: "Your report of a jurisdiction was decided on.", email: true },
  sync_conflict: { description: "You and an integration have changed the same field, or one refuses it.", email: true },
  sync_refused: { description: "What an integration brought, or was to get, breaks a rule of one side.", email: true },
  sync_stopped: { description: "A sync stopped because it would delete much, and asks.", email: true },
  upgrade_due: { description: "The version of an integration you use ends soon.", email: true },
  upgrade_done: { description: "An integration you use was moved to a newer version.", email: true },
  weather_alert: { description: "Severe weather is coming to one of your projects.", email: true },
  king_tide: { description: "An unusually high tide is predicted at one of your projects.", email: true },
  license_expiring: { description: "The license of a vendor ends in 60, 30 or 7 days.", email: true },
  license_changed: { description: "The license of a vendor is no longer active.", email: true },
  listing_available: { description: "An integration you follow became available.", email: true },
  contract_alert: {
    description: "For platform admins: a service answers otherwise than its connector expects. It is mailed at once.",
    email: false,
  },
  review_answered: { description: "Your review of an integration was answered.", email: true },
  review_hidden: { description: "Your review of an integration was hidden by moderation.", email: true },
} as const satisfies Readonly<Record<string, { description: string; email: boolean }>>;

export type NoticeKind = keyof typeof KINDS;

export const CHANNELS = ["site", "email"] as const;
export type Channel = (typeof CHANNELS)[number];

export const kindNames = Object.keys(KINDS) as [NoticeKind, ...NoticeKind[]];

/** What holds for who chose nothing. */
export const isOnByDefault = (kind: NoticeKind, channel: Channel): boolean => channel === "site" || KINDS[kind].email;
