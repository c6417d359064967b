import { base64Url, fromBase64Url, hmacSha256, timingSafeEqual } from "#lib/digest";

type Part = string | number | null;

const MAC_BYTES = 16;
const MAX_LENGTH = 1024;
const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/**
 * An opaque page position: base64url of a 16-byte HMAC-SHA256 and the JSON of the position. Who holds the cursor can read
 * the position, but not alter it.
 * @param scope what the cursor is good for: entity, builder, sort and filters
 * @param position the sort values of the last row shown
 * @throws RangeError when a number is not finite, or the cursor would be longer than 1024 characters
 */
export async function encodeCursor(secret: string, scope: string, position: readonly Part[]): Promise<string> {
  if (position.some((part) => typeof part === "number" && !Number.isFinite(part))) {
    throw new RangeError("A cursor holds finite numbers only.");
  }
  const json = JSON.stringify(position);
  const payload = encoder.encode(json);
  const bytes = new Uint8Array(MAC_BYTES + payload.length);
  bytes.set(await mac(secret, scope, json));
  bytes.set(payload, MAC_BYTES);
  const cursor = base64Url(bytes);
  if (cursor.length > MAX_LENGTH) throw new RangeError("The position is too long for a cursor.");
  return cursor;
}

/** @returns the position, or undefined when the cursor was altered, or made with another secret or for another scope */
export async function decodeCursor(secret: string, scope: string, cursor: string): Promise<Part[] | undefined> {
  if (cursor.length > MAX_LENGTH) return undefined;
  const bytes = fromBase64Url(cursor);
  if (!bytes || bytes.length <= MAC_BYTES) return undefined;
  const json = decodeText(bytes.subarray(MAC_BYTES));
  if (json === undefined) return undefined;
  const genuine = timingSafeEqual(bytes.subarray(0, MAC_BYTES), await mac(secret, scope, json));
  return genuine ? (JSON.parse(json) as Part[]) : undefined;
}

/** The scope's length goes first, so that no other split of scope and payload has the same MAC. */
async function mac(secret: string, scope: string, json: string): Promise<Uint8Array> {
  return (await hmacSha256(secret, `cursor:${scope.length}:${scope}${json}`)).subarray(0, MAC_BYTES);
}

function decodeText(bytes: Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes);
  } catch {
    return undefined;
  }
}
