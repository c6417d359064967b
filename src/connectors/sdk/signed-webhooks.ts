import { z } from "zod";
import { fromBase64, hmacSha256, sha256Hex, timingSafeEqual } from "#lib/digest";
import { isSignedEs256, readJws } from "#lib/jws";
import { once } from "#lib/once";
import { type Call, CallFailure, unexpected } from "./endpoint";
import { fields } from "./fields";
import type { Incoming, Verifying, Webhook } from "./version";

/** A webhook is good for so long after it was signed, and no clock is ahead of ours by more than the rest. */
const LONGEST_AGE_S = 300;
const AHEAD_S = 60;
/** So long a key is believed to be good; the upstream may say meanwhile that it has expired. */
const KEY_MS = 3_600_000;

const encoder = new TextEncoder();

/** @returns undefined for what is no JSON */
function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** What a webhook says. @throws CallFailure contract where it has another form */
export function readWebhook<T>(upstream: string, schema: z.ZodType<T>, { body }: Incoming): T {
  const parsed = schema.safeParse(fromJson(body));
  if (!parsed.success) throw unexpected(`${upstream}: the webhook has another form.`);
  return parsed.data;
}

/** Signed with the shared secret: a header holds the HMAC-SHA256 of the body in Base64. */
export const signedByHmac =
  (header: string): Webhook<unknown>["verify"] =>
  async ({ headers, body }, { secret }) => {
    const signature = fromBase64(headers.get(header) ?? "");
    return signature !== undefined && timingSafeEqual(signature, await hmacSha256(secret, body));
  };

type PublicKey = { x: string; y: string };

/** Signed with a key that the upstream publishes: a header holds a JSON Web Token (ES256) that tells what the body is. */
type Signing = {
  header: string;
  /** The claim that holds the SHA-256 of the body, in hexadecimal. */
  hashClaim: string;
  /** A key by its id; undefined when there is none that is good. @throws CallFailure when that cannot be asked */
  keyOf: (call: Call, kid: string) => Promise<PublicKey | undefined>;
};

const tokenOf = once(() => z.object({ alg: z.literal("ES256"), kid: z.string().regex(/^[0-9A-Za-z-]{1,100}$/u) }));
const keptKey = once(() => z.object({ x: z.string(), y: z.string(), at: z.number() }));

/** What signs a request, not verified yet; undefined where nothing of the kind does. */
function signatureOf({ headers }: Incoming, { header, hashClaim }: Signing) {
  const jws = readJws(headers.get(header) ?? "");
  const claims = fields<{ iat: number; hash: string }>({
    iat: z.number(),
    hash: [hashClaim, z.string().regex(/^[0-9a-f]{64}$/u)],
  });
  const [head, said] = [tokenOf().safeParse(jws?.header).data, claims.safeParse(jws?.payload).data];
  return jws && head && said ? { jws, kid: head.kid, ...said } : undefined;
}

async function keyOf(kid: string, { call, kept, now }: Verifying<unknown>, signing: Signing) {
  const known = keptKey().safeParse(JSON.parse(kept.get(kid) ?? "null")).data;
  if (known && now.getTime() - known.at < KEY_MS) return known;
  try {
    const key = await signing.keyOf(call, kid);
    if (key) kept.set(kid, JSON.stringify({ x: key.x, y: key.y, at: now.getTime() }));
    return key;
  } catch (error) {
    if (error instanceof CallFailure && error.rejected) return undefined;
    throw error;
  }
}

/** What can be told without the upstream comes first: an address that is known to others brings no calls about. */
export const signedByToken = (signing: Signing) => ({
  async verify(incoming: Incoming, known: Verifying<unknown>): Promise<boolean> {
    const signature = signatureOf(incoming, signing);
    if (!signature) return false;
    const age = known.now.getTime() / 1000 - signature.iat;
    if (age > LONGEST_AGE_S || age < -AHEAD_S) return false;
    const hash = encoder.encode(await sha256Hex(incoming.body));
    if (!timingSafeEqual(hash, encoder.encode(signature.hash))) return false;
    const key = await keyOf(signature.kid, known, signing);
    return key !== undefined && (await isSignedEs256(signature.jws, key));
  },
  /** When it was signed, and what its body is: they tell it apart from others. */
  idOf(incoming: Incoming): string {
    const signature = signatureOf(incoming, signing);
    if (!signature) throw unexpected("The webhook is not signed.");
    return `${signature.iat} ${signature.hash}`;
  },
});
