import { describe, expect, test } from "vitest";
import { basic, callStatus, newApplication, newScene, newTokens, ORIGIN, postForm, refresh } from "../support/oauth";

import { expectError } from "../support/expect-oauth-error";
describe("revocation and introspection", () => {
  test("revocation of what is not the client's own changes nothing", async () => {
    const own = await newScene();
    const tokens = await newTokens(own);
    const stranger = await newApplication();
    for (const token of [tokens.access, tokens.refresh, "nonsense"]) {
      const { status, body } = await postForm("revoke", { token }, basic(stranger));
      expect({ status, body }).toEqual({ status: 200, body: {} });
    }
    expect(await callStatus(tokens.access)).toBe(200);
    expectError(await postForm("revoke", {}, basic(stranger)), "invalid_request");
    expectError(await postForm("revoke", { token: tokens.access }), "invalid_client", 401);
    const hinted = { token: tokens.refresh, token_type_hint: "access_token" };
    await postForm("revoke", hinted, basic(own.application));
    expect(await callStatus(tokens.access)).toBe(401);
    expect((await postForm("revoke", hinted, basic(own.application))).status).toBe(200);
  });

  test("introspection tells the client of its own tokens alone", async () => {
    const own = await newScene();
    const tokens = await newTokens(own);
    const headers = basic(own.application);
    const { body, headers: sent } = await postForm("introspect", { token: tokens.access }, headers);
    expect(sent.get("cache-control")).toBe("no-store");
    expect(body).toEqual({
      active: true,
      scope: "read:projects write:projects",
      client_id: own.application.clientId,
      token_type: "Bearer",
      exp: expect.any(Number) as unknown,
      sub: own.user.id,
      aud: ORIGIN,
      iss: ORIGIN,
      builder_id: own.builderId,
    });
    expect(Math.abs(Number(body["exp"]) - Date.now() / 1000 - 3600)).toBeLessThan(10);
    expect((await postForm("introspect", { token: tokens.refresh }, headers)).body).toMatchObject({ active: true });
    const inactive = { active: false };
    expect((await postForm("introspect", { token: "x" }, headers)).body).toEqual(inactive);
    expect((await postForm("introspect", { token: tokens.access }, basic(await newApplication()))).body).toEqual(
      inactive,
    );
    await refresh(own.application, tokens.refresh);
    expect((await postForm("introspect", { token: tokens.access }, headers)).body).toEqual(inactive);
    expect((await postForm("introspect", { token: tokens.refresh }, headers)).body).toEqual(inactive);
    const open = await newApplication({ type: "public" });
    const asked = { token: tokens.access, client_id: open.clientId };
    expectError(await postForm("introspect", asked), "invalid_client", 401);
  });
});
