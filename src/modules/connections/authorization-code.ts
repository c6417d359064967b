import type { Auth, Call } from "#connectors/sdk";
import { newSecret } from "#lib/api-key-format";
import { sha256Base64Url } from "#lib/digest";
import type { Bindings } from "../../bindings";
import type { Stored } from "./credentials";
import { askForToken, ownClient } from "./token-endpoint";

type CodeAuth = Extract<Auth, { type: "oauth2_code" }>;

const SECRET_LENGTH = 43;

/** A secret of its own for each way to a consent screen: the state, and the verifier of PKCE (RFC 7636 section 4.1). */
export const newConnectSecret = (): string => newSecret("", SECRET_LENGTH);

export const redirectUriOf = (env: Pick<Bindings, "PUBLIC_URL">): string => `${env.PUBLIC_URL}/api/v1/connect/callback`;

/** Where a user goes to let us in (RFC 6749 section 4.1.1, RFC 7636 section 4.3). @throws CallFailure system without a client */
export async function authorizeUrl(
  env: Bindings,
  slug: string,
  auth: CodeAuth,
  { state, verifier, config }: { state: string; verifier: string; config: Readonly<Record<string, unknown>> },
): Promise<string> {
  const url = new URL(auth.authorizeUrl);
  const entered = Object.entries(auth.authorizeFromConfig ?? {}).map(([name, field]) => [name, String(config[field])]);
  const parameters = {
    ...auth.authorizeParameters,
    ...(Object.fromEntries(entered) as Record<string, string>),
    response_type: "code",
    client_id: ownClient(env, slug).client_id,
    redirect_uri: redirectUriOf(env),
    scope: auth.scopes.join(auth.scopeSeparator ?? " "),
    state,
    code_challenge: await sha256Base64Url(verifier),
    code_challenge_method: "S256",
  };
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}

/** The tokens that a code stands for. @param atToken sends to the token endpoint */
export async function redeemCode(
  env: Bindings,
  atToken: Call,
  { slug, auth, code, verifier }: { slug: string; auth: CodeAuth; code: string; verifier: string },
): Promise<{ stored: Stored; expiresAt: number | null }> {
  const parameters = {
    grant_type: "authorization_code",
    code,
    redirect_uri: redirectUriOf(env),
    code_verifier: verifier,
  };
  const { expiresAt, ...stored } = await askForToken(atToken, auth, ownClient(env, slug), parameters, Date.now());
  return { stored, expiresAt };
}
