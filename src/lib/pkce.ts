import { sha256Base64Url } from "./digest";

/** Whether the text can be an S256 challenge: the base64url of 32 bytes (RFC 7636 section 4.2). */
export const isChallenge = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text);

/** Whether the verifier is well formed (RFC 7636 section 4.1) and its SHA-256 is the challenge. */
export const provesChallenge = async (verifier: string, challenge: string): Promise<boolean> =>
  /^[A-Za-z0-9._~-]{43,128}$/.test(verifier) && (await sha256Base64Url(verifier)) === challenge;
