import { SELF } from "cloudflare:test";
import * as oauth from "oauth4webapi";
import * as openid from "openid-client";
import { describe, expect, test } from "vitest";
import { callStatus, newScene, newTokens, ORIGIN, REDIRECT, type Scene } from "../support/oauth";
import { givePassword, signInAndDecide } from "../support/oauth-browser";

/** The clients' own fetch, led to the Worker. */
const toWorker = (url: string, options: RequestInit): Promise<Response> => SELF.fetch(url, options);

const issuer = new URL(ORIGIN);
const scope = "read:projects write:projects";

const hook = { [oauth.customFetch]: toWorker } as { [oauth.customFetch]: never };

async function discover(): Promise<oauth.AuthorizationServer> {
  const response = await oauth.discoveryRequest(issuer, { algorithm: "oauth2", ...hook });
  return await oauth.processDiscoveryResponse(issuer, response);
}

describe("oauth4webapi", () => {
  /** Authorization request, consent, and the validated answer. */
  async function authorize(server: oauth.AuthorizationServer, client: oauth.Client, scene: Scene) {
    const verifier = oauth.generateRandomCodeVerifier();
    const state = oauth.generateRandomState();
    const url = new URL(server.authorization_endpoint ?? "");
    url.search = new URLSearchParams({
      client_id: client.client_id,
      redirect_uri: REDIRECT,
      response_type: "code",
      scope,
      state,
      code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
    }).toString();
    const callback = await signInAndDecide(url.href, scene, "approve");
    return { verifier, parameters: oauth.validateAuthResponse(server, client, callback, state) };
  }

  test.each([
    ["client_secret_basic", "confidential", oauth.ClientSecretBasic],
    ["client_secret_post", "confidential", oauth.ClientSecretPost],
    ["none", "public", () => oauth.None()],
  ] as const)("the whole flow with %s", async (_, type, authentication) => {
    const scene = await newScene({ type });
    const server = await discover();
    const client: oauth.Client = { client_id: scene.application.clientId };
    const authenticate = authentication(scene.application.secret);
    await givePassword(scene);
    const { verifier, parameters } = await authorize(server, client, scene);
    const response = await oauth.authorizationCodeGrantRequest(
      server,
      client,
      authenticate,
      parameters,
      REDIRECT,
      verifier,
      hook,
    );
    const tokens = await oauth.processAuthorizationCodeResponse(server, client, response);
    expect(tokens.scope).toBe(scope);
    const api = new URL(`${ORIGIN}/api/v1/projects`);
    const called = await oauth.protectedResourceRequest(tokens.access_token, "GET", api, undefined, undefined, hook);
    expect(called.status).toBe(200);
    await called.text();
    const refreshed = await oauth.processRefreshTokenResponse(
      server,
      client,
      await oauth.refreshTokenGrantRequest(server, client, authenticate, tokens.refresh_token ?? "", hook),
    );
    expect(refreshed.refresh_token).not.toBe(tokens.refresh_token);
    expect(await callStatus(tokens.access_token)).toBe(401);
    const revoked = await oauth.revocationRequest(server, client, authenticate, refreshed.refresh_token ?? "", hook);
    await oauth.processRevocationResponse(revoked);
    expect(await callStatus(refreshed.access_token)).toBe(401);
  });

  test("introspects", async () => {
    const scene = await newScene();
    const { access } = await newTokens(scene);
    const server = await discover();
    const client: oauth.Client = { client_id: scene.application.clientId };
    const authenticate = oauth.ClientSecretBasic(scene.application.secret);
    const asked = await oauth.introspectionRequest(server, client, authenticate, access, hook);
    expect(await oauth.processIntrospectionResponse(server, client, asked)).toMatchObject({ active: true, scope });
  });
});

