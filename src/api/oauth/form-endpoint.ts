import { describe, log } from "#lib/log";
import { newId } from "#lib/ids";
import { readParameters } from "#lib/oauth-form";
import { type Caller, OAuthError, type Parameters, readClientCredentials } from "#modules/oauth";
import type { Bindings } from "../../bindings";
import { DomainError, toDomainError } from "../../errors";
import { addressOf } from "../limits";
import { readBytes } from "../read-body";

/** No request of the protocol comes near this. */
const MAX_FORM_BYTES = 65_536;

const CORS = {
  "access-control-allow-origin": "*",
  "access-control-expose-headers": "Retry-After, WWW-Authenticate, X-Request-Id",
};

type Work = (env: Bindings, caller: Caller, form: Parameters, now: number) => Promise<unknown>;

/**
 * An endpoint that takes a form and speaks as RFC 6749 sections 5.1 and 5.2 say: JSON that no one stores, and errors that
 * are no problem documents.
 */
export const formEndpoint =
  (work: Work) =>
  async (request: Request, env: Bindings): Promise<Response> => {
    const now = Date.now();
    const requestId = newId(now);
    try {
      const wrong = wrongMethod(request, requestId);
      if (wrong) return wrong;
      const form = await readForm(request);
      const credentials = readClientCredentials(request.headers.get("authorization"), form);
      const answer = await work(env, { credentials, address: addressOf(request) }, form, now);
      return respond(200, answer, requestId);
    } catch (error) {
      return refuse(error, requestId);
    }
  };

function wrongMethod(request: Request, requestId: string): Response | undefined {
  if (request.method === "POST") return undefined;
  const allow = "OPTIONS, POST";
  if (request.method === "OPTIONS") {
    const headers = {
      ...CORS,
      allow,
      "access-control-allow-methods": allow,
      "access-control-allow-headers": "Authorization, Content-Type",
      "access-control-max-age": "86400",
    };
    return new Response(null, { status: 204, headers });
  }
  const body = { error: "invalid_request", error_description: "This endpoint takes POST only." };
  return respond(405, body, requestId, { allow });
}

/** @throws OAuthError invalid_request */
async function readForm(request: Request): Promise<Parameters> {
  const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
  if (type !== "application/x-www-form-urlencoded")
    throw new OAuthError("invalid_request", "Send application/x-www-form-urlencoded and say so in Content-Type.");
  if (new URL(request.url).search !== "")
    throw new OAuthError("invalid_request", "Parameters belong into the body, not into the URL.");
  const { values, duplicates } = readParameters(new URLSearchParams(await readText(request)));
  if (duplicates.length > 0) throw new OAuthError("invalid_request", "A parameter is there more than once.");
  return values;
}

async function readText(request: Request): Promise<string> {
  try {
    const bytes = await readBytes(request, MAX_FORM_BYTES);
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (error instanceof TypeError) throw new OAuthError("invalid_request", "The body is not UTF-8.");
    if (error instanceof DomainError) throw new OAuthError("invalid_request", "The body is larger than 64 KiB.");
    throw error;
  }
}

function respond(
  status: number,
  body: unknown,
  requestId: string,
  extra: Readonly<Record<string, string>> = {},
): Response {
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      "content-type": "application/json",
      "cache-control": "no-store",
      pragma: "no-cache",
      "x-content-type-options": "nosniff",
      "referrer-policy": "no-referrer",
      "x-request-id": requestId,
      ...CORS,
      ...extra,
    },
  });
}

function refuse(error: unknown, requestId: string): Response {
  if (error instanceof OAuthError) {
    const body = { error: error.code, error_description: error.message };
    if (error.code === "invalid_client")
      return respond(401, body, requestId, { "www-authenticate": 'Basic realm="RossOS", charset="UTF-8"' });
    if (error.code === "slow_down")
      return respond(429, body, requestId, { "retry-after": String(error.retryAfter ?? 60) });
    return respond(400, body, requestId);
  }
  const passing = toDomainError(error)?.code === "unavailable";
  log(passing ? "warn" : "error", "request failed", { request_id: requestId, ...describe(error) });
  return passing
    ? respond(503, { error: "temporarily_unavailable" }, requestId, { "retry-after": "1" })
    : respond(500, { error: "server_error" }, requestId);
}
