import { CallFailure, defineVersion } from "#connectors/sdk";
import { manifest } from "../manifest";
import { api, judge } from "./client";
import { toAccount } from "./mapper";
import { changesSince } from "./transactions";
import { webhook } from "./webhook";

const SHOWN = { client_name: "RossOS", language: "en", country_codes: ["US"] };

export const v1 = defineVersion(manifest, {
  baseUrl: "https://production.plaid.com",
  // 15 questions for accounts a minute and item, Plaid says; of transactions more.
  quota: { calls: 100, perSeconds: 60 },
  async check({ call }) {
    const { item } = await call(api.getAccounts, { body: {} });
    // An item that wants its user tells so although it answers.
    const ended = item.error ? judge({ body: item.error }) : undefined;
    if (ended) throw new CallFailure(ended);
  },
  link: {
    async begin({ call, config, userId, webhookUrl, again }) {
      const asked = {
        ...SHOWN,
        user: { client_user_id: userId },
        ...(webhookUrl === null ? {} : { webhook: webhookUrl }),
      };
      const made = again
        ? await call(api.createUpdateToken, { body: asked })
        : await call(api.createLinkToken, {
            body: { ...asked, products: ["transactions"], transactions: { days_requested: config.history_days } },
          });
      return { token: made.link_token, expiresAt: made.expiration };
    },
    exchange: async ({ call, publicToken }) =>
      (await call(api.exchangeToken, { body: { public_token: publicToken } })).access_token,
  },
  async disconnect({ call }) {
    await call(api.removeItem, { body: {} });
  },
  syncs: {
    bank_accounts: {
      mode: "snapshot",
      async *run({ call }) {
        const { accounts } = await call(api.getAccounts, { body: {} });
        const records = accounts.map((account) => ({ id: account.account_id, data: toAccount(account) }));
        yield { records, cursor: null };
      },
    },
    bank_transactions: {
      mode: "incremental",
      // A pending transaction goes when it is posted.
      deletionsExpected: true,
      async *run({ call, cursor }) {
        yield* changesSince(call, cursor);
      },
    },
  },
  webhook,
});