describe("what oauth4webapi reads", () => {
  test("reads our errors and challenges as what they are", async () => {
    const scene = await newScene();
    const server = await discover();
    const client: oauth.Client = { client_id: scene.application.clientId };
    const response = await oauth.refreshTokenGrantRequest(
      server,
      client,
      oauth.ClientSecretBasic("wrong"),
      "nothing",
      hook,
    );
    await expect(oauth.processRefreshTokenResponse(server, client, response)).rejects.toMatchObject({
      name: "WWWAuthenticateChallengeError",
    });
    const bad = await oauth.refreshTokenGrantRequest(
      server,
      client,
      oauth.ClientSecretPost(scene.application.secret),
      "nothing",
      hook,
    );
    await expect(oauth.processRefreshTokenResponse(server, client, bad)).rejects.toMatchObject({
      error: "invalid_grant",
      status: 400,
    });
    const api = new URL(`${ORIGIN}/api/v1/projects`);
    await expect(
      oauth.protectedResourceRequest("ross_at_x", "GET", api, undefined, undefined, hook),
    ).rejects.toMatchObject({ cause: [{ scheme: "bearer", parameters: { error: "invalid_token" } }] });
  });

  test("finds the resource's metadata", async () => {
    const response = await oauth.resourceDiscoveryRequest(issuer, hook);
    expect(await oauth.processResourceDiscoveryResponse(issuer, response)).toMatchObject({ resource: ORIGIN });
  });
});

describe("openid-client", () => {
  async function configure(scene: Scene): Promise<openid.Configuration> {
    const { clientId, secret } = scene.application;
    return await openid.discovery(issuer, clientId, secret, undefined, {
      algorithm: "oauth2",
      [openid.customFetch]: toWorker as never,
    });
  }

  test("the whole flow", async () => {
    const scene = await newScene();
    const config = await configure(scene);
    await givePassword(scene);
    const pkceCodeVerifier = openid.randomPKCECodeVerifier();
    const expectedState = openid.randomState();
    const url = openid.buildAuthorizationUrl(config, {
      redirect_uri: REDIRECT,
      scope,
      code_challenge: await openid.calculatePKCECodeChallenge(pkceCodeVerifier),
      code_challenge_method: "S256",
      state: expectedState,
    });
    const callback = await signInAndDecide(url.href, scene, "approve");
    const tokens = await openid.authorizationCodeGrant(config, callback, { pkceCodeVerifier, expectedState });
    expect(tokens.expiresIn()).toBeGreaterThan(3590);
    const called = await openid.fetchProtectedResource(
      config,
      tokens.access_token,
      new URL(`${ORIGIN}/api/v1/projects`),
      "GET",
    );
    expect(called.status).toBe(200);
    await called.text();
    const narrowed = await openid.refreshTokenGrant(config, tokens.refresh_token ?? "", { scope: "read:projects" });
    expect(narrowed.scope).toBe("read:projects");
    expect(await openid.tokenIntrospection(config, narrowed.access_token)).toMatchObject({ active: true });
    await openid.tokenRevocation(config, narrowed.refresh_token ?? "");
    expect(await callStatus(narrowed.access_token)).toBe(401);
    await expect(openid.refreshTokenGrant(config, narrowed.refresh_token ?? "")).rejects.toMatchObject({
      error: "invalid_grant",
    });
  });

  test("is told of a denial and of a refusal, with state and issuer", async () => {
    const scene = await newScene();
    await givePassword(scene);
    const config = await configure(scene);
    const ask = async (asked: string) =>
      openid.buildAuthorizationUrl(config, {
        redirect_uri: REDIRECT,
        scope: asked,
        code_challenge: await openid.calculatePKCECodeChallenge(openid.randomPKCECodeVerifier()),
        code_challenge_method: "S256",
        state: "s",
      });
    const denied = await signInAndDecide((await ask(scope)).href, scene, "deny");
    await expect(openid.authorizationCodeGrant(config, denied, { expectedState: "s" })).rejects.toMatchObject({
      error: "access_denied",
    });
    const response = await SELF.fetch((await ask("read:invoices")).href, { redirect: "manual" });
    const refused = new URL(response.headers.get("location") ?? "");
    await expect(openid.authorizationCodeGrant(config, refused, { expectedState: "s" })).rejects.toMatchObject({
      error: "invalid_scope",
    });
  });
});
