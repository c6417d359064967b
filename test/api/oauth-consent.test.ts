import { env, SELF } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { base64 } from "#lib/digest";
import { newId } from "#lib/ids";
import { newMembership, newUser } from "../support/accounts";
import { newBuilder } from "../support/harness";
import {
  approve,
  authorizeUrl,
  decide,
  exchange,
  newApplication,
  newPkce,
  newScene,
  ORIGIN,
  readConsent,
  type Scene,
  visit,
} from "../support/oauth";

const challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

async function ask(scene: Scene, extra: Record<string, string> = {}) {
  const response = await visit(authorizeUrl(scene.application, challenge, extra), scene.user);
  return { response, page: await response.text() };
}

const locationOf = (response: Response): URL => new URL(response.headers.get("location") ?? "about:blank");

describe("the consent screen", () => {
  test("names the application, developer, redirect host, builder and scopes in words", async () => {
    const scene = await newScene({ name: `<b>"Draw" & Desk</b>` });
    const { response, page } = await ask(scene);
    expect(response.status).toBe(200);
    expect(page).toContain("&lt;b&gt;&quot;Draw&quot; &amp; Desk&lt;/b&gt;");
    expect(page).not.toContain("<b>");
    expect(page).toContain("by Test user");
    expect(page).toContain("<strong>app.example</strong>");
    expect(page).toContain("Test builder");
    expect(page).toContain("See your projects");
    expect(page).toContain("Add, change and delete your projects");
    expect(page).not.toContain("vendors");
    expect(page).not.toContain("has not reviewed");
    expect(page).not.toMatch(/<script|javascript:| on\w+=/iu);
  });

  test("can be neither framed nor stored, and loads nothing", async () => {
    const { response, page } = await ask(await newScene());
    expect(response.headers.get("x-frame-options")).toBe("DENY");
    expect(response.headers.get("cache-control")).toBe("no-store");
    const policy = response.headers.get("content-security-policy") ?? "";
    for (const part of ["default-src 'none'", "frame-ancestors 'none'", "base-uri 'none'", "form-action 'self' https:"])
      expect(policy).toContain(part);
    expect(policy).not.toContain("unsafe");
    // A browser applies the style only when its hash is that of the policy, to the letter.
    const styles = [...page.matchAll(/<style>([^<]*)<\/style>/gu)].map(([, style = ""]) => style);
    const hashed = styles.map(async (style) => {
      const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(style));
      return `style-src 'sha256-${base64(new Uint8Array(digest))}'`;
    });
    expect(policy.split("; ").filter((part) => part.startsWith("style-src"))).toEqual(await Promise.all(hashed));
    expect(policy).not.toContain("script-src");
  });

  test("sends who is not signed in to the sign-in page and back", async () => {
    const scene = await newScene();
    const url = authorizeUrl(scene.application, challenge);
    const response = await visit(url);
    expect(response.status).toBe(302);
    const location = response.headers.get("location") ?? "";
    expect(location.startsWith("/sign-in/?return_to=")).toBe(true);
    expect(ORIGIN + (new URL(location, ORIGIN).searchParams.get("return_to") ?? "")).toBe(url);
  });
});

