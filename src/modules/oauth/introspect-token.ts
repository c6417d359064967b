import { parseToken } from "#lib/access-token-format";
import { sha256Hex } from "#lib/digest";
import { prepare } from "#db/client";
import type { Bindings } from "../../bindings";
import { platformOf } from "../../context";
import { authenticateClient, type Caller } from "./authenticate-client";
import type { Parameters } from "./client-credentials";
import { OAuthError } from "./oauth-error";
import { selectClient } from "./store";

/** RFC 7662 section 2.2. Times are epoch seconds. */
export type Introspection =
  | { active: false }
  | {
      active: true;
      scope: string;
      client_id: string;
      token_type?: "Bearer";
      exp: number;
      sub: string;
      aud: string;
      iss: string;
      builder_id: string;
    };

type Row = {
  application_id: string;
  builder_id: string;
  user_id: string;
  scopes_granted: string;
  access_scopes: string;
  access_token_hash: string | null;
  refresh_token_hash: string | null;
  access_expires_at: number | null;
  refresh_expires_at: number | null;
};

const SELECT = `select a.application_id, a.builder_id, a.user_id, a.scopes_granted, a.access_scopes, a.access_token_hash,
 a.refresh_token_hash, a.access_expires_at, a.refresh_expires_at
 from oauth_authorizations a join builders b on b.id = a.builder_id
 where a.id = ?1 and a.revoked_at is null and b.is_active = 1`;

/**
 * Says of a token whether it is good (RFC 7662), to the client it was issued to. Of any other it says what it says of a
 * dead one.
 * @throws OAuthError
 */
export async function introspectToken(
  env: Bindings,
  caller: Caller,
  form: Parameters,
  now: number,
): Promise<Introspection> {
  const platform = platformOf(env);
  const application = await authenticateClient(
    env,
    await selectClient(platform, caller.credentials.clientId),
    caller,
    now,
  );
  // A public client proves nothing about itself, and the endpoint must not serve to try tokens out (section 2.1).
  if (application.type === "public")
    throw new OAuthError("invalid_client", "Introspection takes confidential clients only.");
  const token = form.get("token");
  if (token === undefined) throw new OAuthError("invalid_request", "token is missing.");
  const parsed = parseToken(token);
  if (!parsed) return { active: false };
  const [row, hash] = await Promise.all([
    prepare(platform, SELECT, parsed.authorizationId).first<Row>(),
    sha256Hex(token),
  ]);
  if (row?.application_id !== application.application_id) return { active: false };
  const common = {
    active: true,
    client_id: application.client_id,
    sub: row.user_id,
    aud: env.PUBLIC_URL,
    iss: env.PUBLIC_URL,
    builder_id: row.builder_id,
  } as const;
  if (row.access_token_hash === hash && (row.access_expires_at ?? 0) > now)
    return { ...common, token_type: "Bearer", scope: words(row.access_scopes), exp: seconds(row.access_expires_at) };
  if (row.refresh_token_hash === hash && (row.refresh_expires_at ?? 0) > now)
    return { ...common, scope: words(row.scopes_granted), exp: seconds(row.refresh_expires_at) };
  return { active: false };
}

const words = (list: string): string => (JSON.parse(list) as string[]).join(" ");
const seconds = (ms: number | null): number => Math.floor((ms ?? 0) / 1000);
