import { env, SELF } from "cloudflare:test";
import { beforeAll, describe, expect, test } from "vitest";
import { sha256Hex } from "#lib/digest";
import {
  basic,
  callStatus,
  exchange,
  newApplication,
  newCode,
  newScene,
  newTokens,
  ORIGIN,
  postForm,
  REDIRECT,
  refresh,
  type Scene,
} from "../support/oauth";

import { expectError } from "../support/expect-oauth-error";
const TOKEN = `${ORIGIN}/api/v1/oauth/token`;
let scene: Scene;
beforeAll(async () => {
  scene = await newScene();
});

describe("requests that are no token requests", () => {
  test.each(["GET", "PUT", "DELETE", "PATCH"])("%s", async (method) => {
    const response = await SELF.fetch(TOKEN, { method });
    expect(response.status).toBe(405);
    expect(response.headers.get("allow")).toBe("OPTIONS, POST");
    expect(await response.json()).toMatchObject({ error: "invalid_request" });
  });

  test("JSON, no type, a query, a body that is too large or not UTF-8", async () => {
    const form = { grant_type: "refresh_token", refresh_token: "x" };
    const headers = basic(scene.application);
    expectError(
      await postForm("token", JSON.stringify(form), { ...headers, "content-type": "application/json" }),
      "invalid_request",
    );
    expectError(
      await postForm("token", new URLSearchParams(form).toString(), { ...headers, "content-type": "text/plain" }),
      "invalid_request",
    );
    expectError(await postForm("token", `a=${"x".repeat(70_000)}`, headers), "invalid_request");
    const response = await SELF.fetch(`${TOKEN}?client_id=${scene.application.clientId}`, {
      method: "POST",
      headers: { ...headers, "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams(form),
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: "invalid_request" });
  });

  test.each(["grant_type", "code", "code_verifier", "redirect_uri", "client_id", "unknown"])(
    "%s twice",
    async (name) => {
      const form = `grant_type=authorization_code&code=a&code_verifier=b&redirect_uri=c&client_id=d&unknown=e&${name}=`;
      expectError(await postForm("token", form, basic(scene.application)), "invalid_request");
    },
  );

  test("grant types", async () => {
    const headers = basic(scene.application);
    expectError(await postForm("token", {}, headers), "invalid_request");
    for (const grant_type of ["password", "client_credentials", "implicit", "Authorization_Code"])
      expectError(await postForm("token", { grant_type }, headers), "unsupported_grant_type");
    expectError(await postForm("token", { grant_type: "refresh_token" }, headers), "invalid_request");
    expectError(await postForm("token", { grant_type: "authorization_code", code: "x" }, headers), "invalid_request");
    const verifierOnly = { grant_type: "authorization_code", code_verifier: "x".repeat(43) };
    expectError(await postForm("token", verifierOnly, headers), "invalid_request");
  });

  test("a preflight of a page of another origin is answered", async () => {
    const response = await SELF.fetch(TOKEN, { method: "OPTIONS" });
    expect(response.status).toBe(204);
    expect(response.headers.get("access-control-allow-origin")).toBe("*");
  });
});

describe("codes", () => {
  test("are for one client, redirect and verifier; failures leave them good", async () => {
    const own = await newScene({ redirectUris: [REDIRECT, "https://app.example/other"] });
    const stranger = await newApplication();
    const code = await newCode(own);
    expectError(await exchange(stranger, code), "invalid_grant");
    expectError(await exchange(own.application, { ...code, verifier: `${code.verifier}x` }), "invalid_grant");
    expectError(await exchange(own.application, { ...code, verifier: code.challenge }), "invalid_grant");
    for (const redirect_uri of ["https://app.example/other", `${REDIRECT}/`, "https://evil.example/"])
      expectError(await exchange(own.application, code, { redirect_uri }), "invalid_grant");
    expectError(await exchange(own.application, { ...code, code: `${code.code}x` }), "invalid_grant");
    expectError(await exchange(own.application, { ...code, code: code.code.slice(0, -1) }), "invalid_grant");
    const headers = basic(own.application);
    const withoutVerifier = { grant_type: "authorization_code", code: code.code, redirect_uri: REDIRECT };
    expectError(await postForm("token", withoutVerifier, headers), "invalid_request");
    // PKCE took the place of redirect_uri in OAuth 2.1; who leaves it out is served.
    const lean = { grant_type: "authorization_code", code: code.code, code_verifier: code.verifier };
    expect((await postForm("token", lean, headers)).status).toBe(200);
  });

  test("a replay without the verifier, the secret or the redirect harms nothing", async () => {
    const own = await newScene();
    const code = await newCode(own);
    const access = String((await exchange(own.application, code)).body["access_token"]);
    expectError(await exchange(own.application, { ...code, verifier: "x".repeat(43) }), "invalid_grant");
    expectError(await exchange(own.application, code, { redirect_uri: "https://evil.example/" }), "invalid_grant");
    expectError(await exchange({ ...own.application, secret: "wrong" }, code), "invalid_client", 401);
    expectError(await exchange(await newApplication(), code), "invalid_grant");
    expect(await callStatus(access)).toBe(200);
  });

  test("end after 60 seconds", async () => {
    const own = await newScene();
    const code = await newCode(own);
    const row = await env.PLATFORM_DB.prepare("select expires_at from oauth_codes where code_hash = ?")
      .bind(await sha256Hex(code.code))
      .first<{ expires_at: number }>();
    expect(Math.abs((row?.expires_at ?? 0) - Date.now() - 60_000)).toBeLessThan(5000);
    await env.PLATFORM_DB.prepare("update oauth_codes set expires_at = ?")
      .bind(Date.now() - 1)
      .run();
    expectError(await exchange(own.application, code), "invalid_grant");
  });

  test("an access or refresh token is no code, and the reverse", async () => {
    const own = await newScene();
    const code = await newCode(own);
    const tokens = await newTokens(own);
    expectError(await exchange(own.application, { ...code, code: tokens.refresh }), "invalid_grant");
    expectError(await refresh(own.application, code.code), "invalid_grant");
    expectError(await refresh(own.application, tokens.access), "invalid_grant");
    expect(await callStatus(tokens.refresh)).toBe(401);
    expect(await callStatus(code.code)).toBe(401);
  });
});

describe("refresh", () => {
  test("may narrow and widen again, never beyond the grant; a refusal consumes nothing", async () => {
    const own = await newScene();
    const { refresh: first } = await newTokens(own);
    for (const scope of ["read:projects read:vendors", "read:api_keys", "a  b", " read:projects"])
      expectError(await refresh(own.application, first, { scope }), "invalid_scope");
    const narrow = await refresh(own.application, first, { scope: "read:projects" });
    expect(narrow.body["scope"]).toBe("read:projects");
    const wide = await refresh(own.application, String(narrow.body["refresh_token"]));
    expect(wide.body["scope"]).toBe("read:projects write:projects");
  });

  test("narrowed tokens do no more than they say", async () => {
    const own = await newScene();
    const { refresh: first } = await newTokens(own);
    const { body } = await refresh(own.application, first, { scope: "write:projects" });
    expect(await callStatus(String(body["access_token"]))).toBe(403);
  });

  test("another client's token is invalid_grant and harms nothing, used or not", async () => {
    const own = await newScene();
    const stranger = await newApplication();
    const tokens = await newTokens(own);
    expectError(await refresh(stranger, tokens.refresh), "invalid_grant");
    const next = await refresh(own.application, tokens.refresh);
    expectError(await refresh(stranger, tokens.refresh), "invalid_grant");
    expect(await callStatus(String(next.body["access_token"]))).toBe(200);
  });

  test("a token that was never issued ends nothing", async () => {
    const own = await newScene();
    const tokens = await newTokens(own);
    const { newToken, parseToken } = await import("#lib/access-token-format");
    const forged = newToken("refresh", parseToken(tokens.refresh)?.authorizationId ?? "");
    expectError(await refresh(own.application, forged), "invalid_grant");
    expect(await callStatus(tokens.access)).toBe(200);
    expect((await refresh(own.application, tokens.refresh)).status).toBe(200);
  });

  test("an expired token, or a suspended builder's, is no longer good", async () => {
    const own = await newScene();
    const tokens = await newTokens(own);
    await env.PLATFORM_DB.prepare("update builders set is_active = 0 where id = ?").bind(own.builderId).run();
    expectError(await refresh(own.application, tokens.refresh), "invalid_grant");
    await env.PLATFORM_DB.prepare("update builders set is_active = 1 where id = ?").bind(own.builderId).run();
    await env.PLATFORM_DB.prepare("update oauth_authorizations set refresh_expires_at = ? where builder_id = ?")
      .bind(Date.now() - 1, own.builderId)
      .run();
    expectError(await refresh(own.application, tokens.refresh), "invalid_grant");
  });

  test("lifetimes are the application's where they are shorter", async () => {
    const short = await newScene({ accessTtl: 60 });
    expect((await exchange(short.application, await newCode(short))).body["expires_in"]).toBe(60);
    const long = await newScene({ accessTtl: 999_999 });
    expect((await exchange(long.application, await newCode(long))).body["expires_in"]).toBe(3600);
  });

  test("public clients rotate too, by their name alone", async () => {
    const own = await newScene({ type: "public" });
    const { code, verifier } = await newCode(own);
    const client_id = own.application.clientId;
    const form = { grant_type: "authorization_code", code, code_verifier: verifier, redirect_uri: REDIRECT, client_id };
    const { body } = await postForm("token", form);
    const again = { grant_type: "refresh_token", refresh_token: String(body["refresh_token"]), client_id };
    expect((await postForm("token", again)).status).toBe(200);
    expectError(await postForm("token", again), "invalid_grant");
  });
});
