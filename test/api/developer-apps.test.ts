import { env, SELF } from "cloudflare:test";
import { expect, test } from "vitest";
import { newUserClient } from "../support/accounts";
import { type App, newApp, newDeveloper, register, upload } from "../support/developers";
import { jpeg, png } from "../support/images";
import { newClient } from "../support/harness";
import { sha256Hex } from "#lib/digest";

type Problem = { code: string; errors: { pointer: string }[] };

test("registers an application, reads, lists, changes and deletes it", async () => {
  const user = await newUserClient();
  const made = await user.post<App>("/v1/developer/apps", newApp);
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ state: "draft", is_published: false, type: "confidential" });
  expect(made.body.client_secret).toMatch(/^ross_cs_[0-9A-Za-z]{40}$/u);
  expect(made.body.client_id).toMatch(/^[0-9A-Za-z]{20,64}$/u);
  const path = `/v1/developer/apps/${made.body.id}`;
  expect(made.headers.get("location")).toBe(`/api${path}`);
  const { client_secret: secret, ...shown } = made.body;
  const read = await user.get<App>(path);
  expect(read.body).toEqual(shown);
  expect((await user.get<{ data: App[] }>("/v1/developer/apps")).body.data).toEqual([shown]);
  const changed = await user.patch<App>(path, { description: "New." }, { "if-match": read.headers.get("etag") ?? "" });
  expect(changed.body).toMatchObject({ description: "New.", name: "Acme Sync" });
  expect((await user.patch(path, { name: "X" }, { "if-match": read.headers.get("etag") ?? "" })).status).toBe(412);
  const row = await env.PLATFORM_DB.prepare("select client_secret_hash from oauth_applications where id = ?")
    .bind(made.body.id)
    .first<{ client_secret_hash: string }>();
  expect(row?.client_secret_hash).toBe(await sha256Hex(secret ?? ""));
  expect((await user.delete(path)).status).toBe(204);
  expect((await user.get(path)).status).toBe(404);
});

test("a public application has no secret and none to rotate", async () => {
  const { user, app } = await newDeveloper({ type: "public", redirect_uris: ["com.acme.app:/oauth"] });
  expect(app.client_secret).toBeNull();
  const rotated = await user.post<Problem>(`/v1/developer/apps/${app.id}/rotate-secret`);
  expect([rotated.status, rotated.body.code]).toEqual([409, "invalid_state"]);
});

test("an application is its developer's alone, and takes a session", async () => {
  const { app } = await newDeveloper();
  const other = await newUserClient();
  const path = `/v1/developer/apps/${app.id}`;
  expect((await other.get(path)).status).toBe(404);
  expect((await other.patch(path, { name: "Mine" })).status).toBe(404);
  expect((await other.delete(path)).status).toBe(404);
  expect((await other.post(`${path}/rotate-secret`)).status).toBe(404);
  expect((await upload(other, "PUT", `${path}/logo`, png(256, 256))).status).toBe(404);
  expect((await other.get<{ data: App[] }>("/v1/developer/apps")).body.data).toEqual([]);
  const withKey = await newClient();
  expect((await withKey.get("/v1/developer/apps")).status).toBe(401);
  expect((await SELF.fetch("https://rossos.test/api/v1/developer/apps")).status).toBe(401);
});

test.each([
  [{ redirect_uris: [] }, "/redirect_uris"],
  [{ redirect_uris: Array.from({ length: 11 }, (_, at) => `https://acme.dev/${at}`) }, "/redirect_uris"],
  [{ redirect_uris: ["https://acme.dev/", "https://acme.dev/"] }, "/redirect_uris/1"],
  [{ redirect_uris: ["https://acme.dev/", "javascript:alert(1)"] }, "/redirect_uris/1"],
  [{ redirect_uris: ["com.acme.app:/oauth"] }, "/redirect_uris/0"],
  [{ scopes: [] }, "/scopes"],
  [{ scopes: ["read:everything"] }, "/scopes/0"],
  [{ scopes: ["write:api_keys"] }, "/scopes/0"],
  [{ name: "" }, "/name"],
  [{ name: "x".repeat(101) }, "/name"],
  [{ type: "secret" }, "/type"],
  [{ homepage_url: "http://acme.dev/" }, "/homepage_url"],
  [{ homepage_url: "javascript:alert(1)" }, "/homepage_url"],
  [{ is_approved: true }, "/is_approved"],
  [{ access_ttl: 1 }, "/access_ttl"],
])("refuses %j", async (changes, pointer) => {
  const user = await newUserClient();
  const reply = await user.post<Problem>("/v1/developer/apps", { ...newApp, ...changes });
  expect([reply.status, reply.body.code]).toEqual([400, "invalid_request"]);
  expect(reply.body.errors.map((fault) => fault.pointer)).toContain(pointer);
});

test("a repeated registration with one Idempotency-Key makes one application", async () => {
  const user = await newUserClient();
  const key = { "idempotency-key": "register-1" };
  const first = await user.post<App>("/v1/developer/apps", newApp, key);
  const again = await user.post<App>("/v1/developer/apps", newApp, key);
  expect(again.body).toEqual(first.body);
  expect((await user.get<{ data: App[] }>("/v1/developer/apps")).body.data.length).toBe(1);
});

