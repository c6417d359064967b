import { z } from "zod";
import { type Answered, endpoint, type Judgement } from "#connectors/sdk";

const said = z.object({ error_type: z.string(), error_code: z.string(), error_message: z.string().nullish() });

/** The bank's login, or the consent, has ended: its user has to sign in again, or to connect anew. */
const OF_LOGIN: Readonly<Record<string, string>> = {
  ITEM_LOGIN_REQUIRED: "The bank wants you to sign in again. Open the link once more.",
  ITEM_LOCKED: "The bank has locked the login. Unlock it there, and open the link once more.",
  USER_SETUP_REQUIRED: "The bank wants something of you first. Sign in there, and open the link once more.",
  INVALID_CREDENTIALS: "The bank does not accept the login. Open the link once more.",
  INVALID_MFA: "The bank does not accept the login. Open the link once more.",
  ACCESS_NOT_GRANTED: "You have not let us see transactions. Open the link once more.",
  NO_ACCOUNTS: "There is no account of a kind that can be read. Open the link once more.",
  INSUFFICIENT_CREDENTIALS: "The bank does not accept the login. Open the link once more.",
  ITEM_NOT_FOUND: "The connection was ended at Plaid. Uninstall it, and connect it anew.",
  INVALID_ACCESS_TOKEN: "The connection was ended at Plaid. Uninstall it, and connect it anew.",
  ITEM_NOT_SUPPORTED: "Plaid does not support this login any more.",
  USER_PERMISSION_REVOKED: "You have withdrawn your consent. Uninstall it, and connect it anew.",
};

/** What one request says is refused, and the connector or its caller has a way to go on. */
const OF_REQUEST: Readonly<Record<string, string>> = {
  TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION: "The transactions changed while they were read.",
  INVALID_FIELD: "Plaid does not accept what was sent.",
  INVALID_PUBLIC_TOKEN: "This public token is not known, or was used. Open the link once more.",
  EXPIRED_PUBLIC_TOKEN: "This public token has ended. Open the link once more.",
  INVALID_WEBHOOK_VERIFICATION_KEY_ID: "Plaid has no such key.",
};

/** Our own client: its builder can do nothing about it. */
const OF_CLIENT = new Set([
  "INVALID_API_KEYS",
  "UNAUTHORIZED_ENVIRONMENT",
  "INVALID_PRODUCT",
  "UNAUTHORIZED_ROUTE_ACCESS",
]);
const PASSING_TYPES = new Set(["API_ERROR", "INSTITUTION_ERROR"]);

/** Judged by type and code, which do not change; status and message may (plaid.com/docs/errors). */
export function judge({ body }: Answered): Judgement | undefined {
  const error = said.safeParse(body).data;
  if (!error) return undefined;
  const { error_type: type, error_code: code } = error;
  const ofLogin = OF_LOGIN[code];
  if (ofLogin) return { class: "config", message: ofLogin, code };
  const ofRequest = OF_REQUEST[code];
  if (ofRequest) return { class: "config", message: ofRequest, rejected: true, code };
  if (type === "RATE_LIMIT_EXCEEDED")
    return { class: "transient", message: "Plaid wants fewer requests.", throttled: true };
  if (PASSING_TYPES.has(type) || code === "PRODUCT_NOT_READY")
    return { class: "transient", message: `Plaid or the bank failed (${code.slice(0, 100)}).` };
  if (OF_CLIENT.has(code)) return { class: "system", message: `Plaid refuses our own client (${code}).` };
  return { class: "contract", message: `Plaid answered ${code.slice(0, 100)}.` };
}

/** All that is asked of Plaid is a POST, and none of this changes anything when it is sent again. */
const read = { method: "POST", repeatable: true, judge } as const;

const text = z
  .string()
  .nullish()
  .transform((value) => value ?? null);
const amount = z
  .number()
  .nullish()
  .transform((value) => value ?? null);

export const account = z.object({
  account_id: z.string(),
  name: z.string(),
  official_name: text,
  mask: text,
  type: z.string(),
  subtype: text,
  balances: z.object({
    available: amount,
    current: amount,
    limit: amount,
    iso_currency_code: text,
    unofficial_currency_code: text,
  }),
});

export const getAccounts = endpoint({
  ...read,
  name: "getAccounts",
  path: "/accounts/get",
  response: z.object({
    accounts: z.array(account),
    item: z.object({ item_id: z.string(), error: said.nullish() }),
  }),
});

export const transaction = z.object({
  transaction_id: z.string().min(1),
  account_id: z.string(),
  amount: z.number(),
  iso_currency_code: text,
  unofficial_currency_code: text,
  check_number: text,
  date: z.iso.date(),
  authorized_date: z.iso.date().nullish(),
  name: z.string(),
  merchant_name: text,
  pending: z.boolean(),
  pending_transaction_id: text,
  payment_channel: z.string(),
  account_owner: text,
  personal_finance_category: z.object({ detailed: z.string() }).nullish(),
});

export const syncTransactions = endpoint({
  ...read,
  name: "syncTransactions",
  path: "/transactions/sync",
  timeoutMs: 30_000,
  response: z.object({
    added: z.array(transaction),
    modified: z.array(transaction),
    removed: z.array(z.object({ transaction_id: z.string() })),
    next_cursor: z.string().max(256),
    has_more: z.boolean(),
  }),
});

const linkToken = z.object({ link_token: z.string().min(1), expiration: z.iso.datetime({ offset: true }) });

export const createLinkToken = endpoint({
  ...read,
  name: "createLinkToken",
  path: "/link/token/create",
  token: false,
  response: linkToken,
});

/** With the connection's token: Link lets the same login in again. */
export const createUpdateToken = endpoint({
  ...read,
  name: "createUpdateToken",
  path: "/link/token/create",
  response: linkToken,
});

/** A public token is good once. */
export const exchangeToken = endpoint({
  method: "POST",
  judge,
  name: "exchangeToken",
  path: "/item/public_token/exchange",
  token: false,
  response: z.object({ access_token: z.string().min(1).max(1000), item_id: z.string() }),
});

export const removeItem = endpoint({
  ...read,
  name: "removeItem",
  path: "/item/remove",
  response: z.object({ request_id: z.string() }),
});

export const getWebhookKey = endpoint({
  ...read,
  name: "getWebhookKey",
  path: "/webhook_verification_key/get",
  token: false,
  response: z.object({
    key: z.object({
      alg: z.literal("ES256"),
      crv: z.literal("P-256"),
      kty: z.literal("EC"),
      use: z.literal("sig"),
      kid: z.string(),
      x: z.string(),
      y: z.string(),
      expired_at: z.number().nullish(),
    }),
  }),
});

export type PlaidAccount = z.output<typeof account>;
export type PlaidTransaction = z.output<typeof transaction>;
