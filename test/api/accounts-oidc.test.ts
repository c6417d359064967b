import { createExecutionContext, env, waitOnExecutionContext } from "cloudflare:test";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { app } from "../../src/api/app";
import { newUser } from "../support/accounts";

const ISSUER = "https://login.rossos.test";
const withIssuer = { ...env, OIDC_ISSUER: ISSUER, OIDC_CLIENT_ID: "marketplace", OIDC_CLIENT_SECRET: "oidc-secret" };
const origin = env.PUBLIC_URL;

type Claims = Record<string, unknown>;
type Keys = Awaited<ReturnType<typeof generateKeyPair>>;
let keys: Keys;
let claims: (nonce: string) => Claims;
let nonce = "";
let redeemed: URLSearchParams[] = [];

beforeAll(async () => {
  keys = await generateKeyPair("RS256", { extractable: true });
  await call("/auth/providers", new Map());
}, 60_000);

beforeEach(() => {
  redeemed = [];
  vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
    const request = new Request(input as RequestInfo, init as RequestInit);
    const { pathname } = new URL(request.url);
    if (pathname === "/.well-known/openid-configuration") return Response.json(discovery);
    if (pathname === "/jwks")
      return Response.json({ keys: [{ ...(await exportJWK(keys.publicKey)), kid: "k", alg: "RS256" }] });
    if (pathname === "/token") {
      redeemed.push(new URLSearchParams(new TextDecoder().decode(await request.arrayBuffer())));
      const idToken = await new SignJWT(claims(nonce))
        .setProtectedHeader({ alg: "RS256", kid: "k" })
        .setIssuedAt()
        .setExpirationTime("5m")
        .sign(keys.privateKey);
      return Response.json({
        access_token: "at-of-issuer",
        refresh_token: "rt-of-issuer",
        id_token: idToken,
        token_type: "Bearer",
        expires_in: 300,
      });
    }
    return new Response(null, { status: 404 });
  });
});
afterEach(() => vi.restoreAllMocks());

const discovery = {
  issuer: ISSUER,
  authorization_endpoint: `${ISSUER}/authorize`,
  token_endpoint: `${ISSUER}/token`,
  jwks_uri: `${ISSUER}/jwks`,
  id_token_signing_alg_values_supported: ["RS256"],
};

async function call(path: string, cookies: Map<string, string>, body?: unknown): Promise<Response> {
  const execution = createExecutionContext();
  const request = new Request(new URL(path, origin), {
    method: body === undefined ? "GET" : "POST",
    headers: {
      origin,
      cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const response = await app.fetch(request, withIssuer, execution);
  await waitOnExecutionContext(execution);
  for (const line of response.headers.getSetCookie()) {
    const [, name = "", value = ""] = /^([^=]+)=([^;]*)/u.exec(line) ?? [];
    cookies.set(name, value);
  }
  return response;
}

/** Signs in at the issuer; answers where the browser ends and what it holds. */
async function signIn(): Promise<{ location: string | null; cookies: Map<string, string>; url: URL }> {
  const cookies = new Map<string, string>();
  const started = await call("/auth/sign-in/social", cookies, { provider: "rossos", callbackURL: "/account/" });
  expect(started.status).toBe(200);
  const url = new URL((await started.json<{ url: string }>()).url);
  nonce = url.searchParams.get("nonce") ?? "";
  const back = await call(`/auth/callback/rossos?code=abc&state=${url.searchParams.get("state")}`, cookies);
  expect(back.status).toBe(302);
  return { location: back.headers.get("location"), cookies, url };
}

const good = (email: string) => (expected: string) => ({
  iss: ISSUER,
  aud: "marketplace",
  sub: `sub-of-${email}`,
  email,
  email_verified: true,
  name: "Ana Ortiz",
  nonce: expected,
});

test("signs in through the host platform, with PKCE and a verified ID token", async () => {
  const email = `oidc-${Date.now()}@example.com`;
  claims = good(email);
  const { location, cookies, url } = await signIn();
  expect(url.origin + url.pathname).toBe(`${ISSUER}/authorize`);
  expect(url.searchParams.get("code_challenge_method")).toBe("S256");
  expect(url.searchParams.get("redirect_uri")).toBe(`${origin}/auth/callback/rossos`);
  expect(redeemed[0]?.get("code_verifier")).toMatch(/^.{43,}$/u);
  expect(location).toBe("/account/");
  const me = await call("/api/v1/user", cookies);
  expect(await me.json()).toMatchObject({ email, name: "Ana Ortiz" });
  const row = await env.PLATFORM_DB.prepare("select * from accounts where account_id = ?")
    .bind(`sub-of-${email}`)
    .first();
  expect(row).toMatchObject({ provider_id: "rossos", access_token: null, refresh_token: null, id_token: null });
  const verifications = await env.PLATFORM_DB.prepare("select count(*) as n from verifications").first<{ n: number }>();
  expect(verifications?.n).toBe(0);
  const again = await signIn();
  expect(again.location).toBe("/account/");
  const users = await env.PLATFORM_DB.prepare("select count(*) as n from users where email = ?")
    .bind(email)
    .first<{ n: number }>();
  expect(users?.n).toBe(1);
});

test("refuses an ID token that is another's, for another, or not of this sign-in", async () => {
  for (const wrong of [{ nonce: "x" }, { aud: "another" }, { iss: "https://evil.test" }]) {
    claims = (expected) => ({ ...good(`w-${Date.now()}@example.com`)(expected), ...wrong });
    const { location, cookies } = await signIn();
    expect(location).toMatch(/error=/u);
    expect([...cookies.keys()].some((name) => name.endsWith("session_token"))).toBe(false);
  }
});

test("takes over no account by an address the issuer has not verified", async () => {
  const victim = await newUser();
  claims = (expected) => ({ ...good(victim.email)(expected), email_verified: false });
  const { location } = await signIn();
  expect(location).toMatch(/error=/u);
});

test("a new user with an address the issuer has not verified gets a link, and no session", async () => {
  const email = `u-${Date.now()}@example.com`;
  claims = (expected) => ({ ...good(email)(expected), email_verified: false });
  const { cookies } = await signIn();
  expect([...cookies.keys()].some((name) => name.endsWith("session_token"))).toBe(false);
});

test("a state of another browser is refused", async () => {
  claims = good(`s-${Date.now()}@example.com`);
  const { url } = await signIn();
  const back = await call(`/auth/callback/rossos?code=abc&state=${url.searchParams.get("state")}`, new Map());
  expect(back.headers.get("location")).toMatch(/error=/u);
});

test("is not there without an issuer", async () => {
  const execution = createExecutionContext();
  const answer = await app.fetch(new Request(`${origin}/auth/providers`), env, execution);
  expect(await answer.json()).toEqual({ data: [] });
});
