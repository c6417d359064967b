import { parseToken } from "#lib/access-token-format";
import { sha256Hex } from "#lib/digest";
import { provesChallenge } from "#lib/pkce";
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
  code_application_id: string | null;
  authorization_id: string;
  redirect_uri: string;
  challenge: string;
  expires_at: number;
  used_at: number | null;
  builder_id: string | null;
  scopes_granted: string;
  revoked_at: number | null;
  is_active: number | null;
};

/** The client, and the code with what it is good for, in one read of the primary. */
const SELECT = `select ${APPLICATION}, c.application_id as code_application_id, c.authorization_id, c.redirect_uri, c.challenge,
 c.expires_at, c.used_at, z.builder_id, z.scopes_granted, z.revoked_at, b.is_active
 from oauth_applications p left join oauth_codes c on c.code_hash = ?2
 left join oauth_authorizations z on z.id = c.authorization_id left join builders b on b.id = z.builder_id
 where p.client_id = ?1`;

const USE = "update oauth_codes set used_at = ?2 where code_hash = ?1 and used_at is null and expires_at > ?2";
/** One redemption at most finds the authorization without a token, and only after the code was taken. */
const ISSUE = `update oauth_authorizations set access_token_hash = ?2, refresh_token_hash = ?3, access_expires_at = ?4, refresh_expires_at = ?5
 where id = ?1 and access_token_hash is null and revoked_at is null
 and exists (select 1 from oauth_codes where code_hash = ?6 and used_at is not null)`;

/**
 * Redeems an authorization code (RFC 6749 section 4.1.3, RFC 7636 section 4.5). Everything is checked before the code is
 * touched. A second redemption by who could have made the first ends what the first one got (OAuth 2.1 section 7.5.3).
 * @throws OAuthError
 */
export async function exchangeCode(
  env: Bindings,
  caller: Caller,
  form: Parameters,
  now: number,
): Promise<TokenResponse> {
  const platform = platformOf(env);
  const codeHash = await hashOf(form.get("code"));
  const found = await prepare(platform, SELECT, caller.credentials.clientId, codeHash).first<Row>();
  const application = await authenticateClient(env, found, caller, now);
  const row = await checkCode(found, form);
  const good = isRedeemable(row, now);
  const response = good && (await redeem(platform, row, codeHash, lifetimesOf(env, application), now));
  if (response) return response;
  // Used before, or by another request just now.
  if (good || row.used_at !== null) await endAuthorizations(platform, env, { id: row.authorization_id }, now);
  throw noLongerGood();
}

/** What cannot be a code finds none. */
const hashOf = async (code: string | undefined): Promise<string> =>
  code !== undefined && parseToken(code)?.kind === "code" ? await sha256Hex(code) : "";

/** @returns undefined when another request was first */
async function redeem(
  platform: Db,
  row: Row,
  codeHash: string,
  lifetimes: Lifetimes,
  now: number,
): Promise<TokenResponse | undefined> {
  const granted = JSON.parse(row.scopes_granted) as string[];
  const { kept, response } = await newPair(
    { id: row.authorization_id, builderId: row.builder_id ?? "", scopes: granted },
    lifetimes,
    now,
  );
  const [, issued] = await platform.$client.batch([
    prepare(platform, USE, codeHash, now),
    prepare(
      platform,
      ISSUE,
      row.authorization_id,
      kept.accessHash,
      kept.refreshHash,
      kept.accessExpiresAt,
      kept.refreshExpiresAt,
      codeHash,
    ),
  ]);
  return issued?.meta.changes === 1 ? response : undefined;
}

/** @throws OAuthError when the code is not this client's, or not this redirect's, or its verifier is wrong */
async function checkCode(row: Row | null, form: Parameters): Promise<Row> {
  const verifier = form.get("code_verifier");
  const redirectUri = form.get("redirect_uri");
  if (!form.has("code")) throw new OAuthError("invalid_request", "code is missing.");
  if (verifier === undefined) throw new OAuthError("invalid_request", "code_verifier is missing.");
  if (!row || row.code_application_id !== row.application_id) throw noLongerGood();
  // OAuth 2.1 leaves redirect_uri out of the token request, PKCE having taken its place; who sends it means it.
  if (redirectUri !== undefined && redirectUri !== row.redirect_uri)
    throw new OAuthError("invalid_grant", "redirect_uri is not the one of the authorization request.");
  if (!(await provesChallenge(verifier, row.challenge)))
    throw new OAuthError("invalid_grant", "code_verifier does not match the code_challenge.");
  return row;
}

const isRedeemable = (row: Row, now: number): boolean =>
  row.used_at === null &&
  row.expires_at > now &&
  row.builder_id !== null &&
  row.revoked_at === null &&
  row.is_active === 1;

const noLongerGood = (): OAuthError =>
  new OAuthError("invalid_grant", "The code is unknown, has expired, was used before, or belongs to another client.");
