import { env } from "cloudflare:test";
import { beforeAll, describe, expect, test } from "vitest";
import { newSecret } from "#lib/api-key-format";
import { base64, sha256Hex } from "#lib/digest";
import { basic, newApplication, newScene, postForm, type Scene } from "../support/oauth";

import { expectError } from "../support/expect-oauth-error";
const asBasic = (text: string) => ({ authorization: `Basic ${base64(new TextEncoder().encode(text))}` });

let scene: Scene;
beforeAll(async () => {
  scene = await newScene();
});

const form = { grant_type: "refresh_token", refresh_token: "x" };

describe("client authentication", () => {
  test("by body, by Basic, never by both", async () => {
    const { clientId, secret } = scene.application;
    const post = { client_id: clientId, client_secret: secret };
    expectError(await postForm("token", { ...form, ...post }), "invalid_grant");
    expectError(await postForm("token", form, basic(scene.application)), "invalid_grant");
    expectError(await postForm("token", { ...form, client_id: clientId }, basic(scene.application)), "invalid_grant");
    expectError(await postForm("token", { ...form, ...post }, basic(scene.application)), "invalid_request");
    expectError(await postForm("token", { ...form, client_id: "other" }, basic(scene.application)), "invalid_request");
  });

  test("Basic is form-decoded", async () => {
    const application = await newApplication();
    const secret = "a b+c%d:e/ü";
    await env.PLATFORM_DB.prepare("update oauth_applications set client_secret_hash = ? where id = ?")
      .bind(await sha256Hex(secret), application.id)
      .run();
    expectError(await postForm("token", form, basic({ ...application, secret })), "invalid_grant");
    const all = [...new TextEncoder().encode(application.clientId)].map((byte) => `%${byte.toString(16)}`).join("");
    expectError(await postForm("token", form, asBasic(`${all}:a+b%2Bc%25d:e/%C3%BC`)), "invalid_grant");
  });

  test("failures", async () => {
    const application = await newApplication();
    const { clientId } = application;
    expectError(await postForm("token", form), "invalid_client", 401);
    expectError(await postForm("token", { ...form, client_id: clientId }), "invalid_client", 401);
    expectError(await postForm("token", { ...form, client_id: "nobody", client_secret: "x" }), "invalid_client", 401);
    for (const headers of [
      asBasic(`${clientId}:wrong`),
      asBasic(`${clientId}:`),
      asBasic(clientId),
      asBasic(`${clientId}:%zz`),
      { authorization: "Basic !!!" },
      { authorization: "Bearer x" },
      { authorization: "Basic" },
    ])
      expectError(await postForm("token", form, headers), "invalid_client", 401);
  });
});

describe("clients of other kinds and times", () => {
  test("a public client has no secret", async () => {
    const application = await newApplication({ type: "public" });
    const named = { ...form, client_id: application.clientId };
    expectError(await postForm("token", named), "invalid_grant");
    expectError(await postForm("token", { ...named, client_secret: "x" }), "invalid_client", 401);
    expectError(await postForm("token", form, asBasic(`${application.clientId}:`)), "invalid_grant");
  });

  test("after a rotation the old secret lives as long as was chosen", async () => {
    const application = await newApplication();
    const old = newSecret("", 40);
    const set = async (until: number) =>
      env.PLATFORM_DB.prepare(
        "update oauth_applications set previous_secret_hash = ?, previous_secret_expires_at = ? where id = ?",
      )
        .bind(await sha256Hex(old), until, application.id)
        .run();
    await set(Date.now() + 60_000);
    expectError(await postForm("token", form, basic({ ...application, secret: old })), "invalid_grant");
    await set(Date.now() - 1);
    expectError(await postForm("token", form, basic({ ...application, secret: old })), "invalid_client", 401);
    expectError(await postForm("token", form, basic(application)), "invalid_grant");
  });

  test("guessing is slowed, for that client and address alone", async () => {
    const application = await newApplication();
    const guess = () =>
      postForm("token", form, { ...asBasic(`${application.clientId}:x`), "cf-connecting-ip": "192.0.2.9" });
    const statuses = [];
    for (let round = 0; round < 25; round += 1) statuses.push((await guess()).status);
    expect(statuses.slice(0, 20)).toEqual(Array.from({ length: 20 }, () => 401));
    const last = await guess();
    expectError(last, "slow_down", 429);
    expect(Number(last.headers.get("retry-after"))).toBeGreaterThan(0);
    expectError(await postForm("token", form, basic(application)), "invalid_grant");
    const other = await newApplication();
    expectError(await postForm("token", form, { ...basic(other), "cf-connecting-ip": "192.0.2.9" }), "invalid_grant");
  });
});

test("a client has 1,200 requests a minute, and others have theirs", async () => {
  const application = await newApplication();
  const statuses: number[] = [];
  const ask = async () => {
    const reply = await postForm("token", form, basic(application));
    statuses.push(reply.status);
    return reply;
  };
  for (let batch = 0; batch < 24; batch += 1) await Promise.all(Array.from({ length: 50 }, ask));
  // Requests of a block that was not used up in time are lost, which a slow machine may show.
  const served = statuses.filter((status) => status === 400).length;
  expect(served).toBeGreaterThan(1100);
  expect(served).toBeLessThanOrEqual(1200);
  const over = await ask();
  expectError(over, "slow_down", 429);
  expect(Number(over.headers.get("retry-after"))).toBeGreaterThan(0);
  expectError(await postForm("token", form, basic(await newApplication())), "invalid_grant");
}, 60_000);
