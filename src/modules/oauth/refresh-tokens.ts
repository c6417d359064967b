import { forgetAuthorization, isHeld } from "#modules/access";
import { parseToken } from "#lib/access-token-format";
import { sha256Hex } from "#lib/digest";
import { describe, log } from "#lib/log";
import { readScopes } from "#lib/oauth-form";
import { type Db, prepare } from "#db/client";
import type { Bindings } from "../../bindings";
import { platformOf } from "../../context";
import { authenticateClient, type Caller } from "./authenticate-client";
import type { Parameters } from "./client-credentials";
import { endAuthorizations } from "./end-authorizations";
import { type Lifetimes, lifetimesOf } from "./lifetimes";
import { OAuthError } from "./oauth-error";
import { type Application, APPLICATION } from "./store";
import { newPair, type TokenResponse } from "./tokens";

type Row = Application & {
  authorized_application_id: string | null;
  builder_id: string;
  scopes_granted: string;
  refresh_token_hash: string | null;
  access_expires_at: number | null;
  refresh_expires_at: number | null;
  revoked_at: number | null;
  last_used_at: number | null;
  is_active: number | null;
  /** When the token was exchanged for the next one, if it was. */
  consumed_at: number | null;
};

/** The client, and the authorization the token names with what the token is to it, in one read of the primary. */
const SELECT = `select ${APPLICATION}, z.application_id as authorized_application_id, z.builder_id, z.scopes_granted,
 z.refresh_token_hash, z.access_expires_at, z.refresh_expires_at, z.revoked_at, z.last_used_at,
 b.is_active, h.consumed_at
 from oauth_applications p left join oauth_authorizations z on z.id = ?2 left join builders b on b.id = z.builder_id
 left join oauth_refresh_history h on h.refresh_token_hash = ?3 and h.authorization_id = z.id
 where p.client_id = ?1`;

const ROTATE = `update oauth_authorizations set access_token_hash = ?3, refresh_token_hash = ?4, access_expires_at = ?5,
 refresh_expires_at = ?6, access_scopes = ?7
 where id = ?1 and refresh_token_hash = ?2 and revoked_at is null and refresh_expires_at > ?8`;
const REMEMBER = `insert or ignore into oauth_refresh_history (refresh_token_hash, authorization_id, consumed_at, expires_at)
 select ?2, id, ?4, ?5 from oauth_authorizations where id = ?1 and refresh_token_hash = ?3`;

/**
 * Exchanges a refresh token for a new pair (RFC 6749 section 6). Each token is good once: a second use, however near to
 * the first, ends the authorization, since one of the two holders should not have it (RFC 9700 section 4.14.2).
 * @throws OAuthError
 */
export async function refreshTokens(
  env: Bindings,
  caller: Caller,
  form: Parameters,
  now: number,
): Promise<TokenResponse> {
  const platform = platformOf(env);
  const { id, hash } = await readPresented(form.get("refresh_token"));
  const row = await prepare(platform, SELECT, caller.credentials.clientId, id, hash).first<Row>();
  const application = await authenticateClient(env, row, caller, now);
  if (!form.has("refresh_token")) throw new OAuthError("invalid_request", "refresh_token is missing.");
  if (!row || row.authorized_application_id !== row.application_id) throw noLongerGood();
  if (isGood(row, hash, now)) {
    const scopes = wantedScopes(form, JSON.parse(row.scopes_granted) as string[]);
    const rotation = { row, id, hash, scopes, lifetimes: lifetimesOf(env, application), now };
    const response = await rotate(platform, rotation);
    if (response) {
      await forgetOld(env, row, id, now);
      return response;
    }
  } else if (row.consumed_at === null) throw noLongerGood();
  // Used before, or by another request just now.
  await endAuthorizations(platform, env, { id }, now);
  throw noLongerGood();
}

/** The authorization that the token names and the token's hash; what cannot be a refresh token finds nothing. */
async function readPresented(token: string | undefined): Promise<{ id: string; hash: string }> {
  const parsed = token === undefined ? undefined : parseToken(token);
  if (token === undefined || parsed?.kind !== "refresh") return { id: "", hash: "" };
  return { id: parsed.authorizationId, hash: await sha256Hex(token) };
}

type Rotation = { row: Row; id: string; hash: string; scopes: string[]; lifetimes: Lifetimes; now: number };

/** @returns undefined when another request was first */
async function rotate(
  platform: Db,
  { row, id, hash, scopes, lifetimes, now }: Rotation,
): Promise<TokenResponse | undefined> {
  const { kept, response } = await newPair({ id, builderId: row.builder_id, scopes }, lifetimes, now);
  const [rotated] = await platform.$client.batch([
    prepare(
      platform,
      ROTATE,
      id,
      hash,
      kept.accessHash,
      kept.refreshHash,
      kept.accessExpiresAt,
      kept.refreshExpiresAt,
      JSON.stringify(scopes),
      now,
    ),
    prepare(platform, REMEMBER, id, hash, kept.refreshHash, now, row.refresh_expires_at ?? now),
  ]);
  return rotated?.meta.changes === 1 ? response : undefined;
}

const isGood = (row: Row, hash: string, now: number): boolean =>
  row.refresh_token_hash === hash &&
  row.revoked_at === null &&
  (row.refresh_expires_at ?? 0) > now &&
  row.is_active === 1;

/** A part of what was granted may be asked for, and more may be asked for again later. */
function wantedScopes(form: Parameters, granted: string[]): string[] {
  const asked = form.get("scope");
  if (asked === undefined) return granted;
  const wanted = readScopes(asked);
  if (!wanted || wanted.some((scope) => !granted.includes(scope)))
    throw new OAuthError("invalid_scope", "scope goes beyond what was granted.");
  return wanted.toSorted();
}

/**
 * Ends the old access token where an object may hold it; an object that must read first finds the new one. The new
 * tokens are out already: an old one that lives on for a minute is better than tokens nobody got.
 */
async function forgetOld(env: Bindings, row: Row, id: string, now: number): Promise<void> {
  if ((row.access_expires_at ?? 0) <= now || !isHeld(id, row.last_used_at, now)) return;
  try {
    await forgetAuthorization(env, id);
  } catch (error) {
    log("warn", "the limiter was not told of a refresh", { authorization: id, ...describe(error) });
  }
}

const noLongerGood = (): OAuthError =>
  new OAuthError("invalid_grant", "The refresh token is unknown, has expired, was used before, or was revoked.");
