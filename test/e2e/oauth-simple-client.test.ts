import { afterAll, beforeAll, expect, test } from "vitest";
import { AuthorizationCode } from "simple-oauth2";
import { newSecret } from "../../src/lib/api-key-format";
import { sha256Base64Url, sha256Hex } from "../../src/lib/digest";
import { newId } from "../../src/lib/ids";
import { LocalWorker, seedBuilder } from "../../scripts/lib/local-worker";
import { type DemoUsers, seedUsers } from "../../scripts/lib/seed-users";

const REDIRECT = "https://app.example/callback";
const scope = ["read:projects", "write:projects"];
const client = { id: newSecret("", 24), secret: newSecret("ross_cs_", 40) };

let worker: LocalWorker;
let owner: DemoUsers["owner"];

beforeAll(async () => {
  worker = await LocalWorker.start();
  const { PLATFORM_DB: platform } = await worker.env();
  const { builderId } = await seedBuilder(platform);
  ({ owner } = await seedUsers(platform, builderId, Date.now()));
  await platform
    .prepare(
      `insert into oauth_applications (id, developer_id, name, description, client_id, type, client_secret_hash, redirect_uris,
 scopes, status, is_approved, created_at, updated_at)
 select ?1, id, 'Draw Desk', '', ?2, 'confidential', ?3, ?4, ?5, 'approved', 1, ?6, ?6 from users where email = ?7`,
    )
    .bind(
      newId(Date.now()),
      client.id,
      await sha256Hex(client.secret),
      JSON.stringify([REDIRECT]),
      JSON.stringify(scope),
      Date.now(),
      owner.email,
    )
    .run();
});

afterAll(() => worker.stop());

/** Follows the application's link, signs in, is brought back, allows it. */
async function approve(link: string): Promise<URL> {
  const { origin } = new URL((await worker.env()).PUBLIC_URL);
  const away = await fetch(link, { redirect: "manual" });
  const signIn = new URL(away.headers.get("location") ?? "", worker.url);
  const signedIn = await fetch(`${worker.url}/auth/sign-in/email`, {
    method: "POST",
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify(owner),
  });
  expect(signedIn.status).toBe(200);
  const cookie = signedIn.headers
    .getSetCookie()
    .map((line) => line.split(";", 1)[0])
    .join("; ");
  const page = await fetch(worker.url + (signIn.searchParams.get("return_to") ?? ""), { headers: { cookie } });
  const html = await page.text();
  const valueOf = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`, "u").exec(html)?.[1] ?? "";
  const decided = await fetch(`${worker.url}/api/v1/oauth/authorize`, {
    method: "POST",
    headers: { cookie, origin },
    body: new URLSearchParams({
      handle: valueOf("handle"),
      builder_id: valueOf("builder_id"),
      decision: "approve",
    }),
    redirect: "manual",
  });
  expect(decided.status).toBe(303);
  return new URL(decided.headers.get("location") ?? "");
}

const statusWith = async (token: unknown): Promise<number> => {
  const response = await fetch(`${worker.url}/api/v1/projects`, {
    headers: { authorization: `Bearer ${String(token)}` },
  });
  await response.text();
  return response.status;
};

test.each(["header", "body"] as const)(
  "simple-oauth2 runs the whole flow, authenticating in the %s",
  async (method) => {
    const flow = new AuthorizationCode({
      client,
      auth: {
        tokenHost: worker.url,
        tokenPath: "/api/v1/oauth/token",
        revokePath: "/api/v1/oauth/revoke",
        authorizePath: "/api/v1/oauth/authorize",
      },
      options: { authorizationMethod: method },
    });
    const verifier = newSecret("", 64);
    const link = flow.authorizeURL({
      redirect_uri: REDIRECT,
      scope,
      state: "xyz",
      code_challenge: await sha256Base64Url(verifier),
      code_challenge_method: "S256",
    } as never);
    const callback = await approve(link);
    expect(callback.searchParams.get("state")).toBe("xyz");
    const code = callback.searchParams.get("code") ?? "";
    const first = await flow.getToken({ code, redirect_uri: REDIRECT, code_verifier: verifier } as never);
    expect(await statusWith(first.token["access_token"])).toBe(200);
    const second = await first.refresh();
    expect(await statusWith(first.token["access_token"])).toBe(401);
    expect(await statusWith(second.token["access_token"])).toBe(200);
    await second.revokeAll();
    expect(await statusWith(second.token["access_token"])).toBe(401);
    await expect(second.refresh()).rejects.toMatchObject({ data: { payload: { error: "invalid_grant" } } });
  },
);