test("the secret is rotated with the chosen overlap", async () => {
  const { user, app } = await newDeveloper();
  const path = `/v1/developer/apps/${app.id}/rotate-secret`;
  const hashes = async () =>
    await env.PLATFORM_DB.prepare(
      "select client_secret_hash as now, previous_secret_hash as before, previous_secret_expires_at as until from oauth_applications where id = ?",
    )
      .bind(app.id)
      .first<{ now: string; before: string | null; until: number | null }>();
  const from = Date.now();
  const rotated = await user.post<App>(path, { overlap_hours: 2 });
  expect(rotated.status).toBe(200);
  expect(rotated.body.client_secret).not.toBe(app.client_secret);
  const kept = await hashes();
  expect(kept?.now).toBe(await sha256Hex(rotated.body.client_secret ?? ""));
  expect(kept?.before).toBe(await sha256Hex(app.client_secret ?? ""));
  expect(Math.abs((kept?.until ?? 0) - from - 7_200_000)).toBeLessThan(5000);
  await user.post(path, { overlap_hours: 0 });
  expect(await hashes()).toMatchObject({ before: null, until: null });
  expect((await user.post(path, { overlap_hours: 25 })).status).toBe(400);
  expect((await user.post(path, { overlap_hours: -1 })).status).toBe(400);
});

test("screenshots are measured by their bytes, whatever they are said to be", async () => {
  const { user, app } = await newDeveloper();
  const path = `/v1/developer/apps/${app.id}/screenshots`;
  const good: [Uint8Array, string, number][] = [
    [png(720, 480), "image/png", 720],
    [png(1920, 1080), "image/jpeg", 1920],
    [jpeg(1280, 800), "image/jpeg", 1280],
  ];
  for (const [bytes, type, width] of good) {
    const made = await upload<{ width: number }>(user, "POST", path, bytes, type);
    expect([made.status, made.body.width]).toEqual([201, width]);
  }
  for (const bytes of [png(719, 480), png(720, 479), png(1921, 1080), jpeg(1920, 1081)]) {
    const refused = await upload<Problem>(user, "POST", path, bytes);
    expect([refused.status, refused.body.code]).toEqual([400, "invalid_request"]);
  }
  const broken = [
    png(800, 600).slice(0, 40),
    png(800, 600).slice(0, -4),
    jpeg(800, 600).slice(0, 20),
    new Uint8Array(9),
  ];
  for (const bytes of broken) expect((await upload(user, "POST", path, bytes)).status).toBe(415);
  expect((await upload(user, "POST", path, png(800, 600), "image/svg+xml")).status).toBe(415);
  const wrong = { cookie: user.user.cookie, origin: "https://rossos.test", "content-digest": "sha-256=:AAAA:" };
  const spoilt = await SELF.fetch(`https://rossos.test/api${path}`, {
    method: "POST",
    headers: { ...wrong, "content-type": "image/png" },
    body: png(800, 600),
  });
  expect(spoilt.status).toBe(400);
  const listed = await user.get<{ data: { id: string; url: string }[] }>(path);
  expect(listed.body.data.length).toBe(3);
  const [first] = listed.body.data;
  const image = await SELF.fetch(`https://rossos.test${first?.url}`);
  expect([image.status, image.headers.get("content-type")]).toEqual([200, "image/png"]);
  expect(new Uint8Array(await image.arrayBuffer())).toEqual(png(720, 480));
  expect((await user.delete(`${path}/${first?.id}`)).status).toBe(204);
  expect((await SELF.fetch(`https://rossos.test${first?.url}`)).status).toBe(404);
});

test("an application has ten screenshots at most, also when all come at once", async () => {
  const { user, app } = await newDeveloper();
  const replies = await Promise.all(
    Array.from({ length: 12 }, () => upload(user, "POST", `/v1/developer/apps/${app.id}/screenshots`, png(800, 600))),
  );
  expect(replies.filter(({ status }) => status === 201).length).toBe(10);
  expect(replies.filter(({ status }) => status === 409).length).toBe(2);
});

test("a logo is square, and a new one takes the old one's place", async () => {
  const { user, app } = await newDeveloper();
  const path = `/v1/developer/apps/${app.id}/logo`;
  expect((await upload(user, "PUT", path, png(256, 255))).status).toBe(400);
  const first = await upload<{ url: string }>(user, "PUT", path, png(256, 256));
  const second = await upload<{ url: string }>(user, "PUT", path, png(512, 512));
  expect(first.status).toBe(200);
  expect((await user.get<App>(`/v1/developer/apps/${app.id}`)).body["logo_url"]).toBe(second.body.url);
  expect((await SELF.fetch(`https://rossos.test${first.body.url}`)).status).toBe(404);
  expect((await SELF.fetch(`https://rossos.test${second.body.url}`)).status).toBe(200);
});

test("a developer has fifty applications at most", async () => {
  const user = await newUserClient();
  await register(user);
  await env.PLATFORM_DB.prepare(
    `with recursive n(i) as (select 1 union all select i + 1 from n where i < 49)
 insert into oauth_applications (id, developer_id, name, description, client_id, type, redirect_uris, scopes, status, created_at, updated_at)
 select 'x' || i || ?1, ?1, 'x', '', 'x' || i || ?1, 'public', '[]', '[]', 'draft', 1, 1 from n`,
  )
    .bind(user.user.id)
    .run();
  expect((await user.post("/v1/developer/apps", newApp)).status).toBe(409);
});
