import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { applicationScopes } from "#modules/access";
import { scopeOf } from "../../src/api/v1/developer/operations";
import { newMembership, newUserClient, type SessionClient } from "../support/accounts";
import { type App, register, uploadScreenshots } from "../support/developers";
import { Client, eventually, newBuilder } from "../support/harness";
import {
  authorizeUrl,
  callStatus,
  exchange,
  newCode,
  newPkce,
  readConsent,
  type Scene,
  type TestApplication,
  visit,
} from "../support/oauth";
import { everyEndpoint } from "../support/walk";
import { type Check, internet, listing, type Review } from "../support/reviews";

type Health = { total_calls: number; rates: { kind: string; calls: number }[] };

// Counts are written every five seconds.
beforeEach(() => {
  const wait = scheduler.wait.bind(scheduler);
  vi.spyOn(scheduler, "wait").mockImplementation((ms) => wait(Math.min(ms, 100)));
});
afterEach(() => {
  vi.restoreAllMocks();
});

const SCOPES = ["read:projects", "write:projects"];
const redirect = { redirect_uri: "https://app.acme.dev/oauth/callback" };
const asClient = (app: App, developerId: string): TestApplication => ({
  id: app.id,
  clientId: app.client_id,
  secret: app.client_secret ?? "",
  developerId,
});

/** A developer with an application, and their own sandbox to try it in. */
async function newJourney() {
  const developer = await newUserClient();
  const app = await register(developer, { redirect_uris: [redirect.redirect_uri], scopes: SCOPES });
  const sandbox = await developer.get<{ id: string }>("/v1/developer/sandbox");
  const application = asClient(app, developer.user.id);
  const scene: Scene = { application, user: developer.user, builderId: sandbox.body.id };
  return { developer, app, application, scene };
}

/** Which builders the consent screen offers. */
async function offered(application: TestApplication, user: SessionClient): Promise<string[]> {
  const { challenge } = await newPkce();
  return readConsent(await (await visit(authorizeUrl(application, challenge, redirect), user.user)).text()).builders;
}

async function newToken(scene: Scene): Promise<string> {
  const { body } = await exchange(scene.application, await newCode(scene, redirect), redirect);
  return String(body["access_token"]);
}

/** Waits until so many calls of an application are counted. */
const counted = (app: { id: string }, calls: number) =>
  eventually(async () => {
    const sql = "select sum(calls) as n from api_usage where principal_id = ?";
    const found = await env.PLATFORM_DB.prepare(sql).bind(app.id).first<number | null>("n");
    return found !== null && found >= calls ? found : undefined;
  }, 10_000);

test("from registration over the sandbox and the review to any builder", { timeout: 30_000 }, async () => {
  const { developer, app, application, scene } = await newJourney();
  const owner = await newUserClient();
  const foreign = await newBuilder();
  await newMembership(owner.user.id, foreign, "owner");
  expect(await offered(application, owner)).not.toContain(foreign);
  expect(await offered(application, developer)).toEqual([scene.builderId]);

  const access = await newToken(scene);
  const client = new Client(scene.builderId, access);
  const projects = await client.get<{ data: { code: string }[] }>("/v1/projects");
  expect(projects.body.data.length).toBe(14);
  expect((await client.post("/v1/projects", { code: "APP-1", name: "By the application" })).status).toBe(201);
  const [event] = (
    await new Client("", undefined).get<{ data: object[] }>("/v1/events", {
      cookie: developer.user.cookie,
      "x-builder-id": scene.builderId,
    })
  ).body.data;
  expect(event).toMatchObject({ type: "project.created", environment: "sandbox" });
  await counted(app, 2);
  internet();
  const { body } = await developer.get<{ data: Check[] }>(`/v1/developer/apps/${app.id}/checks`);
  const byRule = Object.fromEntries(body.data.map(({ rule, status }) => [rule, status]));
  expect(byRule).toMatchObject({ R001: "passed", R005: "passed", R006: "passed" });

  const review = await developer.post<Review>(`/v1/developer/apps/${app.id}/submit`, {
    ...listing,
    screenshots: await uploadScreenshots(developer, app.id),
    scope_justifications: Object.fromEntries(SCOPES.map((scope) => [scope, "Keeps projects and ledger the same."])),
  });
  expect(review.body.checks.filter(({ status }) => status === "failed")).toEqual([]);
  const admin = await newUserClient({ isPlatformAdmin: true });
  await admin.post(`/v1/admin/app-reviews/${review.body.id}/claim`);
  await admin.post(`/v1/admin/app-reviews/${review.body.id}/decision`, { decision: "approved" });
  expect(await offered(application, owner)).toContain(foreign);

  const live = await newToken({ application, user: owner.user, builderId: foreign });
  expect(await callStatus(live)).toBe(200);
  expect((await developer.delete(`/v1/developer/apps/${app.id}`)).status).toBe(204);
  expect([await callStatus(live), await callStatus(access)]).toEqual([401, 401]);
});

