import { addressDenial, limitAddress, limitInBlocks } from "#modules/access";
import { sha256Hex } from "#lib/digest";
import type { Bindings } from "../../bindings";
import type { ClientCredentials } from "./client-credentials";
import { OAuthError } from "./oauth-error";
import type { Application } from "./store";

/** Requests a minute of one client at the token, revocation and introspection endpoints. */
const CLIENT_LIMIT = 1200;
const CLIENT_BLOCK = 20;
/** Failed authentications a minute, of one client from one address, and of clients that do not exist. */
const FAILURE_LIMIT = 20;

/** Who asks: what it says of itself, and from where. */
export type Caller = { credentials: ClientCredentials; address: string };

type Verdict = { outcome: string; retryAfterMs?: number };

function refuseLimited(verdict: Verdict | undefined): void {
  if (verdict?.outcome !== "limited") return;
  const seconds = Math.max(1, Math.ceil((verdict.retryAfterMs ?? 0) / 1000));
  throw new OAuthError("slow_down", "Too many requests. Wait as long as Retry-After says.", seconds);
}

/** An id that no client has names nobody, so those are counted together. */
const failureName = (application: Application | null, address: string): string =>
  `${application?.client_id ?? "unknown"}:${address}`;

/**
 * Whether the caller is the client it says it is; counts the request against the client's limit, or the failure against
 * who failed. Only who has authenticated uses up a confidential client's limit.
 * @throws OAuthError invalid_client, slow_down
 */
export async function authenticateClient(
  env: Bindings,
  application: Application | null,
  { credentials, address }: Caller,
  now: number,
): Promise<Application> {
  const failure = failureName(application, address);
  refuseLimited(addressDenial("client-failure", failure, now));
  if (!application || !(await isAuthentic(application, credentials.secret, now))) {
    refuseLimited(await limitAddress(env, "client-failure", failure, FAILURE_LIMIT, now));
    throw new OAuthError("invalid_client", "The client is unknown or did not authenticate as it must.");
  }
  refuseLimited(await limitInBlocks(env, `oauth-client:${application.client_id}`, CLIENT_LIMIT, CLIENT_BLOCK, now));
  return application;
}

/** A public client has no secret, and one that presents a secret is not what it says (RFC 6749 section 2.1). */
async function isAuthentic(application: Application, secret: string | undefined, now: number): Promise<boolean> {
  if (application.type === "public") return secret === undefined;
  if (secret === undefined) return false;
  const hash = await sha256Hex(secret);
  if (hash === application.client_secret_hash) return true;
  const until = application.previous_secret_expires_at ?? 0;
  return until > now && hash === application.previous_secret_hash;
}
