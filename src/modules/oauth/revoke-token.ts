import { forgetAuthorization } from "#modules/access";
import { parseToken } from "#lib/access-token-format";
import { sha256Hex } from "#lib/digest";
import { prepare } from "#db/client";
import type { Bindings } from "../../bindings";
import { platformOf } from "../../context";
import { authenticateClient, type Caller } from "./authenticate-client";
import type { Parameters } from "./client-credentials";
import { endAuthorizations } from "./end-authorizations";
import { OAuthError } from "./oauth-error";
import { selectClient } from "./store";

type Row = { application_id: string; access_token_hash: string | null; refreshes: number };

/** A refresh token that was exchanged already stands for its authorization too: its holder may not know of the exchange. */
const SELECT = `select application_id, access_token_hash, refresh_token_hash = ?2 or exists
 (select 1 from oauth_refresh_history h where h.refresh_token_hash = ?2 and h.authorization_id = a.id) as refreshes
 from oauth_authorizations a where id = ?1`;
const END_ACCESS = `update oauth_authorizations set access_expires_at = ?3
 where id = ?1 and access_token_hash = ?2 and access_expires_at > ?3`;

/**
 * Revokes a token of the calling client (RFC 7009): a refresh token with all that came of its authorization, an access
 * token alone. A token that is unknown, dead or another client's is no error and stays as it is.
 * @throws OAuthError
 */
export async function revokeToken(env: Bindings, caller: Caller, form: Parameters, now: number): Promise<void> {
  const platform = platformOf(env);
  const application = await authenticateClient(
    env,
    await selectClient(platform, caller.credentials.clientId),
    caller,
    now,
  );
  const token = form.get("token");
  if (token === undefined) throw new OAuthError("invalid_request", "token is missing.");
  const parsed = parseToken(token);
  if (!parsed) return;
  const id = parsed.authorizationId;
  const hash = await sha256Hex(token);
  const row = await prepare(platform, SELECT, id, hash).first<Row>();
  if (row?.application_id !== application.application_id) return;
  if (row.refreshes === 1) await endAuthorizations(platform, env, { id }, now);
  if (row.access_token_hash === hash) {
    await prepare(platform, END_ACCESS, id, hash, now).run();
    await forgetAuthorization(env, id);
  }
}
