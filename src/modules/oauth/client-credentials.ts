import { readBasic } from "#lib/oauth-form";
import { OAuthError } from "./oauth-error";

export type ClientCredentials = { clientId: string; secret: string | undefined };

/** The parameters of a request to the token, revocation or introspection endpoint. */
export type Parameters = ReadonlyMap<string, string>;

/**
 * Who the client says it is, by HTTP Basic or by the body, never by both (RFC 6749 section 2.3).
 * @throws OAuthError invalid_request, invalid_client
 */
export function readClientCredentials(authorization: string | null, form: Parameters): ClientCredentials {
  const clientId = form.get("client_id");
  const secret = form.get("client_secret");
  if (authorization === null) {
    if (clientId === undefined) throw new OAuthError("invalid_client", "The request names no client.");
    return { clientId, secret };
  }
  const basic = readBasic(authorization);
  if (!basic) throw new OAuthError("invalid_client", "The Authorization header is not well-formed Basic.");
  if (secret !== undefined)
    throw new OAuthError("invalid_request", "Authenticate by the Authorization header or by the body, not by both.");
  if (clientId !== undefined && clientId !== basic.id)
    throw new OAuthError("invalid_request", "The Authorization header and client_id name different clients.");
  return { clientId: basic.id, secret: basic.secret === "" ? undefined : basic.secret };
}