describe("the builders on it", () => {
  test("offers only builders the user decides for", async () => {
    const scene = await newScene();
    const [second, third] = [await newBuilder(), await newBuilder()];
    await newMembership(scene.user.id, second, "admin");
    await newMembership(scene.user.id, third, "member");
    const { page } = await ask(scene);
    const { builders, handle } = readConsent(page);
    expect(builders.toSorted()).toEqual([scene.builderId, second].toSorted());
    expect((await decide(scene.user, { handle, decision: "approve" })).status).toBe(403);
    expect((await decide(scene.user, { handle, decision: "approve", builder_id: third })).status).toBe(403);
    const approved = await decide(scene.user, { handle, decision: "approve", builder_id: second });
    expect(approved.status).toBe(303);
  });

  test("has the only builder beside its sandbox chosen beforehand", async () => {
    const scene = await newScene();
    const sandbox = await newBuilder({ environment: "sandbox" });
    await newMembership(scene.user.id, sandbox, "owner");
    const { page } = await ask(scene);
    const { builders, handle } = readConsent(page);
    expect(builders).toHaveLength(2);
    expect(page).toContain(`value="${scene.builderId}" required checked />`);
    const approved = await decide(scene.user, { handle, decision: "approve" });
    expect(approved.status).toBe(303);
    const row = await env.PLATFORM_DB.prepare("select builder_id from oauth_authorizations where application_id = ?")
      .bind(scene.application.id)
      .first();
    expect(row).toEqual({ builder_id: scene.builderId });
  });

  test("lets no mere member approve, but takes them back to the application", async () => {
    const scene = await newScene();
    await env.PLATFORM_DB.prepare("update memberships set role = 'member' where user_id = ?").bind(scene.user.id).run();
    const { page } = await ask(scene);
    expect(page).toContain("Only owners and admins");
    expect(page).not.toContain('value="approve"');
    const { handle } = readConsent(page);
    const tried = await decide(scene.user, { handle, decision: "approve", builder_id: scene.builderId });
    expect(tried.status).toBe(403);
    const back = locationOf(await decide(scene.user, { handle, decision: "deny" }));
    expect(back.searchParams.get("error")).toBe("access_denied");
  });

  test("does not go by a role that has been taken away since", async () => {
    const scene = await newScene();
    const { handle } = readConsent((await ask(scene)).page);
    await env.PLATFORM_DB.prepare("delete from memberships where user_id = ?").bind(scene.user.id).run();
    const response = await decide(scene.user, { handle, decision: "approve", builder_id: scene.builderId });
    expect(response.status).toBe(403);
  });
});

describe("an application that is not approved", () => {
  test("is for no strange builder", async () => {
    const scene = await newScene({ approved: false });
    const { page } = await ask(scene);
    expect(page).toContain("has not been reviewed");
    const { handle } = readConsent(page);
    const tried = await decide(scene.user, { handle, decision: "approve", builder_id: scene.builderId });
    expect(tried.status).toBe(403);
  });

  test("is for sandboxes and its developer's own builders", async () => {
    const scene = await newScene({ approved: false });
    const sandbox = newId(Date.now());
    await env.PLATFORM_DB.prepare(
      "insert into builders (id, name, plan, environment, sandbox_of, shard, is_active, created_at) values (?, 'Box', 'business', 'sandbox', ?, 0, 1, ?)",
    )
      .bind(sandbox, scene.builderId, Date.now())
      .run();
    expect(readConsent((await ask(scene)).page).builders).toEqual([sandbox]);
    await newMembership(scene.application.developerId, scene.builderId, "member");
    const { page } = await ask(scene);
    expect(readConsent(page).builders.toSorted()).toEqual([sandbox, scene.builderId].toSorted());
    expect(page).toContain("has not reviewed this application");
  });
});

