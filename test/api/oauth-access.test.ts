import { env, SELF } from "cloudflare:test";
import { describe, expect, test } from "vitest";
import { endAuthorizations } from "#modules/oauth";
import { newToken } from "#lib/access-token-format";
import { newId } from "#lib/ids";
import { platformOf } from "../../src/context";
import { newMembership, newUser, SessionClient } from "../support/accounts";
import { Client, newBuilder, newKey } from "../support/harness";
import { callStatus, newApplication, newScene, newTokens, ORIGIN, refresh, type Scene } from "../support/oauth";

type App = {
  id: string;
  name: string;
  developer: string;
  scopes: string[];
  granted_by: { id: string; email: string };
  last_used_at: string | null;
  grants: { id: string; scopes: string[] }[];
};
type List = { data: App[]; has_more: boolean; next_cursor: string | null };

const listApps = async (client: Client, query = "") =>
  (await client.get<List>(`/v1/oauth/authorized-apps${query}`)).body;

const owner = (scene: Scene) => new SessionClient(scene.user, scene.builderId);

describe("an access token", () => {
  test("that is wrong is invalid_token", async () => {
    const scene = await newScene();
    const { access } = await newTokens(scene);
    const wrong = [
      newToken("access", newId(Date.now())),
      `${access.slice(0, -1)}${access.endsWith("0") ? "1" : "0"}`,
      "ross_at_x",
    ];
    for (const token of wrong) {
      const response = await SELF.fetch(`${ORIGIN}/api/v1/projects`, { headers: { authorization: `Bearer ${token}` } });
      expect(response.status).toBe(401);
      expect(response.headers.get("www-authenticate")).toMatch(/^Bearer .*error="invalid_token"/u);
      expect(response.headers.get("content-type")).toBe("application/problem+json");
    }
    expect(await callStatus(access)).toBe(200);
  });

  test("expires", async () => {
    const scene = await newScene({ accessTtl: 1 });
    const { access } = await newTokens(scene);
    expect(await callStatus(access)).toBe(200);
    await scheduler.wait(1100);
    expect(await callStatus(access)).toBe(401);
  });

  test("is refused in a query string, with a credential or without", async () => {
    const scene = await newScene();
    const { access } = await newTokens(scene);
    for (const headers of [{}, { authorization: `Bearer ${access}` }] as Record<string, string>[]) {
      const response = await SELF.fetch(`${ORIGIN}/api/v1/projects?access_token=${access}`, { headers });
      expect(response.status).toBe(400);
      expect(response.headers.get("www-authenticate")).toContain('error="invalid_request"');
    }
  });

  test("is limited by the builder's plan, each authorization for itself", async () => {
    const scene = await newScene({ plan: "starter" });
    const [first, second] = [await newTokens(scene), await newTokens(scene)];
    const statuses = [];
    for (let call = 0; call < 101; call += 1) statuses.push(await callStatus(first.access));
    expect(statuses.filter((status) => status === 200)).toHaveLength(100);
    expect(statuses.at(-1)).toBe(429);
    expect(await callStatus(second.access)).toBe(200);
    // A new pair of tokens is the same authorization.
    const { body } = await refresh(scene.application, first.refresh);
    expect(await callStatus(String(body["access_token"]))).toBe(429);
  });

  test("reaches its builder alone, in every operation that keys reach", async () => {
    const scene = await newScene({ shard: 1 });
    const stranger = new Client("", (await newKey(await newBuilder({ shard: 1 }))).key);
    const { body } = await stranger.post<{ id: string }>("/v1/projects", { code: "X", name: "Strange" });
    const { access } = await newTokens(scene);
    expect(await callStatus(access, `/v1/projects/${body.id}`)).toBe(404);
    const client = new Client(scene.builderId, access);
    const key = { "idempotency-key": "once" };
    const first = await client.post("/v1/projects", { code: "A", name: "A" }, key);
    const again = await client.post("/v1/projects", { code: "A", name: "A" }, key);
    expect(first.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect(again.headers.get("idempotent-replayed")).toBe("true");
  });
});

describe("authorized apps", () => {
  test("are listed with scopes, who granted, when and last use", async () => {
    const scene = await newScene();
    expect((await listApps(owner(scene))).data).toEqual([]);
    const first = await newTokens(scene, { scope: "read:projects" });
    await newTokens(scene, { scope: "read:vendors" });
    const other = await newScene();
    await newTokens({ ...other, application: scene.application });
    const { data, has_more } = await listApps(owner(scene));
    expect(has_more).toBe(false);
    expect(data).toHaveLength(1);
    expect(data[0]).toMatchObject({
      id: scene.application.id,
      name: "Draw Desk",
      developer: "Test user",
      scopes: ["read:projects", "read:vendors"],
      granted_by: { id: scene.user.id, email: scene.user.email },
      last_used_at: null,
    });
    expect(data[0]?.grants.map(({ scopes }) => scopes)).toEqual([["read:vendors"], ["read:projects"]]);
    await callStatus(first.access);
    await expect
      .poll(async () => (await listApps(owner(scene))).data[0]?.last_used_at, { timeout: 15_000, interval: 500 })
      .toEqual(expect.any(String));
  }, 20_000);

  test("come in pages, the latest authorized first", async () => {
    const scene = await newScene();
    const ids = [];
    for (let count = 0; count < 3; count += 1) {
      const application = await newApplication();
      await newTokens({ ...scene, application });
      ids.unshift(application.id);
    }
    const first = await listApps(owner(scene), "?limit=2");
    expect(first.data.map(({ id }) => id)).toEqual(ids.slice(0, 2));
    const second = await listApps(owner(scene), `?limit=2&cursor=${first.next_cursor ?? ""}`);
    expect(second.data.map(({ id }) => id)).toEqual(ids.slice(2));
  });
});

describe("revoking authorized apps", () => {
  test("ends every token, at once", async () => {
    const scene = await newScene();
    const [first, second] = [await newTokens(scene), await newTokens(scene)];
    expect([await callStatus(first.access), await callStatus(second.access)]).toEqual([200, 200]);
    const client = owner(scene);
    const path = `/v1/oauth/authorized-apps/${scene.application.id}`;
    expect((await client.delete(path)).status).toBe(204);
    expect([await callStatus(first.access), await callStatus(second.access)]).toEqual([401, 401]);
    expect((await refresh(scene.application, first.refresh)).body["error"]).toBe("invalid_grant");
    expect((await listApps(client)).data).toEqual([]);
    expect((await client.delete(path)).status).toBe(204);
  });

  test("one grant can be revoked alone", async () => {
    const scene = await newScene();
    const [first, second] = [await newTokens(scene), await newTokens(scene)];
    const client = owner(scene);
    const [app] = (await listApps(client)).data;
    const oldest = app?.grants.at(-1)?.id ?? "";
    expect((await client.delete(`/v1/oauth/authorized-apps/${oldest}`)).status).toBe(204);
    expect([await callStatus(first.access), await callStatus(second.access)]).toEqual([401, 200]);
  });

  test("is not for other builders, members or applications", async () => {
    const scene = await newScene();
    const { access } = await newTokens(scene);
    const path = `/v1/oauth/authorized-apps/${scene.application.id}`;
    const stranger = new Client("", (await newKey(await newBuilder())).key);
    expect((await stranger.delete(path)).status).toBe(404);
    const member = await newUser();
    await newMembership(member.id, scene.builderId, "member");
    expect((await new SessionClient(member, scene.builderId).delete(path)).status).toBe(403);
    expect((await new Client(scene.builderId, access).delete(path)).status).toBe(403);
    expect(await callStatus(access)).toBe(200);
  });
});

describe("ending authorizations", () => {
  const cases: [string, (scene: Scene) => Parameters<typeof endAuthorizations>[2]][] = [
    ["an application", ({ application }) => ({ applicationId: application.id })],
    ["a member of a builder", ({ user, builderId }) => ({ userId: user.id, builderId })],
    ["a builder", ({ builderId }) => ({ builderId })],
    ["an application at a builder", ({ application, builderId }) => ({ applicationId: application.id, builderId })],
  ];
  test.each(cases)("of %s ends every token of these and no other", async (_, where) => {
    const scene = await newScene();
    const other = await newScene();
    const [tokens, others] = [await newTokens(scene), await newTokens(other)];
    expect(await callStatus(tokens.access)).toBe(200);
    expect(await endAuthorizations(platformOf(env), env, where(scene))).toBe(1);
    expect(await callStatus(tokens.access)).toBe(401);
    expect((await refresh(scene.application, tokens.refresh)).body["error"]).toBe("invalid_grant");
    expect(await callStatus(others.access)).toBe(200);
    expect(await endAuthorizations(platformOf(env), env, where(scene))).toBe(0);
  });
});
