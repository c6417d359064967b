import { currentUser } from "#modules/accounts";
import { limitAddress } from "#modules/access";
import { checkRequest, decideConsent, ENDPOINTS, offerConsent } from "#modules/oauth";
import { newId } from "#lib/ids";
import { describe, log } from "#lib/log";
import { readParameters } from "#lib/oauth-form";
import type { Bindings } from "../../bindings";
import { DomainError, toDomainError } from "../../errors";
import { isForeign } from "../is-foreign";
import { addressOf } from "../limits";
import { readBytes } from "../read-body";
import { consentPage } from "./consent-page";
import { errorPage } from "./page";

/** Authorization requests and decisions a minute and address. */
const ADDRESS_LIMIT = 600;
const MAX_FORM_BYTES = 16_384;

type Asked = { request: Request; env: Bindings; now: number; requestId: string };

/** The authorization endpoint (RFC 6749 section 3.1): GET asks the person, POST takes the decision. */
export async function authorize(request: Request, env: Bindings): Promise<Response> {
  const now = Date.now();
  const asked: Asked = { request, env, now, requestId: newId(now) };
  try {
    const verdict = await limitAddress(env, "authorize", addressOf(request), ADDRESS_LIMIT, now);
    if (verdict.outcome === "limited") return await tooMany(asked, verdict.retryAfterMs);
    if (request.method === "GET" || request.method === "HEAD") return await ask(asked);
    if (request.method === "POST") return await decide(asked);
    const refusal = await errorPage(405, "Not like this", "This page takes GET and POST only.", asked.requestId);
    refusal.headers.set("allow", "GET, HEAD, POST");
    return refusal;
  } catch (error) {
    const passing = toDomainError(error)?.code === "unavailable";
    log(passing ? "warn" : "error", "request failed", { request_id: asked.requestId, ...describe(error) });
    const advice = `Go back to the application and start again. If it happens again, tell support ${asked.requestId}.`;
    const page = await errorPage(passing ? 503 : 500, "Something failed on our side", advice, asked.requestId);
    if (passing) page.headers.set("retry-after", "1");
    return page;
  }
}

async function ask({ request, env, now, requestId }: Asked): Promise<Response> {
  const url = new URL(request.url);
  const checked = await checkRequest(env, readParameters(url.searchParams));
  switch (checked.outcome) {
    case "refused":
      return await errorPage(400, "This request cannot be answered", checked.reason, requestId);
    case "redirect":
      return redirect(302, checked.location, requestId);
    case "valid": {
      const user = await currentUser(env, request, now);
      if (!user) return redirect(302, signIn(url.pathname + url.search), requestId);
      return await consentPage(await offerConsent(env, user, checked.request, now), ENDPOINTS.authorize, requestId);
    }
  }
}

const signIn = (path: string): string => `/sign-in/?return_to=${encodeURIComponent(path)}`;

async function decide({ request, env, now, requestId }: Asked): Promise<Response> {
  const gone = () =>
    errorPage(
      400,
      "This page is no longer good",
      "It was used already, is older than 10 minutes, or belongs to another sign-in. Go back to the application and start again.",
      requestId,
    );
  // The handle alone would do; a browser that says the form is another site's is believed all the same.
  if (isForeign(request, env))
    return await errorPage(403, "This decision came from elsewhere", "Decide on the page itself.", requestId);
  const user = await currentUser(env, request, now);
  const form = await readDecision(request);
  if (!user || !form) return await gone();
  const decided = await decideConsent(env, user, form, now);
  switch (decided.outcome) {
    case "redirect":
      // 303, so that no browser posts the decision on (RFC 9700 section 4.12).
      return redirect(303, decided.location, requestId);
    case "refused":
      return await errorPage(403, "This cannot be allowed", decided.reason, requestId);
    case "gone":
      return await gone();
  }
}

/** @returns undefined for what the page did not send */
async function readDecision(request: Request) {
  if (!(request.headers.get("content-type") ?? "").toLowerCase().startsWith("application/x-www-form-urlencoded"))
    return undefined;
  const bytes = await readBytes(request, MAX_FORM_BYTES).catch((error: unknown) => {
    if (error instanceof DomainError) return undefined;
    throw error;
  });
  if (!bytes) return undefined;
  const { values, duplicates } = readParameters(new URLSearchParams(new TextDecoder().decode(bytes)));
  const handle = values.get("handle");
  const decision = values.get("decision");
  if (handle === undefined || duplicates.length > 0 || (decision !== "approve" && decision !== "deny"))
    return undefined;
  return { handle, approve: decision === "approve", builderId: values.get("builder_id") };
}

async function tooMany({ requestId }: Asked, retryAfterMs: number): Promise<Response> {
  const seconds = Math.max(1, Math.ceil(retryAfterMs / 1000));
  const response = await errorPage(429, "Too many requests", `Try again in ${seconds} seconds.`, requestId);
  response.headers.set("retry-after", String(seconds));
  return response;
}

/** The location may be an application's private-use scheme, which Response.redirect would not take. */
const redirect = (status: 302 | 303, location: string, requestId: string): Response =>
  new Response(null, {
    status,
    headers: {
      location,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
      "x-request-id": requestId,
    },
  });
