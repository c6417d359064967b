import { scrypt } from "node:crypto";
import { base64Url, fromBase64Url, timingSafeEqual } from "#lib/digest";

/**
 * scrypt (RFC 7914) at one of OWASP's equivalent settings: 16 MiB, five passes. It is native code here. PBKDF2 through
 * WebCrypto is not an alternative: Cloudflare refuses more than 100,000 iterations, a sixth of what OWASP asks for.
 */
const COST = { N: 16_384, r: 8, p: 5 };
const BYTES = 32;
const SALT_BYTES = 16;
const FORMAT = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([A-Za-z0-9_-]{22})\$([A-Za-z0-9_-]{43})$/u;

/** @returns `scrypt$N$r$p$<base64url salt>$<base64url hash>`, so that the cost can rise without losing old hashes */
export async function hashPassword(password: string): Promise<string> {
  const salt = crypto.getRandomValues(new Uint8Array(SALT_BYTES));
  const derived = await derive(password, salt, COST);
  return ["scrypt", COST.N, COST.r, COST.p, base64Url(salt), base64Url(derived)].join("$");
}

/** @returns false also for a hash that `hashPassword` did not write */
export async function verifyPassword(hash: string, password: string): Promise<boolean> {
  const [, N, r, p, saltText, expectedText] = FORMAT.exec(hash) ?? [];
  const salt = fromBase64Url(saltText ?? "");
  const expected = fromBase64Url(expectedText ?? "");
  if (!salt || !expected || expected.length !== BYTES) return false;
  return timingSafeEqual(await derive(password, salt, { N: Number(N), r: Number(r), p: Number(p) }), expected);
}

function derive(password: string, salt: Uint8Array, cost: typeof COST): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const options = { ...cost, maxmem: 256 * cost.N * cost.r };
    // One person's keyboard may compose what another's decomposes (NIST SP 800-63B section 5.1.1.2).
    scrypt(password.normalize("NFKC"), salt, BYTES, options, (error, key) =>
      error ? reject(error) : resolve(new Uint8Array(key)),
    );
  });
}
