import { currentUser, hasSessionCookie, type SessionUser } from "#modules/accounts";
import { limitAddress } from "#modules/access";
import { actingBuilder, scopesOfRole } from "#modules/builders";
import { isId } from "#lib/ids";
import type { Bindings } from "../bindings";
import { DomainError, invalid } from "../errors";
import type { Admission } from "./admission";
import { limitHeaders, rateLimited, unauthenticated, writes } from "./limits";

/** Requests a minute of a signed-in user, whatever the builder. */
const USER_LIMIT = 600;

type Execution = Pick<ExecutionContext, "waitUntil">;

/**
 * Lets a signed-in user in and counts the request. Only a cookie counts here: it comes with requests that other sites cause
 * too, so what changes anything must say that it comes from ours.
 * @throws DomainError forbidden, unauthenticated, rate_limited
 */
export async function admitUser(
  request: Request,
  env: Bindings,
  now: number,
): Promise<{ user: SessionUser; headers: Record<string, string> }> {
  if (!hasSessionCookie(env, request)) throw unauthenticated("You are not signed in.");
  if (writes(request)) requireSameOrigin(request, env);
  const user = await currentUser(env, request, now);
  if (!user) throw unauthenticated("The session has ended. Sign in again.");
  const verdict = await limitAddress(env, "user", user.id, USER_LIMIT, now);
  if (verdict.outcome === "limited") throw rateLimited(verdict);
  return { user, headers: limitHeaders(verdict.limit, verdict.remaining, verdict.resetMs) };
}

/**
 * Lets a signed-in user in as a member of the builder that `X-Builder-Id` names, else the one last used.
 * @throws DomainError as admitUser does; forbidden without a membership
 */
export async function admitMember(
  request: Request,
  env: Bindings,
  execution: Execution,
  now: number,
): Promise<Admission> {
  const { user, headers } = await admitUser(request, env, now);
  const wanted = request.headers.get("x-builder-id");
  if (wanted !== null && !isId(wanted))
    throw invalid([{ pointer: "?X-Builder-Id", detail: "X-Builder-Id is the id of a builder." }]);
  const { tenant, role, rateLimit } = await actingBuilder(env, execution, user.id, wanted, now);
  return { tenant, actor: { type: "user", id: user.id, role, scopes: scopesOfRole(role), rateLimit }, headers };
}

/**
 * Refuses what another site's page sent (RFC 6454 section 7).
 * @throws DomainError forbidden
 */
export function requireSameOrigin(request: Request, env: Bindings): void {
  const origin = request.headers.get("origin");
  if (origin !== null && (origin === new URL(env.PUBLIC_URL).origin || origin === new URL(request.url).origin)) return;
  throw new DomainError(
    "forbidden",
    "A session changes things only from this site's own pages: the Origin header is missing or another site's. Servers use an API key.",
  );
}
