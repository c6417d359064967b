import { defineManifest } from "#connectors/sdk";
import { integer } from "#models";

export const manifest = defineManifest({
  slug: "plaid",
  name: "Plaid bank feeds",
  category: "banking",
  kind: "live_api",
  tagline: "Bank transactions every day",
  description:
    "Brings the accounts and transactions of one bank login: checking accounts, savings and cards. You sign in to your bank in Plaid's own window; we never see the password. Pending transactions become posted ones, and what the bank takes back is gone here, too.\n\nPlaid asks banks between one and four times a day, so it is not a live view; when there is something new, it tells us at once. When a bank wants you to sign in again, or will within a week, you are told.\n\nOne install has one bank login, with all the accounts you choose there. Nothing can be paid or changed at the bank.",
  auth: {
    type: "link",
    clientIdHeader: "plaid-client-id",
    clientSecretHeader: "plaid-secret",
    tokenField: "access_token",
  },
  config: {
    history_days: integer({
      description: "How many days back the first transactions go. It counts when the bank is connected.",
      example: 90,
      min: 1,
      max: 730,
      default: 90,
    }),
  },
  allowedHosts: ["production.plaid.com"],
  permissions: [
    "Read the transactions and balances of the accounts you choose",
    "Keep what was read",
    "Let Plaid tell us when there is something new",
  ],
  setupGuide: [
    "Ask for a link token: POST /api/v1/installs/{id}/link.",
    "Open Plaid Link with it, and sign in to your bank there.",
    "Send the public token that Link gives: POST /api/v1/installs/{id}/link/complete. A first call proves it.",
    "When the bank wants you to sign in again, do the same; there is no public token to send then.",
  ],
  data: { reads: ["Accounts with balances", "Transactions"], writes: [] },
  support: { url: "https://plaid.com/docs" },
  vendorUrl: "https://plaid.com",
  versions: [
    {
      name: "v1",
      released: "2026-11-22",
      notes: "Accounts and transactions of one bank login.",
      upstream: "Plaid API 2020-09-14",
    },
  ],
  syncs: [
    { name: "bank_accounts", description: "Accounts with their balances.", everyMinutes: 720, atMostEveryMinutes: 60 },
    {
      name: "bank_transactions",
      description: "Transactions that have changed.",
      everyMinutes: 360,
      atMostEveryMinutes: 60,
    },
  ],
  webhooks: {
    description: "Plaid tells of new transactions, and of logins that have ended or end soon.",
    hasSecret: false,
  },
});
