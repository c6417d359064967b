import { z } from "zod";
import { readWebhook, signedByToken, type Webhook } from "#connectors/sdk";
import type { SyncName } from "#models";
import { api } from "./client";

/** As plaid.com/docs/api/webhooks/webhook-verification says. */
const signed = signedByToken({
  header: "plaid-verification",
  hashClaim: "request_body_sha256",
  keyOf: async (call, kid) => {
    const { key } = await call(api.getWebhookKey, { body: { key_id: kid } });
    return typeof key.expired_at === "number" || key.kid !== kid ? undefined : key;
  },
});

const body = z.object({ webhook_type: z.string(), webhook_code: z.string() });

/** Codes that tell of something a sync finds out: new transactions, or a login that has ended. */
const SYNCS: Readonly<Record<string, readonly SyncName[]>> = {
  "TRANSACTIONS SYNC_UPDATES_AVAILABLE": ["bank_transactions", "bank_accounts"],
  "ITEM ERROR": ["bank_transactions"],
  "ITEM LOGIN_REPAIRED": ["bank_transactions"],
  "ITEM NEW_ACCOUNTS_AVAILABLE": ["bank_accounts"],
  "ITEM USER_PERMISSION_REVOKED": ["bank_transactions"],
};

/** Codes that come seven days before the bank ends the login; which of the two, depends on the bank's country. */
const ENDING = new Set(["ITEM PENDING_DISCONNECT", "ITEM PENDING_EXPIRATION"]);
const WARNING = "The bank ends this login within seven days. Open the link once more before, and nothing is missed.";

export const webhook: Webhook<unknown> = {
  verify: (incoming, known) => signed.verify(incoming, known),
  parse(incoming) {
    const { webhook_type: type, webhook_code: code } = readWebhook("Plaid", body, incoming);
    const [syncs, isEnding] = [SYNCS[`${type} ${code}`] ?? [], ENDING.has(`${type} ${code}`)];
    if (syncs.length === 0 && !isEnding) return [];
    // The body of one is like that of the next.
    return [{ id: signed.idOf(incoming), syncs, ...(isEnding ? { warning: WARNING } : {}) }];
  },
};
