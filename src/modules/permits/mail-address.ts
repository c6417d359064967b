import { hmacSha256 } from "#lib/digest";
import type { Bindings } from "../../bindings";

type Permit = { builderId: string; permitId: string };
type Env = Pick<Bindings, "SESSION_SECRET" | "PERMIT_MAIL_DOMAIN">;

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";
const ID_BYTES = 16;
const PROOF_BYTES = 8;

/** RFC 4648 section 6, in lower case, of a number of bytes that five divides. */
function base32(bytes: Uint8Array): string {
  let text = "";
  let [held, bits] = [0, 0];
  for (const byte of bytes) {
    held = (held << 8) | byte;
    for (bits += 8; bits >= 5; bits -= 5) text += ALPHABET[(held >> (bits - 5)) & 31];
    held &= (1 << bits) - 1;
  }
  return text;
}

/** @returns undefined for what is not made of its letters */
function fromBase32(text: string): Uint8Array | undefined {
  const bytes: number[] = [];
  let [held, bits] = [0, 0];
  for (const letter of text) {
    const value = ALPHABET.indexOf(letter);
    if (value < 0) return undefined;
    held = (held << 5) | value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push(held >> bits);
    held &= (1 << bits) - 1;
  }
  return new Uint8Array(bytes);
}

const bytesOf = (id: string): Uint8Array =>
  Uint8Array.from(id.replaceAll("-", "").match(/../gu) ?? [], (pair) => Number.parseInt(pair, 16));

const idOf = (bytes: Uint8Array): string => {
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
};

const proofOf = async ({ SESSION_SECRET: secret }: Env, { builderId, permitId }: Permit): Promise<Uint8Array> =>
  (await hmacSha256(secret, `permit-mail:${builderId}:${permitId}`)).slice(0, PROOF_BYTES);

/**
 * Where mail about a permit is sent: both ids and 64 bits that prove that we gave the address, in the 64 characters that the
 * part before the @ may have (RFC 5321 section 4.5.3.1.1). Null where no mail is taken in.
 */
export async function mailAddress(env: Env, permit: Permit): Promise<string | null> {
  if (env.PERMIT_MAIL_DOMAIN === "") return null;
  const bytes = [...bytesOf(permit.builderId), ...bytesOf(permit.permitId), ...(await proofOf(env, permit))];
  return `${base32(new Uint8Array(bytes))}@${env.PERMIT_MAIL_DOMAIN}`;
}

/** The permit that mail to an address is about; undefined for an address that we did not give. */
export async function readMailAddress(env: Env, address: string): Promise<Permit | undefined> {
  const [local = "", domain = "", ...rest] = address.toLowerCase().split("@");
  if (rest.length > 0 || domain === "" || domain !== env.PERMIT_MAIL_DOMAIN.toLowerCase()) return undefined;
  const bytes = local.length === 64 ? fromBase32(local) : undefined;
  if (!bytes) return undefined;
  const permit = {
    builderId: idOf(bytes.slice(0, ID_BYTES)),
    permitId: idOf(bytes.slice(ID_BYTES, 2 * ID_BYTES)),
  };
  const proof = await proofOf(env, permit);
  const given = bytes.slice(2 * ID_BYTES);
  const differs = proof.reduce((sum, byte, index) => sum | (byte ^ (given[index] ?? 0)), 0);
  return differs === 0 && given.length === PROOF_BYTES ? permit : undefined;
}