describe("the handle", () => {
  test("is good once", async () => {
    const scene = await newScene();
    const { handle } = readConsent((await ask(scene)).page);
    const form = { handle, decision: "approve", builder_id: scene.builderId };
    const responses = await Promise.all(Array.from({ length: 8 }, () => decide(scene.user, form)));
    expect(responses.filter(({ status }) => status === 303)).toHaveLength(1);
    expect(responses.filter(({ status }) => status === 400)).toHaveLength(7);
    expect((await decide(scene.user, { handle, decision: "deny" })).status).toBe(400);
  });

  test("is bound to the session, and needs one", async () => {
    const scene = await newScene();
    const { handle } = readConsent((await ask(scene)).page);
    const other = await newUser();
    await newMembership(other.id, scene.builderId, "owner");
    const form = { handle, decision: "approve", builder_id: scene.builderId };
    expect((await decide(other, form)).status).toBe(400);
    expect((await decide(scene.user, form, { cookie: "" })).status).toBe(400);
    expect((await decide(scene.user, form)).status).toBe(303);
  });

  test("ends after 10 minutes", async () => {
    const scene = await newScene();
    const { handle } = readConsent((await ask(scene)).page);
    const row = await env.PLATFORM_DB.prepare(
      "select max(expires_at) as until from oauth_consents where application_id = ?",
    )
      .bind(scene.application.id)
      .first<{ until: number }>();
    expect(Math.abs((row?.until ?? 0) - Date.now() - 600_000)).toBeLessThan(10_000);
    await env.PLATFORM_DB.prepare("update oauth_consents set expires_at = ? where application_id = ?")
      .bind(Date.now() - 1, scene.application.id)
      .run();
    const form = { handle, decision: "approve", builder_id: scene.builderId };
    expect((await decide(scene.user, form)).status).toBe(400);
  });

  test("is not taken from another site, nor with a decision that is none", async () => {
    const scene = await newScene();
    const { handle } = readConsent((await ask(scene)).page);
    const form = { handle, decision: "approve", builder_id: scene.builderId };
    expect((await decide(scene.user, form, { origin: "https://evil.example" })).status).toBe(403);
    expect((await decide(scene.user, form, { origin: "null" })).status).toBe(403);
    expect((await decide(scene.user, { ...form, decision: "yes" })).status).toBe(400);
    expect((await decide(scene.user, form, { "content-type": "text/plain" })).status).toBe(400);
    expect((await decide(scene.user, form)).status).toBe(303);
  });
});

describe("the answer", () => {
  test("approval carries code, state and iss; the page is told by 303", async () => {
    const scene = await newScene();
    const { handle } = readConsent((await ask(scene)).page);
    const response = await decide(scene.user, { handle, decision: "approve", builder_id: scene.builderId });
    expect(response.status).toBe(303);
    expect([...locationOf(response).searchParams.keys()].toSorted()).toEqual(["code", "iss", "state"]);
    expect(response.headers.get("referrer-policy")).toBe("no-referrer");
    expect(response.headers.get("cache-control")).toBe("no-store");
  });

  test("denial carries access_denied", async () => {
    const scene = await newScene();
    const { handle } = readConsent((await ask(scene, { state: "" })).page);
    const location = locationOf(await decide(scene.user, { handle, decision: "deny" }));
    expect(location.searchParams.get("error")).toBe("access_denied");
    expect(location.searchParams.get("iss")).toBe(ORIGIN);
    expect(location.searchParams.has("state")).toBe(false);
  });

  test("without scope everything the application is registered for is asked", async () => {
    const scene = await newScene();
    const pkce = await newPkce();
    const location = await approve(authorizeUrl(scene.application, pkce.challenge, { scope: "" }), scene.user);
    const { body } = await exchange(scene.application, { ...pkce, code: location.searchParams.get("code") ?? "" });
    expect(body["scope"]).toBe("read:projects read:vendors write:projects");
  });
});

test("an application deleted in the meantime cannot be allowed", async () => {
  const scene = await newScene();
  const { handle } = readConsent((await ask(scene)).page);
  await env.PLATFORM_DB.prepare("delete from oauth_applications where id = ?").bind(scene.application.id).run();
  const form = { handle, decision: "approve", builder_id: scene.builderId };
  expect((await decide(scene.user, form)).status).toBe(400);
});

test("an application of a developer that is gone is still shown", async () => {
  const scene = await newScene();
  const application = await newApplication({ developerId: newId(Date.now()) });
  const { response } = await ask({ ...scene, application });
  expect(response.status).toBe(200);
});

test.for(["told", "not told"])("a decision that is too large is none; its length is %s", async (length) => {
  const scene = await newScene();
  const text = `decision=approve&handle=${"h".repeat(20_000)}`;
  const stream = new ReadableStream({
    start: (controller) => {
      controller.enqueue(new TextEncoder().encode(text));
      controller.close();
    },
  });
  const response = await SELF.fetch(`${ORIGIN}/api/v1/oauth/authorize`, {
    method: "POST",
    headers: {
      cookie: scene.user.cookie,
      origin: ORIGIN,
      "content-type": "application/x-www-form-urlencoded",
    },
    body: length === "told" ? text : stream,
  });
  expect(response.status).toBe(400);
  expect(await response.text()).toContain("This page is no longer good");
});
