import type { Bindings } from "../../bindings";

/** A metadata document: the same for everyone, readable from any page. */
export const metadata =
  (build: (env: Bindings) => Record<string, unknown>) =>
  (request: Request, env: Bindings): Response => {
    const headers = { "access-control-allow-origin": "*", "x-content-type-options": "nosniff" };
    if (request.method === "OPTIONS")
      return new Response(null, { status: 204, headers: { ...headers, allow: "GET, HEAD, OPTIONS" } });
    if (request.method !== "GET" && request.method !== "HEAD")
      return new Response(null, { status: 405, headers: { ...headers, allow: "GET, HEAD, OPTIONS" } });
    return new Response(JSON.stringify(build(env)), {
      headers: { ...headers, "content-type": "application/json", "cache-control": "public, max-age=300" },
    });
  };
