import { SELF } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { approve, authorizeUrl, newScene, ORIGIN, REDIRECT, type Scene, visit } from "../support/oauth";

const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

async function ask(scene: Scene, extra: Record<string, string> = {}) {
  const response = await visit(authorizeUrl(scene.application, challenge, extra), scene.user);
  return { response, page: await response.text() };
}

const locationOf = (response: Response): URL => new URL(response.headers.get("location") ?? "about:blank");

describe("what is not certainly the application's own is never redirected to", () => {
  test.each([
    ["an unknown client", { client_id: "nobody" }],
    ["no client", { client_id: "" }],
    ["another host", { redirect_uri: "https://evil.example/callback" }],
    ["another path", { redirect_uri: `${REDIRECT}/more` }],
    ["another query", { redirect_uri: `${REDIRECT}?x=1` }],
    ["another scheme", { redirect_uri: "http://app.example/callback" }],
    ["another port", { redirect_uri: "https://app.example:444/callback" }],
    ["a prefix trick", { redirect_uri: "https://app.example/callback@evil.example" }],
    ["other case", { redirect_uri: "https://APP.example/callback" }],
  ])("%s", async (_, extra) => {
    const { response, page } = await ask(await newScene(), { ...extra, scope: "nonsense" });
    expect(response.status).toBe(400);
    expect(response.headers.get("location")).toBeNull();
    expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
    expect(page).toContain("cannot be answered");
  });

  test.each(["client_id", "redirect_uri"])("%s twice", async (name) => {
    const scene = await newScene();
    const url = new URL(authorizeUrl(scene.application, challenge));
    url.searchParams.append(name, url.searchParams.get(name) ?? "");
    expect((await visit(url.href, scene.user)).status).toBe(400);
  });
});

describe("what else is wrong is told to the application", () => {
  test.each([
    ["invalid_request", { response_type: "" }],
    ["unsupported_response_type", { response_type: "token" }],
    ["unsupported_response_type", { response_type: "code token" }],
    ["invalid_request", { code_challenge: "" }],
    ["invalid_request", { code_challenge: "short" }],
    ["invalid_request", { code_challenge_method: "" }],
    ["invalid_request", { code_challenge_method: "plain" }],
    ["invalid_request", { response_mode: "fragment" }],
    ["request_not_supported", { request: "eyJ" }],
    ["request_uri_not_supported", { request_uri: "https://app.example/r" }],
    ["invalid_target", { resource: "https://other.example/" }],
    ["invalid_scope", { scope: "read:projects read:invoices" }],
    ["invalid_scope", { scope: "read:api_keys" }],
    ["invalid_scope", { scope: "no:such" }],
    ["invalid_scope", { scope: "read:projects  read:vendors" }],
  ])("%s for %j", async (error, extra) => {
    const { response } = await ask(await newScene(), extra);
    expect(response.status).toBe(302);
    const location = locationOf(response);
    expect(location.origin + location.pathname).toBe(REDIRECT);
    expect(location.searchParams.get("error")).toBe(error);
    expect(location.searchParams.get("state")).toBe("af0ifjsldkj");
    expect(location.searchParams.get("iss")).toBe(ORIGIN);
    expect(location.searchParams.get("code")).toBeNull();
  });

  test.each(["state", "scope", "code_challenge", "response_type", "x"])("%s twice", async (name) => {
    const scene = await newScene();
    const url = `${authorizeUrl(scene.application, challenge, { x: "1" })}&${name}=2`;
    const location = locationOf(await visit(url, scene.user));
    expect(location.searchParams.get("error")).toBe("invalid_request");
    expect(location.searchParams.get("state")).toBe(name === "state" ? null : "af0ifjsldkj");
  });

  test("before anyone is asked to sign in", async () => {
    const scene = await newScene();
    const response = await visit(authorizeUrl(scene.application, challenge, { scope: "no:such" }));
    expect(locationOf(response).searchParams.get("error")).toBe("invalid_scope");
  });
});

describe("redirect URIs", () => {
  test("a loopback address takes any port", async () => {
    const scene = await newScene({ type: "public", redirectUris: ["http://127.0.0.1/cb", "http://[::1]:1/cb"] });
    for (const redirect_uri of ["http://127.0.0.1:51004/cb", "http://127.0.0.1/cb", "http://[::1]:8080/cb"]) {
      const { response } = await ask(scene, { redirect_uri });
      expect(response.status).toBe(200);
    }
    for (const redirect_uri of ["http://127.0.0.1:51004/other", "http://127.0.0.2:1/cb", "http://localhost:51004/cb"]) {
      const { response } = await ask(scene, { redirect_uri });
      expect(response.status).toBe(400);
    }
  });

  test("the only one may be left out, one of several may not", async () => {
    expect((await ask(await newScene(), { redirect_uri: "" })).response.status).toBe(200);
    const several = await newScene({ redirectUris: [REDIRECT, "https://app.example/other"] });
    expect((await ask(several, { redirect_uri: "" })).response.status).toBe(400);
  });

  test("its own query is kept, and a private-use scheme works", async () => {
    const redirectUris = [`${REDIRECT}?tenant=7`, "com.example.app:/cb"];
    const scene = await newScene({ redirectUris });
    for (const redirect_uri of redirectUris) {
      const url = authorizeUrl(scene.application, challenge, { redirect_uri });
      const location = await approve(url, scene.user);
      expect(location.href.startsWith(redirect_uri)).toBe(true);
      expect(location.searchParams.get("code")).toMatch(/^ross_ac_/u);
      expect(location.searchParams.get("state")).toBe("af0ifjsldkj");
    }
  });
});

test("other methods are refused, and metadata says where everything is", async () => {
  const refused = await SELF.fetch(`${ORIGIN}/api/v1/oauth/authorize`, { method: "DELETE" });
  expect(refused.status).toBe(405);
  expect(refused.headers.get("allow")).toBe("GET, HEAD, POST");
  const server = await SELF.fetch(`${ORIGIN}/.well-known/oauth-authorization-server`);
  expect(server.headers.get("content-type")).toBe("application/json");
  const metadata = await server.json<Record<string, unknown>>();
  expect(metadata).toMatchObject({
    issuer: ORIGIN,
    authorization_endpoint: `${ORIGIN}/api/v1/oauth/authorize`,
    token_endpoint: `${ORIGIN}/api/v1/oauth/token`,
    code_challenge_methods_supported: ["S256"],
    authorization_response_iss_parameter_supported: true,
  });
  expect(metadata["scopes_supported"]).not.toContain("write:api_keys");
  const resource = await SELF.fetch(`${ORIGIN}/.well-known/oauth-protected-resource`);
  expect(await resource.json()).toMatchObject({ resource: ORIGIN, authorization_servers: [ORIGIN] });
});
