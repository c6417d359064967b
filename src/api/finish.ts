/** Responses a browser of another origin may read in full. */
const EXPOSED =
  "ETag, Link, Location, Retry-After, X-Request-Id, RateLimit, RateLimit-Policy, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset, Deprecation, Sunset, Idempotent-Replayed, Content-Range, Accept-Ranges, WWW-Authenticate";

const COMMON: Readonly<Record<string, string>> = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": EXPOSED,
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "strict-transport-security": "max-age=31536000; includeSubDomains",
  "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
};

/** What the client accepts; the header itself is what the proxy before the Worker accepts. */
function acceptedEncodings(request: Request): string {
  const seen = request.cf?.["clientAcceptEncoding"];
  return typeof seen === "string" ? seen : (request.headers.get("accept-encoding") ?? "");
}

/** Adds to an answer what every answer carries; a header the operation set itself stays, where it may. */
export function finish(
  response: Response,
  request: Request,
  requestId: string,
  extra: Readonly<Record<string, string>>,
): Response {
  const { headers } = response;
  for (const [name, value] of Object.entries(COMMON)) if (!headers.has(name)) headers.set(name, value);
  for (const [name, value] of Object.entries(extra)) {
    if (name === "link") headers.append(name, value);
    else if (!headers.has(name)) headers.set(name, value);
  }
  headers.set("x-request-id", requestId);
  // The runtime encodes a body whose header says so.
  if (request.method === "GET" && headers.get("content-type") === "application/json") {
    headers.append("vary", "Accept-Encoding");
    if (/\bgzip\b/u.test(acceptedEncodings(request))) headers.set("content-encoding", "gzip");
  }
  if (!headers.has("cache-control")) headers.set("cache-control", "private, no-store");
  return response;
}
