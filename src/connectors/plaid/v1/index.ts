import { CallFailure, defineVersion, feedSync } from "#connectors/sdk";
import { manifest } from "../manifest";
import { api, judge } from "./client";
import { hostedLink, resultOf } from "./hosted";
import { webhook } from "./webhook";

/** Of transactions. */
const MOST_AT_ONCE = 500;
const SHOWN = { client_name: "RossOS", language: "en", country_codes: ["US"] };

export const v1 = defineVersion(manifest, {
  baseUrl: "https://production.plaid.com",
  // 15 questions for accounts a minute and item, Plaid says; of transactions more.
  quota: { calls: 100, perSeconds: 60 },
  async check({ call }) {
    const { item } = await call(api.getAccounts, { body: {} });
    // An item that wants its user tells so although it answers.
    if (item.error) throw new CallFailure(judge(item.error));
  },
  link: {
    async begin({ call, config, userId, webhookUrl, again, returnUrl }) {
      const asked = {
        ...SHOWN,
        user: { client_user_id: userId },
        ...(webhookUrl === null ? {} : { webhook: webhookUrl }),
        ...hostedLink(returnUrl),
      };
      const made = again
        ? await call(api.createUpdateToken, { body: asked })
        : await call(api.createLinkToken, {
            body: { ...asked, products: ["transactions"], transactions: { days_requested: config.history_days } },
          });
      return { token: made.link_token, expiresAt: made.expiration, url: made.hosted_link_url ?? null };
    },
    result: ({ call, linkToken, webhookUrl }) => resultOf(call, linkToken, webhookUrl),
    exchange: async ({ call, publicToken }) =>
      (await call(api.exchangeToken, { body: { public_token: publicToken } })).access_token,
  },
  disconnect: ({ call }) => call(api.removeItem, { body: {} }),
  syncs: {
    bank_accounts: {
      mode: "snapshot",
      async *run({ call }) {
        yield { records: (await call(api.getAccounts, { body: {} })).accounts, cursor: null };
      },
    },
    // A pending transaction goes when it is posted. How pages that move are read: plaid.com/docs/transactions/sync-migration.
    bank_transactions: feedSync({
      movedCode: "TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION",
      foreignCode: "INVALID_FIELD",
      async read(call, cursor) {
        const body = { count: MOST_AT_ONCE, ...(cursor === null ? {} : { cursor }) };
        const { added, modified, removed, ...next } = await call(api.syncTransactions, { body });
        return {
          changed: [...added, ...modified],
          removed: removed.map(({ transaction_id: id }) => id),
          cursor: next.next_cursor,
          hasMore: next.has_more,
        };
      },
    }),
  },
  webhook,
});
