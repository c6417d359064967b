import { z } from "zod";
import { endpoints, type FailureNames, judgeBy, judgeName, type Judgement } from "#connectors/sdk";
import { account, transaction } from "./mapper";

/** Type and code do not change; status and message may (plaid.com/docs/errors). */
const names: FailureNames = {
  upstream: "Plaid",
  // The bank's login, or the consent, has ended: its user has to sign in again, or to connect anew.
  connection: {
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
  },
  request: {
    TRANSACTIONS_SYNC_MUTATION_DURING_PAGINATION: "The transactions changed while they were read.",
    INVALID_FIELD: "Plaid does not accept what was sent.",
    INVALID_LINK_TOKEN: "This link token is not known, or has ended. Open the link once more.",
    INVALID_PUBLIC_TOKEN: "This public token is not known, or was used. Open the link once more.",
    EXPIRED_PUBLIC_TOKEN: "This public token has ended. Open the link once more.",
    INVALID_WEBHOOK_VERIFICATION_KEY_ID: "Plaid has no such key.",
  },
  throttled: ["RATE_LIMIT_EXCEEDED"],
  // The bank's failures are Plaid's to us.
  passing: ["API_ERROR", "INSTITUTION_ERROR", "PRODUCT_NOT_READY"],
  ours: ["INVALID_API_KEYS", "UNAUTHORIZED_ENVIRONMENT", "INVALID_PRODUCT", "UNAUTHORIZED_ROUTE_ACCESS"],
};

const said = z.object({ error_type: z.string(), error_code: z.string() });

export const judge = ({ error_code: code, error_type: type }: z.output<typeof said>): Judgement =>
  judgeName(names, code, type);

const linkToken = z.object({
  link_token: z.string().min(1),
  expiration: z.iso.datetime({ offset: true }),
  /** A page of Plaid's, where it is asked for and our account there has it. */
  hosted_link_url: z
    .url({ protocol: /^https$/u, hostname: /(?:^|\.)plaid\.com$/u })
    .max(2048)
    .nullish(),
});

/** The key that a webhook is signed with. */
const webhookKey = z.object({
  alg: z.literal("ES256"),
  crv: z.literal("P-256"),
  kty: z.literal("EC"),
  use: z.literal("sig"),
  kid: z.string(),
  x: z.string(),
  y: z.string(),
  expired_at: z.number().nullish(),
});

/** All that is asked of Plaid is a POST, and most of it changes nothing when it is sent again. */
export const usual = { repeatable: true, judge: judgeBy(said, judge) };

export const api = endpoints(usual, {
  getAccounts: {
    at: "POST /accounts/get",
    response: z.object({ accounts: z.array(account), item: z.object({ error: said.nullish() }) }),
  },
  syncTransactions: {
    at: "POST /transactions/sync",
    timeoutMs: 30_000,
    response: z.object({
      added: z.array(transaction),
      modified: z.array(transaction),
      removed: z.array(z.object({ transaction_id: z.string() })),
      next_cursor: z.string().max(256),
      has_more: z.boolean(),
    }),
  },
  createLinkToken: { at: "POST /link/token/create", token: false, response: linkToken },
  /** With the connection's token: Link lets the same login in again. */
  createUpdateToken: { at: "POST /link/token/create", response: linkToken },
  /** A public token is good once. */
  exchangeToken: {
    at: "POST /item/public_token/exchange",
    repeatable: false,
    token: false,
    response: z.object({ access_token: z.string().min(1).max(1000) }),
  },
  removeItem: { at: "POST /item/remove", response: z.object({ request_id: z.string() }) },
  getWebhookKey: {
    at: "POST /webhook_verification_key/get",
    token: false,
    response: z.object({ key: webhookKey }),
  },
});
