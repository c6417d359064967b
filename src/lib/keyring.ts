import { base64Url, fromBase64, fromBase64Url } from "#lib/digest";

/** `current` seals; every key of `keys`, by id, unseals. */
export type Keyring = { current: { id: string; key: CryptoKey }; keys: ReadonlyMap<string, CryptoKey> };

/** The keyring cannot be read, or a sealed text cannot be opened. Its message holds no key and no plaintext. */
export class KeyringError extends Error {
  override name = "KeyringError";
}

const VERSION = "v1";
const KEY_BYTES = 32;
const IV_BYTES = 12;
const KEY_ID = /^[A-Za-z0-9_-]{1,32}$/;

/**
 * @param json `{"<id>": "<base64 of 32 bytes>", …}`, newest first, in the order of the text even where ids are numbers;
 *   an id has 1 to 32 letters, digits, `_` or `-`
 * @throws KeyringError for any other text
 */
export async function openKeyring(json: string): Promise<Keyring> {
  const entries = parseEntries(json);
  const ids = idsInOrder(json);
  if (ids.length !== entries.size || ids.some((id) => !entries.has(id))) {
    throw new KeyringError("The keyring names a key twice or writes an id with escapes.");
  }
  const keys = new Map<string, CryptoKey>();
  for (const id of ids) keys.set(id, await importKey(id, entries.get(id)));
  for (const [id, key] of keys) return { current: { id, key }, keys };
  throw new KeyringError("The keyring is empty.");
}

/**
 * AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce.
 * @param plaintext well-formed Unicode
 * @param additionalData what the sealed text belongs to, such as its row's id; `unseal` needs the same
 * @returns `v1.<key id>.<base64url nonce>.<base64url ciphertext and tag>`
 */
export async function seal(keyring: Keyring, plaintext: string, additionalData: string): Promise<string> {
  const iv = crypto.getRandomValues(new Uint8Array(IV_BYTES));
  const data = new TextEncoder().encode(plaintext);
  const sealed = await crypto.subtle.encrypt(algorithm(iv, additionalData), keyring.current.key, data);
  return [VERSION, keyring.current.id, base64Url(iv), base64Url(new Uint8Array(sealed))].join(".");
}

/** @throws KeyringError when the text is malformed or altered, its key unknown, or its additional data another */
export async function unseal(keyring: Keyring, sealed: string, additionalData: string): Promise<string> {
  const [version, id = "", ivText = "", cipherText = "", ...rest] = sealed.split(".");
  const iv = fromBase64Url(ivText);
  const data = fromBase64Url(cipherText);
  if (version !== VERSION || rest.length > 0 || iv?.length !== IV_BYTES || !data) {
    throw new KeyringError("The sealed text is malformed.");
  }
  const key = keyring.keys.get(id);
  if (!key) throw new KeyringError(`The keyring has no key "${id.slice(0, 32)}".`);
  try {
    const plaintext = await crypto.subtle.decrypt(algorithm(iv, additionalData), key, data);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(plaintext);
  } catch {
    throw new KeyringError("The sealed text was altered, or belongs elsewhere.");
  }
}

function parseEntries(json: string): Map<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    throw new KeyringError("The keyring is not valid JSON.");
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new KeyringError("The keyring must be a JSON object of key ids and base64 keys.");
  }
  const entries = new Map<string, unknown>(Object.entries(value));
  if (entries.size === 0) throw new KeyringError("The keyring is empty.");
  for (const id of entries.keys()) {
    if (!KEY_ID.test(id)) throw new KeyringError("A key id must be 1 to 32 letters, digits, _ or -.");
  }
  return entries;
}

/** JavaScript moves number-like property names to the front, so the order is read from the text. */
function idsInOrder(json: string): string[] {
  return [...json.matchAll(/"([A-Za-z0-9_-]{1,32})"\s*:/g)].map((match) => match[1] ?? "");
}

async function importKey(id: string, text: unknown): Promise<CryptoKey> {
  const bytes = typeof text === "string" ? fromBase64(text) : undefined;
  if (bytes?.length !== KEY_BYTES) throw new KeyringError(`The key "${id}" must be the base64 of 32 bytes.`);
  return crypto.subtle.importKey("raw", bytes, "AES-GCM", false, ["encrypt", "decrypt"]);
}

function algorithm(iv: Uint8Array, additionalData: string) {
  return { name: "AES-GCM", iv, additionalData: new TextEncoder().encode(additionalData) };
}
