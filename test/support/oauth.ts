import { env, SELF } from "cloudflare:test";
import { newSecret } from "#lib/api-key-format";
import { base64, sha256Base64Url, sha256Hex } from "#lib/digest";
import { newId } from "#lib/ids";
import { newMembership, newUser, type TestUser } from "./accounts";
import { newBuilder } from "./harness";

export const ORIGIN = "https://rossos.test";
export const REDIRECT = "https://app.example/callback";
export const SCOPES = ["read:projects", "write:projects", "read:vendors"];

export type TestApplication = { id: string; clientId: string; secret: string; developerId: string };
type ApplicationOptions = {
  type?: "public" | "confidential";
  redirectUris?: string[];
  scopes?: readonly string[];
  approved?: boolean;
  developerId?: string;
  accessTtl?: number | null;
  name?: string;
};

/** An application, straight in the database. */
export async function newApplication({
  type = "confidential",
  redirectUris = [REDIRECT],
  scopes = SCOPES,
  approved = true,
  developerId,
  accessTtl = null,
  name = "Draw Desk",
}: ApplicationOptions = {}): Promise<TestApplication> {
  const now = Date.now();
  const application = {
    id: newId(now),
    clientId: newSecret("", 24),
    secret: newSecret("ross_cs_", 40),
    developerId: developerId ?? (await newUser()).id,
  };
  await env.PLATFORM_DB.prepare(
    `insert into oauth_applications (id, developer_id, name, description, client_id, type, client_secret_hash, redirect_uris, scopes,
 access_ttl, status, is_approved, created_at, updated_at) values (?, ?, ?, 'Test', ?, ?, ?, ?, ?, ?, 'draft', ?, ?, ?)`,
  )
    .bind(
      application.id,
      application.developerId,
      name,
      application.clientId,
      type,
      type === "public" ? null : await sha256Hex(application.secret),
      JSON.stringify(redirectUris),
      JSON.stringify(scopes),
      accessTtl,
      approved ? 1 : 0,
      now,
      now,
    )
    .run();
  return application;
}

export type Scene = { application: TestApplication; user: TestUser; builderId: string };

/** An application, and an owner of a builder to let it in. */
export async function newScene(options: ApplicationOptions & { plan?: string; shard?: number } = {}): Promise<Scene> {
  const [application, user, builderId] = await Promise.all([newApplication(options), newUser(), newBuilder(options)]);
  await newMembership(user.id, builderId, "owner");
  return { application, user, builderId };
}

type Values = Record<string, string>;

export type Pkce = { verifier: string; challenge: string };
export async function newPkce(): Promise<Pkce> {
  const verifier = newSecret("", 64);
  return { verifier, challenge: await sha256Base64Url(verifier) };
}

export const authorizeUrl = (application: TestApplication, challenge: string, extra: Values = {}): string => {
  const query = new URLSearchParams({
    response_type: "code",
    client_id: application.clientId,
    redirect_uri: REDIRECT,
    scope: "read:projects write:projects",
    state: "af0ifjsldkj",
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...extra,
  });
  for (const [name, value] of Object.entries(extra)) if (value === "") query.delete(name);
  return `${ORIGIN}/api/v1/oauth/authorize?${query.toString()}`;
};

/** Visits the authorization endpoint as the user. */
export const visit = (url: string, user?: TestUser): Promise<Response> =>
  SELF.fetch(url, { headers: user ? { cookie: user.cookie } : {}, redirect: "manual" });

/** The hidden and chosen values of the consent form. */
export function readConsent(page: string): { handle: string; builders: string[] } {
  const handle = /name="handle" value="([^"]+)"/u.exec(page)?.[1] ?? "";
  return { handle, builders: [...page.matchAll(/name="builder_id" value="([^"]+)"/gu)].map((match) => match[1] ?? "") };
}

/** Posts the consent form as a browser would. */
export const decide = (user: TestUser, form: Values, headers: Values = {}): Promise<Response> =>
  SELF.fetch(`${ORIGIN}/api/v1/oauth/authorize`, {
    method: "POST",
    headers: {
      cookie: user.cookie,
      origin: ORIGIN,
      "content-type": "application/x-www-form-urlencoded",
      ...headers,
    },
    body: new URLSearchParams(form),
    redirect: "manual",
  });

/** Opens the URL as the user, allows what it asks, and returns where the browser is sent. */
export async function approve(url: string, user: TestUser, builderId?: string): Promise<URL> {
  const { handle, builders } = readConsent(await (await visit(url, user)).text());
  const response = await decide(user, { handle, decision: "approve", builder_id: builderId ?? builders[0] ?? "" });
  await response.text();
  return new URL(response.headers.get("location") ?? "about:blank");
}

export async function newCode(scene: Scene, extra: Values = {}): Promise<Pkce & { code: string }> {
  const pkce = await newPkce();
  const location = await approve(authorizeUrl(scene.application, pkce.challenge, extra), scene.user, scene.builderId);
  return { ...pkce, code: location.searchParams.get("code") ?? "" };
}

export type TokenReply = { status: number; headers: Headers; body: Record<string, unknown> };

/** Posts a form to one of the provider's endpoints. */
export async function postForm(
  path: "token" | "revoke" | "introspect",
  form: Values | string,
  headers: Values = {},
): Promise<TokenReply> {
  const response = await SELF.fetch(`${ORIGIN}/api/v1/oauth/${path}`, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", ...headers },
    body: typeof form === "string" ? form : new URLSearchParams(form).toString(),
  });
  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as Record<string, unknown>,
  };
}

const formEncode = (text: string): string => new URLSearchParams({ a: text }).toString().slice(2);

export const basic = ({ clientId, secret }: Pick<TestApplication, "clientId" | "secret">): Values => ({
  authorization: `Basic ${base64(new TextEncoder().encode(`${formEncode(clientId)}:${formEncode(secret)}`))}`,
});

export const exchange = (
  application: TestApplication,
  { code, verifier }: Pkce & { code: string },
  extra: Values = {},
) =>
  postForm(
    "token",
    { grant_type: "authorization_code", code, code_verifier: verifier, redirect_uri: REDIRECT, ...extra },
    basic(application),
  );

export const refresh = (application: TestApplication, token: string, extra: Values = {}) =>
  postForm("token", { grant_type: "refresh_token", refresh_token: token, ...extra }, basic(application));

export type Tokens = { access: string; refresh: string };

/** The whole flow: consent, code, tokens. */
export async function newTokens(scene: Scene, extra: Values = {}): Promise<Tokens> {
  const { body } = await exchange(scene.application, await newCode(scene, extra));
  return { access: String(body["access_token"]), refresh: String(body["refresh_token"]) };
}

/** A call of the API with an access token; only its status. */
export const callStatus = async (token: string, path = "/v1/projects"): Promise<number> => {
  const response = await SELF.fetch(`${ORIGIN}/api${path}`, { headers: { authorization: `Bearer ${token}` } });
  await response.text();
  return response.status;
};
