import { checksum, newSecret } from "./api-key-format";

const BRANDS = { access: "ross_at_", refresh: "ross_rt_", code: "ross_ac_" } as const;
const KINDS = { at: "access", rt: "refresh", ac: "code" } as const;
const SECRET_LENGTH = 32;
const CHECKSUM_LENGTH = 6;
const TOKEN = /^ross_(at|rt|ac)_([0-9a-f]{32})[0-9A-Za-z]{38}$/;

export type TokenKind = keyof typeof BRANDS;

/**
 * A token is `ross_at_`, `ross_rt_` or `ross_ac_`, the id of its authorization without dashes, 32 characters that only
 * its holder knows (190 bits), and the CRC-32 of all of that as 6 base62 digits. The id leads to the one object that
 * knows the authorization; it gives nothing away that its application does not see.
 * @param authorizationId a UUID
 */
export function newToken(kind: TokenKind, authorizationId: string): string {
  const body = newSecret(BRANDS[kind] + authorizationId.replaceAll("-", ""), SECRET_LENGTH);
  return body + checksum(body);
}

/** What the text of a token says of it, or undefined when the text is no token; says nothing of whether it is good. */
export function parseToken(text: string): { kind: TokenKind; authorizationId: string } | undefined {
  const match = TOKEN.exec(text);
  const [, brand, id] = match ?? [];
  if (brand === undefined || id === undefined) return undefined;
  const body = text.slice(0, -CHECKSUM_LENGTH);
  if (checksum(body) !== text.slice(-CHECKSUM_LENGTH)) return undefined;
  return { kind: KINDS[brand as keyof typeof KINDS], authorizationId: dashed(id) };
}

const dashed = (id: string): string =>
  [id.slice(0, 8), id.slice(8, 12), id.slice(12, 16), id.slice(16, 20), id.slice(20)].join("-");