test("after a rotation both secrets are good, after one without overlap the new one alone", async () => {
  const { developer, app, application, scene } = await newJourney();
  const path = `/v1/developer/apps/${app.id}/rotate-secret`;
  const status = async (secret: string | null) =>
    (await exchange({ ...application, secret: secret ?? "" }, await newCode(scene, redirect), redirect)).status;
  const second = await developer.post<App>(path, { overlap_hours: 1 });
  expect([await status(app.client_secret), await status(second.body.client_secret)]).toEqual([200, 200]);
  const third = await developer.post<App>(path, { overlap_hours: 0 });
  expect([await status(second.body.client_secret), await status(third.body.client_secret)]).toEqual([401, 200]);
});

test("the checks know the scope of every operation that applications may call", () => {
  const called = everyEndpoint.filter(({ endpoint }) => endpoint.scope && applicationScopes.includes(endpoint.scope));
  expect(new Set(called.map(({ endpoint }) => endpoint.scope))).toEqual(new Set(applicationScopes));
  // Applications are let into sandboxes, and do not reset them.
  const known = called.filter(({ endpoint }) => endpoint.operationId !== "resetSandbox");
  const usageName = (name: string) => name.replace(/^v1 /u, "").replace(" ", ".");
  expect(known.filter(({ name, endpoint }) => scopeOf(usageName(name)) !== endpoint.scope)).toEqual([]);
});

test("an application does not reset the sandbox it was let into", async () => {
  const { scene } = await newJourney();
  const client = new Client(scene.builderId, await newToken(scene));
  expect((await client.post("/v1/projects", { code: "APP-1", name: "Allowed" })).status).toBe(201);
  expect((await client.post("/v1/sandbox/reset")).status).toBe(403);
});

test("health counts what was refused for its age or its number, too", { timeout: 30_000 }, async () => {
  const { developer, app, scene } = await newJourney();
  await env.PLATFORM_DB.prepare("update builders set plan = 'starter' where id = ?").bind(scene.builderId).run();
  const access = await newToken(scene);
  const statuses = await Promise.all(Array.from({ length: 110 }, () => callStatus(access)));
  expect(statuses.filter((status) => status === 429).length).toBe(10);
  const expired = await newToken(scene);
  await env.PLATFORM_DB.prepare("update oauth_authorizations set access_expires_at = 1 where application_id = ?")
    .bind(app.id)
    .run();
  expect(await callStatus(expired)).toBe(401);
  await counted(app, 111);
  const health = await developer.get<Health>(`/v1/developer/apps/${app.id}/health`);
  const calls = Object.fromEntries(health.body.rates.map(({ kind, calls: count }) => [kind, count]));
  expect(calls).toMatchObject({ "429": 10, "401": 1 });
  expect(health.body.total_calls).toBe(111);
});

test("of later versions usage says so", { timeout: 20_000 }, async () => {
  const { developer, scene } = await newJourney();
  const access = await newToken(scene);
  expect(await callStatus(access, "/v2/projects")).toBe(200);
  await counted(scene.application, 1);
  const { results } = await env.PLATFORM_DB.prepare("select operation from api_usage where principal_id = ?")
    .bind(scene.application.id)
    .all<{ operation: string }>();
  expect(results.map(({ operation }) => operation)).toEqual(["v2.listProjects"]);
  expect((await developer.get(`/v1/developer/apps/${scene.application.id}/health`)).status).toBe(200);
});
