import { hasSessionCookie } from "#modules/accounts";
import { addressDenial, authenticate, limitAddress } from "#modules/access";
import type { Holder } from "#lib/rate-limiter-protocol";
import type { Bindings } from "../bindings";
import type { Role } from "../context";
import { DomainError } from "../errors";
import type { Admission } from "./admission";
import { addressOf, CHALLENGE, limitHeaders, rateLimited, unauthenticated, writes } from "./limits";
import { admitMember } from "./sessions";

/** Requests a minute of an address without a credential. */
const ANONYMOUS_LIMIT = 300;
/** Well-formed keys that do not exist, a minute and address. */
const UNKNOWN_KEY_LIMIT = 30;

/** @throws DomainError unauthenticated when the header holds no bearer credential */
function readBearer(authorization: string): string {
  const match = /^bearer +(\S+)$/iu.exec(authorization);
  if (!match?.[1]) throw unauthenticated("The Authorization header is not `Bearer` and a key.", "invalid_request");
  return match[1];
}

/** Hears of a request that is turned away although its credential is somebody's: it has expired, or is over its limit. */
type Refused = (holder: Holder, status: 401 | 429) => void;

/**
 * Lets a request in, by its Authorization header or else by the session of its cookie, and counts it.
 * @throws DomainError unauthenticated, forbidden, rate_limited, unavailable
 */
export async function admit(
  request: Request,
  env: Bindings,
  execution: Pick<ExecutionContext, "waitUntil">,
  now: number,
  refused: Refused,
): Promise<Admission> {
  refuseTokenInQuery(request);
  const authorization = request.headers.get("authorization");
  if (authorization !== null) return await admitBearer(request, readBearer(authorization), env, now, refused);
  if (hasSessionCookie(env, request)) return await admitMember(request, env, execution, now);
  throw unauthenticated("Send Authorization: Bearer with an API key or an access token, or sign in.");
}

/** A URL ends up in logs and histories (RFC 6750 section 5.3, OAuth 2.1 section 5.1). */
function refuseTokenInQuery(request: Request): void {
  if (!request.url.includes("access_token=") || !new URL(request.url).searchParams.has("access_token")) return;
  throw new DomainError("invalid_request", "A token never goes into the URL. Send it as Authorization: Bearer.", {
    errors: [{ pointer: "?access_token", detail: "Send the token in the Authorization header." }],
    headers: { "www-authenticate": `${CHALLENGE}, error="invalid_request"` },
  });
}

async function admitBearer(
  request: Request,
  credential: string,
  env: Bindings,
  now: number,
  refused: Refused,
): Promise<Admission> {
  const denial = addressDenial("unknown-key", addressOf(request), now);
  if (denial?.outcome === "limited") throw rateLimited(denial);
  const result = await authenticate(env, credential, writes(request), now);
  if (result.outcome !== "allowed" && result.holder) refused(result.holder, result.outcome === "limited" ? 429 : 401);
  if (result.outcome === "limited") throw rateLimited(result);
  if (result.outcome === "allowed") {
    const { principal, remaining, resetMs } = result;
    const { kind, id, applicationId, scopes, rateLimit, expiresAt: _, ...tenant } = principal;
    const actor =
      kind === "authorization"
        ? ({ type: "application", id: applicationId ?? id, authorizationId: id, scopes, rateLimit } as const)
        : ({ type: "api_key", id, scopes, rateLimit } as const);
    return { tenant, actor, headers: limitHeaders(rateLimit, remaining, resetMs) };
  }
  // Guessing with a right checksum costs look-ups, so an address may do it only so often.
  if (result.guess) await limitAddress(env, "unknown-key", addressOf(request), UNKNOWN_KEY_LIMIT, now, result.silent);
  throw unauthenticated(result.reason, "invalid_token");
}

/** @throws DomainError rate_limited */
export async function admitAnonymous(request: Request, env: Bindings, now: number): Promise<Record<string, string>> {
  const verdict = await limitAddress(env, "anonymous", addressOf(request), ANONYMOUS_LIMIT, now);
  if (verdict.outcome === "limited") throw rateLimited(verdict);
  return limitHeaders(verdict.limit, verdict.remaining, verdict.resetMs);
}

/** Who has looked up nothing of a builder's: signed out, in no builder, or the builder is suspended. */
const ANYBODY: ReadonlySet<string> = new Set(["unauthenticated", "forbidden"]);

/**
 * Lets anyone in. A bearer credential must be good; a session that acts for no builder, and names none, is as good as none.
 * @throws DomainError unauthenticated, forbidden, rate_limited, unavailable
 */
export async function admitAnyone(
  request: Request,
  env: Bindings,
  execution: Pick<ExecutionContext, "waitUntil">,
  now: number,
): Promise<{ admission: Admission | undefined; headers: Record<string, string> }> {
  const authorization = request.headers.get("authorization");
  try {
    if (authorization !== null || hasSessionCookie(env, request)) {
      const admission = await admit(request, env, execution, now, () => undefined);
      return { admission, headers: admission.headers };
    }
  } catch (error) {
    const named = authorization !== null || request.headers.has("x-builder-id");
    if (named || !(error instanceof DomainError && ANYBODY.has(error.code))) throw error;
  }
  return { admission: undefined, headers: await admitAnonymous(request, env, now) };
}

export function requireScope(actor: Admission["actor"], scope: string | null): void {
  if (scope === null || actor.scopes.includes(scope)) return;
  throw new DomainError("insufficient_scope", `The operation needs the scope ${scope}.`, {
    headers: { "www-authenticate": `${CHALLENGE}, error="insufficient_scope", scope="${scope}"` },
  });
}

/** Some operations are for people: they take a signed-in member of one of these roles. */
export function requireRole(actor: Admission["actor"], roles: readonly Role[] | undefined): void {
  if (!roles || (actor.type === "user" && roles.includes(actor.role))) return;
  throw new DomainError(
    "forbidden",
    actor.type === "user"
      ? `The operation is for ${roles.map((role) => `${role}s`).join(" and ")}; you are ${actor.role === "member" ? "a" : "an"} ${actor.role}.`
      : "The operation is for signed-in members; it takes no API key and no access token.",
  );
}
