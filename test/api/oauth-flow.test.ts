import { expect, test } from "vitest";
import { Client } from "../support/harness";
import { basic, callStatus, exchange, newCode, newScene, newTokens, postForm, refresh } from "../support/oauth";

test("a builder lets an application in, and its tokens call the API", async () => {
  const scene = await newScene({ shard: 1 });
  const code = await newCode(scene);
  expect(code.code).toMatch(/^ross_ac_/u);
  const { status, headers, body } = await exchange(scene.application, code);
  expect(status).toBe(200);
  expect(headers.get("cache-control")).toBe("no-store");
  expect(headers.get("pragma")).toBe("no-cache");
  expect(body).toEqual({
    access_token: expect.stringMatching(/^ross_at_[0-9a-f]{32}[0-9A-Za-z]{38}$/u) as unknown,
    token_type: "Bearer",
    expires_in: 3600,
    refresh_token: expect.stringMatching(/^ross_rt_/u) as unknown,
    scope: "read:projects write:projects",
    builder_id: scene.builderId,
  });
  const client = new Client(scene.builderId, String(body["access_token"]));
  const created = await client.post("/v1/projects", { code: "AMI-103", name: "Ortiz residence" });
  expect(created.status).toBe(201);
  const denied = await client.get("/v1/vendors");
  expect(denied.status).toBe(403);
  expect(denied.headers.get("www-authenticate")).toContain('error="insufficient_scope", scope="read:vendors"');
});

test("a refresh gives a new pair and ends the old one", async () => {
  const scene = await newScene();
  const first = await newTokens(scene);
  expect(await callStatus(first.access)).toBe(200);
  const { status, body } = await refresh(scene.application, first.refresh);
  expect(status).toBe(200);
  expect(await callStatus(first.access)).toBe(401);
  expect(await callStatus(String(body["access_token"]))).toBe(200);
});

test("a refresh token used again ends the family", async () => {
  const scene = await newScene();
  const first = await newTokens(scene);
  const second = await refresh(scene.application, first.refresh);
  const again = await refresh(scene.application, first.refresh);
  expect(again.status).toBe(400);
  expect(again.body["error"]).toBe("invalid_grant");
  expect(await callStatus(String(second.body["access_token"]))).toBe(401);
  expect((await refresh(scene.application, String(second.body["refresh_token"]))).body["error"]).toBe("invalid_grant");
});

test("a code redeemed again by its holder ends its tokens", async () => {
  const scene = await newScene();
  const code = await newCode(scene);
  const { body } = await exchange(scene.application, code);
  expect((await exchange(scene.application, { ...code, verifier: "x".repeat(43) })).body["error"]).toBe(
    "invalid_grant",
  );
  expect(await callStatus(String(body["access_token"]))).toBe(200);
  expect((await exchange(scene.application, code)).body["error"]).toBe("invalid_grant");
  expect(await callStatus(String(body["access_token"]))).toBe(401);
});

test("revocation answers {} and ends what it should", async () => {
  const scene = await newScene();
  const tokens = await newTokens(scene);
  const { status, body, headers } = await postForm("revoke", { token: tokens.access }, basic(scene.application));
  expect({ status, body, type: headers.get("content-type") }).toEqual({
    status: 200,
    body: {},
    type: "application/json",
  });
  expect(await callStatus(tokens.access)).toBe(401);
  const next = await refresh(scene.application, tokens.refresh);
  expect(next.status).toBe(200);
  await postForm("revoke", { token: String(next.body["refresh_token"]) }, basic(scene.application));
  expect(await callStatus(String(next.body["access_token"]))).toBe(401);
});
