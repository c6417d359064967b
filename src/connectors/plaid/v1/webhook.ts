import { z } from "zod";
import { CallFailure, type Incoming, readWebhook, unexpected, type Verifying, type Webhook } from "#connectors/sdk";
import { sha256Hex, timingSafeEqual } from "#lib/digest";
import { isSignedEs256, readJws } from "#lib/jws";
import type { SyncName } from "#models";
import { api } from "./client";

/** A webhook is good for so long after it was signed, and no clock is ahead of ours by more than the rest. */
const LONGEST_AGE_S = 300;
const AHEAD_S = 60;
/** So long a key is believed to be good; Plaid may say meanwhile that it has expired. */
const KEY_MS = 3_600_000;

const header = z.object({ alg: z.literal("ES256"), kid: z.string().regex(/^[0-9A-Za-z-]{1,100}$/u) });
const claims = z.object({ iat: z.number(), request_body_sha256: z.string().regex(/^[0-9a-f]{64}$/u) });

const encoder = new TextEncoder();

/** What signs a request: a JSON Web Token, not verified yet. */
function tokenOf({ headers }: Incoming) {
  const jws = readJws(headers.get("plaid-verification") ?? "");
  const [head, body] = [header.safeParse(jws?.header).data, claims.safeParse(jws?.payload).data];
  return jws && head && body ? { jws, kid: head.kid, ...body } : undefined;
}

const keptKey = z.object({ x: z.string(), y: z.string(), at: z.number() });

/** The key of an id, or undefined when Plaid has none that is good. @throws CallFailure when it cannot be asked */
async function keyOf(kid: string, { call, kept, now }: Verifying<unknown>) {
  const known = keptKey.safeParse(JSON.parse(kept.get(kid) ?? "null")).data;
  if (known && now.getTime() - known.at < KEY_MS) return known;
  try {
    const { key } = await call(api.getWebhookKey, { body: { key_id: kid } });
    if (typeof key.expired_at === "number" || key.kid !== kid) return undefined;
    const fresh = { x: key.x, y: key.y, at: now.getTime() };
    kept.set(kid, JSON.stringify(fresh));
    return fresh;
  } catch (error) {
    if (error instanceof CallFailure && error.rejected) return undefined;
    throw error;
  }
}

const body = z.object({ webhook_type: z.string(), webhook_code: z.string() });

/** Codes that tell of something a sync finds out: new transactions, or a login that has ended. */
const SYNCS: Readonly<Record<string, readonly SyncName[]>> = {
  "TRANSACTIONS SYNC_UPDATES_AVAILABLE": ["bank_transactions", "bank_accounts"],
  "ITEM ERROR": ["bank_transactions"],
  "ITEM LOGIN_REPAIRED": ["bank_transactions"],
  "ITEM NEW_ACCOUNTS_AVAILABLE": ["bank_accounts"],
  "ITEM USER_PERMISSION_REVOKED": ["bank_transactions"],
};

/** Signed with a key that Plaid publishes (plaid.com/docs/api/webhooks/webhook-verification). */
export const webhook: Webhook<unknown> = {
  async verify(incoming, known) {
    const token = tokenOf(incoming);
    if (!token) return false;
    const age = known.now.getTime() / 1000 - token.iat;
    if (age > LONGEST_AGE_S || age < -AHEAD_S) return false;
    // What can be told without Plaid comes first: an address that is known to others brings no calls about.
    const hash = encoder.encode(await sha256Hex(incoming.body));
    if (!timingSafeEqual(hash, encoder.encode(token.request_body_sha256))) return false;
    const key = await keyOf(token.kid, known);
    return key !== undefined && (await isSignedEs256(token.jws, key));
  },
  parse(incoming) {
    const { webhook_type: type, webhook_code: code } = readWebhook("Plaid", body, incoming);
    const token = tokenOf(incoming);
    if (!token) throw unexpected("Plaid: the webhook is not signed.");
    const syncs = SYNCS[`${type} ${code}`];
    // The body of one is like that of the next; when it was signed tells them apart.
    return syncs ? [{ id: `${token.iat} ${token.request_body_sha256}`, syncs }] : [];
  },
};
