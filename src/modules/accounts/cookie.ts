import { fromBase64, hmacSha256, timingSafeEqual } from "#lib/digest";
import type { Bindings } from "../../bindings";

/**
 * What our cookies' names begin with. Over https the browser holds them to this host and to https (`__Host-`, RFC 6265bis
 * section 4.1.3.2).
 */
export const cookiePrefix = (publicUrl: string): string =>
  publicUrl.startsWith("https://") ? "__Host-rossos" : "rossos";

export const sessionCookieName = (publicUrl: string): string => `${cookiePrefix(publicUrl)}.session_token`;

/** Whether the request carries a session cookie, valid or not. */
export const hasSessionCookie = (env: Bindings, request: Request): boolean => readCookie(env, request) !== undefined;

/** @returns the session's token when the cookie bears our signature: `<token>.<base64 HMAC-SHA256>`, percent-encoded */
export async function readSessionToken(env: Bindings, request: Request): Promise<string | undefined> {
  const value = readCookie(env, request);
  const at = value?.lastIndexOf(".") ?? -1;
  if (value === undefined || at < 1) return undefined;
  const token = value.slice(0, at);
  const signature = fromBase64(value.slice(at + 1));
  if (!signature) return undefined;
  return timingSafeEqual(await hmacSha256(env.SESSION_SECRET, token), signature) ? token : undefined;
}

function readCookie(env: Bindings, request: Request): string | undefined {
  const start = `${sessionCookieName(env.PUBLIC_URL)}=`;
  for (const pair of (request.headers.get("cookie") ?? "").split(";", 100)) {
    const cookie = pair.trim();
    if (!cookie.startsWith(start)) continue;
    try {
      return decodeURIComponent(cookie.slice(start.length));
    } catch {
      return undefined;
    }
  }
  return undefined;
}
