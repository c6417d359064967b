import { defineManifest } from "#connectors/sdk";
import { ledgerSettings, text } from "#models";

export const manifest = defineManifest({
  slug: "xero",
  name: "Xero",
  category: "accounting",
  kind: "live_api",
  tagline: "Vendors, bills and payments between your projects and Xero",
  description:
    "Brings the contacts, bills and bill payments of one Xero organisation, and writes approved bills and payments there. Contacts, bills and payments that are your vendors, invoices and payments are kept like them, both ways. What has changed is asked for since the last time, and Xero's webhooks shorten the wait.",
  auth: {
    type: "oauth2_code",
    authorizeUrl: "https://login.xero.com/identity/connect/authorize",
    tokenUrl: "https://identity.xero.com/connect/token",
    revokeUrl: "https://identity.xero.com/connect/revocation",
    scopes: ["offline_access", "accounting.contacts", "accounting.invoices", "accounting.payments"],
  },
  config: {
    tenant_id: text({
      description: "Xero's id of the organisation. Needed only when you connect several.",
      example: "fe79f7dd-b6d4-4a92-ba7b-538af6289c58",
      max: 36,
      pattern: "^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
    }),
    ...ledgerSettings("Xero"),
  },
  allowedHosts: ["api.xero.com", "identity.xero.com"],
  permissions: [
    "Read the contacts, bills and bill payments of your organisation",
    "Write bills and payments, when you ask for it or enter accounts to book them on",
    "Keep vendors and contacts that are the same alike: a change of one is written to the other",
    "Keep invoices and bills that are the same alike, with their payments",
    "Keep what was read, which is not used to train any model",
  ],
  setupGuide: [
    "Sign in to Xero and choose one organisation.",
    "If you choose several, enter the id of the one to work with.",
    "For changes within seconds, give Xero this install's webhook address and enter its webhooks key.",
  ],
  data: {
    reads: ["Contacts", "Bills with their lines, and how much of them is credited", "Payments of bills"],
    writes: [
      "Changes of contacts that are your vendors",
      "Bills, and their changes",
      "Payments of bills, and taking them back",
    ],
  },
  support: { url: "https://developer.xero.com/documentation" },
  vendorUrl: "https://www.xero.com",
  versions: [
    {
      name: "v1",
      released: "2026-11-08",
      notes: "Contacts, bills and payments; amounts of lines as Xero shows them.",
      upstream: "Accounting API 2.0",
      lifecycle: {
        status: "deprecated",
        upgradeDeadline: "2027-06-30",
        reason: "It cannot tell the tax of a line, so bills with tax in their amounts are costed too high.",
      },
    },
    {
      name: "v2",
      released: "2026-11-22",
      notes:
        "Amounts of lines are always without tax, and their tax is told; bills that wait for approval have a status of their own; lines carry their tracking categories; payments tell what left the account.",
      upstream: "Accounting API 2.0, specification 16.1",
    },
  ],
  syncs: [
    { name: "contacts", description: "Contacts that have changed.", everyMinutes: 60, atMostEveryMinutes: 15 },
    { name: "bills", description: "Bills that have changed.", everyMinutes: 30, atMostEveryMinutes: 10 },
    { name: "bill_payments", description: "Payments that have changed.", everyMinutes: 30, atMostEveryMinutes: 10 },
  ],
  actions: ["push_bill", "push_bill_changes", "push_contact", "push_payment", "take_back_payment"],
  webhooks: { description: "Xero tells of changed contacts and invoices within seconds." },
});
