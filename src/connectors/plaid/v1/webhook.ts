import { z } from "zod";
import { type Call, CallFailure, type Incoming, type Verifying, type Webhook } from "#connectors/sdk";
import { fromBase64Url, sha256Hex, timingSafeEqual } from "#lib/digest";
import type { SyncName } from "#models";
import { getWebhookKey } from "./client";

/** A webhook is good for so long after it was signed, and no clock is ahead of ours by more than the rest. */
const LONGEST_AGE_S = 300;
const AHEAD_S = 60;
/** So long a key is believed to be good; Plaid may say meanwhile that it has expired. */
const KEY_MS = 3_600_000;

const header = z.object({ alg: z.literal("ES256"), kid: z.string().regex(/^[0-9A-Za-z-]{1,100}$/u) });
const claims = z.object({ iat: z.number(), request_body_sha256: z.string().regex(/^[0-9a-f]{64}$/u) });

const encoder = new TextEncoder();

function decode(part: string): unknown {
  const bytes = fromBase64Url(part);
  try {
    return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as unknown);
  } catch {
    return undefined;
  }
}

/** The JSON Web Token (RFC 7515) of a request, not verified yet. */
function tokenOf({ headers }: Incoming) {
  const [first = "", second = "", third = "", ...more] = (headers.get("plaid-verification") ?? "").split(".");
  const [head, body, signature] = [
    header.safeParse(decode(first)).data,
    claims.safeParse(decode(second)).data,
    fromBase64Url(third),
  ];
  if (!head || !body || signature?.length !== 64 || more.length > 0) return undefined;
  return { kid: head.kid, ...body, signature, signed: encoder.encode(`${first}.${second}`) };
}

const keptKey = z.object({ x: z.string(), y: z.string(), at: z.number() });

/** The key of an id, or undefined when Plaid has none that is good. @throws CallFailure when it cannot be asked */
async function keyOf(kid: string, { call, kept, now }: Pick<Verifying<unknown>, "kept" | "now"> & { call: Call }) {
  const known = keptKey.safeParse(JSON.parse(kept.get(kid) ?? "null")).data;
  if (known && now.getTime() - known.at < KEY_MS) return known;
  try {
    const { key } = await call(getWebhookKey, { body: { key_id: kid } });
    if (typeof key.expired_at === "number" || key.kid !== kid) return undefined;
    const fresh = { x: key.x, y: key.y, at: now.getTime() };
    kept.set(kid, JSON.stringify(fresh));
    return fresh;
  } catch (error) {
    if (error instanceof CallFailure && error.rejected) return undefined;
    throw error;
  }
}

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256" };

async function isSigned(
  { x, y }: { x: string; y: string },
  signature: Uint8Array,
  signed: Uint8Array,
): Promise<boolean> {
  const jwk = { kty: "EC", crv: "P-256", x, y };
  const key = await crypto.subtle.importKey("jwk", jwk, ALGORITHM, false, ["verify"]);
  return await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signature, signed);
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
    return key !== undefined && (await isSigned(key, token.signature, token.signed));
  },
  parse(incoming) {
    const parsed = body.safeParse(JSON.parse(incoming.body));
    const token = tokenOf(incoming);
    if (!parsed.success || !token)
      throw new CallFailure({ class: "contract", message: "Plaid: the webhook has another form." });
    const syncs = SYNCS[`${parsed.data.webhook_type} ${parsed.data.webhook_code}`];
    // The body of one is like that of the next; when it was signed tells them apart.
    return syncs ? [{ id: `${token.iat} ${token.request_body_sha256}`, syncs }] : [];
  },
};
