const ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const BRANDS = { live: "ross_live_", sandbox: "ross_test_" } as const;
const BRAND_LENGTH = 10;
const PREFIX_LENGTH = 8;
const SECRET_LENGTH = 24;
const CHECKSUM_LENGTH = 6;
const KEY_LENGTH = BRAND_LENGTH + PREFIX_LENGTH + SECRET_LENGTH + CHECKSUM_LENGTH;
const KEY = /^ross_(?:live|test)_[0-9A-Za-z]{38}$/;

/** The largest multiple of 62 that a byte holds: bytes from here on would favour the alphabet's first characters. */
const FAIR_BYTES = 248;
const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value;
});

/**
 * A key is `ross_live_` or `ross_test_`, 8 characters that name it, 24 that only its holder knows (142 bits), and the
 * CRC-32 of all of that as 6 base62 digits, so that a typo is answered without a look-up.
 * @returns the key, 48 characters, and the 8 that name it
 */
export function newApiKey(environment: "live" | "sandbox"): { key: string; prefix: string } {
  const body = newSecret(BRANDS[environment], PREFIX_LENGTH + SECRET_LENGTH);
  return { key: body + checksum(body), prefix: body.slice(BRAND_LENGTH, BRAND_LENGTH + PREFIX_LENGTH) };
}

/** What the text of a key says of it, or undefined when the text is no key; says nothing of whether the key exists. */
export function parseApiKey(text: string): { environment: "live" | "sandbox"; prefix: string } | undefined {
  if (text.length !== KEY_LENGTH || !KEY.test(text)) return undefined;
  const body = text.slice(0, -CHECKSUM_LENGTH);
  if (checksum(body) !== text.slice(-CHECKSUM_LENGTH)) return undefined;
  return {
    environment: text.startsWith(BRANDS.live) ? "live" : "sandbox",
    prefix: text.slice(BRAND_LENGTH, BRAND_LENGTH + PREFIX_LENGTH),
  };
}

/**
 * @param length random base62 characters after the prefix (5.95 bits each), 1 to 1024
 * @throws RangeError for another length
 */
export function newSecret(prefix: string, length: number): string {
  if (!Number.isInteger(length) || length < 1 || length > 1024)
    throw new RangeError("A secret has 1 to 1024 characters.");
  let secret = "";
  while (secret.length < length) {
    for (const byte of crypto.getRandomValues(new Uint8Array(length - secret.length))) {
      if (byte < FAIR_BYTES) secret += ALPHABET.charAt(byte % 62);
    }
  }
  return prefix + secret;
}

/** CRC-32 as in ISO-HDLC (zip, PNG) of ASCII text, in base62, padded to 6 digits. */
export function checksum(text: string): string {
  let crc = 0xffffffff;
  for (let index = 0; index < text.length; index += 1) {
    crc = (crc >>> 8) ^ (CRC_TABLE[(crc ^ text.charCodeAt(index)) & 0xff] ?? 0);
  }
  let rest = (crc ^ 0xffffffff) >>> 0;
  let digits = "";
  for (let place = 0; place < CHECKSUM_LENGTH; place += 1) {
    digits = ALPHABET.charAt(rest % 62) + digits;
    rest = Math.floor(rest / 62);
  }
  return digits;
}
