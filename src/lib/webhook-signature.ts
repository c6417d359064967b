import { base64, cachedHmacKeys, fromBase64, hmacWith } from "#lib/digest";

const PREFIX = "whsec_";

/** @returns `whsec_` and the base64 of 32 random bytes (Standard Webhooks, "Signature scheme") */
export function newWebhookSecret(): string {
  return PREFIX + base64(crypto.getRandomValues(new Uint8Array(32)));
}

/**
 * The `webhook-signature` header of Standard Webhooks: HMAC-SHA256 of `id.timestamp.body`, once for each secret.
 * @param message.id the `webhook-id` header, without a full stop
 * @param message.timestampSeconds the `webhook-timestamp` header, whole epoch seconds
 * @param message.body the body exactly as sent
 * @param message.secrets `whsec_` and the base64 of 24 to 64 bytes; more than one while secrets are rotated
 * @returns `v1,<base64>`, separated by spaces, in the order of the secrets
 * @throws TypeError when the id, the timestamp or a secret is malformed, or there is no secret; never names a secret
 */
export async function signWebhook(message: {
  id: string;
  timestampSeconds: number;
  body: string;
  secrets: readonly string[];
}): Promise<string> {
  const { id, timestampSeconds, body, secrets } = message;
  if (id === "" || id.includes(".")) throw new TypeError("A webhook id must not be empty or contain a full stop.");
  if (!Number.isSafeInteger(timestampSeconds)) throw new TypeError("A webhook timestamp is in whole seconds.");
  if (secrets.length === 0) throw new TypeError("A webhook needs a secret to be signed with.");
  const content = `${id}.${timestampSeconds}.${body}`;
  const signatures = secrets.map(async (secret) => `v1,${base64(await hmacWith(await keyOf(secret), content))}`);
  return (await Promise.all(signatures)).join(" ");
}

const keyOf = cachedHmacKeys((secret) => {
  const bytes = secret.startsWith(PREFIX) ? fromBase64(secret.slice(PREFIX.length)) : undefined;
  if (!bytes || bytes.length < 24 || bytes.length > 64) {
    throw new TypeError("A webhook secret is whsec_ and the base64 of 24 to 64 bytes.");
  }
  return bytes;
});
