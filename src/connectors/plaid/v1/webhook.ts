import { z } from "zod";
import { type HookEvent, readWebhook, signedByToken, type Webhook } from "#connectors/sdk";
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

const ENDING = {
  syncs: [],
  warning: "The bank ends this login within seven days. Open the link once more before, and nothing is missed.",
};

/** What codes mean: something a sync finds out, as new transactions or a login that has ended; or one that is about to. */
const MEANINGS: Readonly<Record<string, Omit<HookEvent, "id">>> = {
  "TRANSACTIONS SYNC_UPDATES_AVAILABLE": { syncs: ["bank_transactions", "bank_accounts"] },
  "ITEM ERROR": { syncs: ["bank_transactions"] },
  "ITEM LOGIN_REPAIRED": { syncs: ["bank_transactions"] },
  "ITEM NEW_ACCOUNTS_AVAILABLE": { syncs: ["bank_accounts"] },
  "ITEM USER_PERMISSION_REVOKED": { syncs: ["bank_transactions"] },
  // Which of the two comes, depends on the bank's country.
  "ITEM PENDING_DISCONNECT": ENDING,
  "ITEM PENDING_EXPIRATION": ENDING,
};

export const webhook: Webhook<unknown> = {
  verify: (incoming, known) => signed.verify(incoming, known),
  parse(incoming) {
    const { webhook_type: type, webhook_code: code } = readWebhook("Plaid", body, incoming);
    const meaning = MEANINGS[`${type} ${code}`];
    // The body of one is like that of the next.
    return meaning ? [{ id: signed.idOf(incoming), ...meaning }] : [];
  },
};
