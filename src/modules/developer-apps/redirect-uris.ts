import type { Fault } from "../../errors";

const MOST = 10;
const MAX_LENGTH = 2000;
const LOOPBACK: ReadonlySet<string> = new Set(["127.0.0.1", "[::1]", "localhost"]);
/** RFC 8252 section 7.1: a private-use scheme is a domain name of its owner, reversed, so it has a full stop. */
const PRIVATE_USE = /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+$/u;

/** What the text alone shows. */
const REFUSED: readonly (readonly [RegExp, string])[] = [
  [/[^\u0021-\u007e]/u, "A redirect URI holds no spaces and nothing beyond ASCII; percent-encode them."],
  [/^$/u, "A redirect URI is not empty."],
  [/#/u, "A redirect URI has no fragment."],
  [/\*/u, "A redirect URI has no wildcard; register each one."],
  [/\\/u, "A redirect URI has no backslash."],
  [/^[^?]*\/\.{1,2}(\/|\?|$)/u, "A redirect URI has no . or .. in its path."],
];

/**
 * What is wrong with one redirect URI: https anywhere, http on loopback alone, and for native applications a private-use
 * scheme (RFC 6749 section 3.1.2, RFC 8252 section 7). Compared as text later on, so it must be written as it is used.
 */
export function redirectUriFault(uri: string, type: "public" | "confidential"): string | undefined {
  if (uri.length > MAX_LENGTH) return `A redirect URI has at most ${MAX_LENGTH} characters.`;
  const refused = REFUSED.find(([pattern]) => pattern.test(uri));
  if (refused) return refused[1];
  const url = URL.parse(uri);
  if (!url) return "This is not an absolute URI.";
  if (url.username !== "" || url.password !== "") return "A redirect URI holds no user name and no password.";
  if (url.protocol === "https:" || url.protocol === "http:") return spellingFault(uri, url) ?? hostFault(url);
  if (!PRIVATE_USE.test(url.protocol.slice(0, -1)))
    return "The scheme is https, http on 127.0.0.1, [::1] or localhost, or a private-use scheme such as com.example.app.";
  if (type === "public") return undefined;
  return "Only a public application may use a private-use scheme; one on a server uses https.";
}

function spellingFault(uri: string, url: URL): string | undefined {
  if (!uri.startsWith(`${url.protocol}//`)) return "The scheme is written in lower case, with two slashes.";
  const host = /^https?:\/\/([^/?]+)/u.exec(uri)?.[1] ?? "";
  const defaultPort = url.protocol === "https:" ? 443 : 80;
  return host === url.host || host === `${url.host}:${defaultPort}`
    ? undefined
    : `Write the host as it is used: ${url.host}.`;
}

function hostFault(url: URL): string | undefined {
  if (LOOPBACK.has(url.hostname)) return undefined;
  if (url.protocol === "http:") return "http is for 127.0.0.1, [::1] and localhost alone; use https.";
  return url.hostname.includes(".") ? undefined : "The host is not a full domain name.";
}

export function redirectUriFaults(uris: readonly string[], type: "public" | "confidential"): Fault[] {
  if (uris.length < 1 || uris.length > MOST)
    return [{ pointer: "/redirect_uris", detail: `An application has 1 to ${MOST} redirect URIs.` }];
  return uris.flatMap((uri, index) => {
    const detail = uris.indexOf(uri) < index ? "This redirect URI is listed twice." : redirectUriFault(uri, type);
    return detail === undefined ? [] : [{ pointer: `/redirect_uris/${index}`, detail }];
  });
}
