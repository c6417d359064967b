const LOOPBACK = /^http:\/\/(127\.0\.0\.1|\[::1\])(?::([0-9]{1,5}))?([/?].*)?$/;

/**
 * Whether a redirect URI is a registered one: the same text, save that a native application on a loopback address may
 * choose its port when it starts (RFC 8252 section 7.3, OAuth 2.1 section 2.3.1).
 */
export function matchesRedirectUri(registered: string, asked: string): boolean {
  if (registered === asked) return true;
  const known = LOOPBACK.exec(registered);
  const wanted = LOOPBACK.exec(asked);
  if (!known || !wanted) return false;
  const port = wanted[2] === undefined ? 80 : Number(wanted[2]);
  return port >= 1 && port <= 65_535 && known[1] === wanted[1] && (known[3] ?? "") === (wanted[3] ?? "");
}

/** The URI with parameters added to its query, the query it has kept as it is (RFC 6749 section 3.1.2). */
export function withParameters(uri: string, parameters: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(parameters).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const query = new URLSearchParams(given).toString();
  const separator = uri.includes("?") ? (/[?&]$/.test(uri) ? "" : "&") : "?";
  return uri + separator + query;
}

/** Where the browser goes, for people: the host with its port, or the scheme of an application on their device. */
export function redirectTarget(uri: string): string {
  const url = URL.parse(uri);
  if (!url) return uri;
  return url.protocol === "https:" || url.protocol === "http:" ? url.host : url.protocol.slice(0, -1);
}
