const HMAC = { name: "HMAC", hash: "SHA-256" };
const CACHED_KEYS = 256;
const encoder = new TextEncoder();
const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** @returns lower-case hex, 64 characters */
export async function sha256Hex(text: string | Uint8Array): Promise<string> {
  return hex(await sha256(text));
}

/** @returns base64url without padding, 43 characters; what PKCE S256 compares (RFC 7636 section 4.2) */
export async function sha256Base64Url(text: string | Uint8Array): Promise<string> {
  return base64Url(await sha256(text));
}

/** @returns lower-case hex, two characters a byte */
export function hex(bytes: Uint8Array): string {
  let text = "";
  for (const byte of bytes) text += HEX[byte];
  return text;
}

/** Base64 with padding (RFC 4648 section 4). */
export function base64(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}

/** @returns the bytes, or undefined unless the text is exactly what `base64` gives for them */
export function fromBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return base64(bytes) === text ? bytes : undefined;
}

/** Base64url without padding (RFC 4648 section 5). */
export function base64Url(bytes: Uint8Array): string {
  return base64(bytes).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** @returns the bytes, or undefined unless the text is exactly what `base64Url` gives for them */
export function fromBase64Url(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return undefined;
  const standard = text.replaceAll("-", "+").replaceAll("_", "/");
  return fromBase64(standard.padEnd(Math.ceil(text.length / 4) * 4, "="));
}

/**
 * HMAC-SHA256 (RFC 2104) of the UTF-8 bytes of `data`. A string key stands for its UTF-8 bytes and is imported once.
 * @returns 32 bytes
 * @throws TypeError when the key is empty
 */
export async function hmacSha256(key: string | Uint8Array, data: string): Promise<Uint8Array> {
  return hmacWith(typeof key === "string" ? await textKey(key) : await importHmacKey(key), data);
}

/** HMAC-SHA256 with a key that `cachedHmacKeys` gave. @returns 32 bytes */
export async function hmacWith(key: CryptoKey, data: string): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.sign("HMAC", key, encoder.encode(data)));
}

/**
 * Imports each text key once and keeps the 256 that were first used most recently.
 * @param decode the bytes of a text key; what it throws, the returned function rejects with
 */
export function cachedHmacKeys(decode: (text: string) => Uint8Array): (text: string) => Promise<CryptoKey> {
  const keys = new Map<string, CryptoKey>();
  return async (text) => {
    const known = keys.get(text);
    if (known) return known;
    const key = await importHmacKey(decode(text));
    for (const oldest of keys.keys()) {
      if (keys.size < CACHED_KEYS) break;
      keys.delete(oldest);
    }
    keys.set(text, key);
    return key;
  };
}

/** Compares without telling by its duration where the first difference is; only the lengths show. */
export function timingSafeEqual(a: Uint8Array, b: Uint8Array): boolean {
  if (a.length !== b.length) return false;
  let difference = 0;
  for (const [index, byte] of a.entries()) difference |= byte ^ (b[index] ?? 0);
  return difference === 0;
}

const textKey = cachedHmacKeys((text) => encoder.encode(text));

async function importHmacKey(bytes: Uint8Array): Promise<CryptoKey> {
  if (bytes.length === 0) throw new TypeError("An HMAC key must not be empty.");
  return crypto.subtle.importKey("raw", bytes, HMAC, false, ["sign"]);
}

async function sha256(text: string | Uint8Array): Promise<Uint8Array> {
  const bytes = typeof text === "string" ? encoder.encode(text) : text;
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}
