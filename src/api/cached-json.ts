import { sha256Base64Url } from "#lib/digest";

/** Answers with JSON that is the same for everyone, built once an isolate; unchanged for who has it. */
export function cachedJson(build: () => unknown): (request: Request) => Promise<Response> {
  let cached: Promise<{ text: string; etag: string }> | undefined;
  return async (request) => {
    cached ??= (async () => {
      const text = JSON.stringify(build());
      return { text, etag: `"${(await sha256Base64Url(text)).slice(0, 22)}"` };
    })();
    const { text, etag } = await cached;
    const headers = { etag, "cache-control": "public, max-age=300" };
    if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
    return new Response(text, { headers: { ...headers, "content-type": "application/json" } });
  };
}
