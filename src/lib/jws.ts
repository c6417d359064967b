import { fromBase64Url } from "./digest";

const encoder = new TextEncoder();

function decode(part: string): unknown {
  const bytes = fromBase64Url(part);
  try {
    return bytes && (JSON.parse(new TextDecoder().decode(bytes)) as unknown);
  } catch {
    return undefined;
  }
}

/** A signed token, taken apart and not verified: header and payload are what their JSON says, undefined where it is none. */
export type Jws = { header: unknown; payload: unknown; signature: Uint8Array; signed: Uint8Array };

/** Takes a JSON Web Signature in its compact form apart (RFC 7515 section 3.1). @returns undefined for anything else */
export function readJws(text: string): Jws | undefined {
  const [header = "", payload = "", last = "", ...more] = text.split(".");
  const signature = fromBase64Url(last);
  if (!signature || more.length > 0) return undefined;
  return {
    header: decode(header),
    payload: decode(payload),
    signature,
    signed: encoder.encode(`${header}.${payload}`),
  };
}

/** Whether a token is signed with a key of the curve P-256 (RFC 7518 section 3.4). @param x,y base64url, as in a JSON Web Key */
export async function isSignedEs256({ signature, signed }: Jws, { x, y }: { x: string; y: string }): Promise<boolean> {
  if (signature.length !== 64) return false;
  const jwk = { kty: "EC", crv: "P-256", x, y };
  const key = await crypto.subtle.importKey("jwk", jwk, { name: "ECDSA", namedCurve: "P-256" }, false, ["verify"]);
  return await crypto.subtle.verify({ name: "ECDSA", hash: "SHA-256" }, key, signature, signed);
}
