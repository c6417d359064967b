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
  sync_stopped: { description: "A sync stopped because it would delete much, and asks.", email: true },
  license_expiring: { description: "The license of a vendor ends in 60, 30 or 7 days.", email: true },
  license_changed: { description: "The license of a vendor is no longer active.", email: true },
  listing_available: { description: "An integration you follow became available.", email: true },
  review_answered: { description: "Your review of an integration was answered.", email: true },
  review_hidden: { description: "Your review of an integration was hidden by moderation.", email: true },
} as const satisfies Readonly<Record<string, { description: string; email: boolean }>>;

export type NoticeKind = keyof typeof KINDS;

export const CHANNELS = ["site", "email"] as const;
export type Channel = (typeof CHANNELS)[number];

export const kindNames = Object.keys(KINDS) as [NoticeKind, ...NoticeKind[]];

/** What holds for who chose nothing. */
export const isOnByDefault = (kind: NoticeKind, channel: Channel): boolean => channel === "site" || KINDS[kind].email;
