import { expect } from "vitest";
import { png } from "../../support/images";
import type { Answer, Api, Asked, Json } from "./api";
import { list } from "./records";
import type { World } from "./world";

const idOf = ({ body }: Answer): string => String(body["id"]);

/** Everything that a developer does with an application, and its review. */
export async function exerciseApps(api: Api, world: World): Promise<void> {
  const { session } = world.people.developer;
  const as = (asked: Asked = {}): Asked => ({ session, ...asked });
  const example = api.routeOf("createApp").operation.requestBody?.content["application/json"]?.example;
  const once = { "idempotency-key": "one-app" };
  const made = await api.does("createApp", 201, as({ body: example, headers: once }));
  await api.does("createApp", 201, as({ body: example, headers: once }));
  await list(api, "listApps", {}, { session });
  const params = { id: idOf(made) };
  const etag = (await api.does("getApp", 200, as({ params }))).headers.get("etag") ?? "";
  const change = { description: "Now with change orders.", redirect_uris: ["https://127.0.0.1:1/callback"] };
  await api.does("updateApp", 412, as({ params, body: change, headers: { "if-match": '"1"' } }));
  await api.refuses("updateApp", 400, as({ params, body: { redirect_uris: ["javascript:alert(1)"] } }));
  await api.does("updateApp", 200, as({ params, body: { name: "Acme Sync 2" }, headers: { "if-match": etag } }));
  await api.does("rotateAppSecret", 200, as({ params, body: { overlap_hours: 24 } }));
  await api.does("rotateAppSecret", 200, as({ params }));
  const screenshots = await exerciseAssets(api, world, params);
  await exerciseReview(api, world, params, screenshots);

  await api.does("getAppHealth", 200, as({ params, query: { environment: "sandbox" } }));
  const csv = await api.does<string>("getAppHealth", 200, as({ params, query: { format: "csv" } }));
  expect(csv.body).toMatch(/^day,calls,/u);
  await api.does("withdrawApp", 204, as({ params }));
  await api.does("withdrawApp", 409, as({ params }));
  await api.does("deleteApp", 412, as({ params, headers: { "if-match": '"1"' } }));
  await api.does("deleteApp", 204, as({ params }));
  await api.does("getApp", 404, as({ params }));
}

async function exerciseAssets(api: Api, world: World, params: { id: string }): Promise<string[]> {
  const { session } = world.people.developer;
  const image = (width: number, height: number): Asked => ({
    session,
    params,
    body: png(width, height),
    headers: { "content-type": "image/png" },
  });
  await api.sends("setAppLogo", 200, image(256, 256));
  await api.sends("setAppLogo", 400, image(256, 255));
  const ids: string[] = [];
  for (const width of [720, 1280, 1920, 721])
    ids.push(idOf(await api.sends("addAppScreenshot", 201, image(width, 480))));
  await api.sends("addAppScreenshot", 400, image(10, 10));
  const spare = ids.pop() ?? "";
  const all = await api.does<{ data: unknown[] }>("listAppScreenshots", 200, { session, params });
  expect(all.body.data).toHaveLength(4);
  const { headers } = await api.does("getAppAsset", 200, { key: null, params: { id: spare } });
  expect(headers.get("cache-control")).toContain("immutable");
  const known = { "if-none-match": headers.get("etag") ?? "" };
  await api.does("getAppAsset", 304, { key: null, params: { id: spare }, headers: known });
  await api.does("deleteAppScreenshot", 204, { session, params: { ...params, screenshot_id: spare } });
  await api.does("getAppAsset", 404, { key: null, params: { id: spare } });
  return ids;
}

async function exerciseReview(api: Api, world: World, params: { id: string }, screenshots: string[]): Promise<void> {
  const { session } = world.people.developer;
  const example = api.routeOf("saveAppListing").operation.requestBody?.content["application/json"]?.example as Json;
  await api.does("submitApp", 400, { session, params });
  await api.does("saveAppListing", 200, { session, params, body: { name: "Acme Sync" } });
  await api.does("getAppListing", 200, { session, params });
  await api.does("checkApp", 200, { session, params });
  const listing = { ...example, screenshots };
  const submitted = await api.does("submitApp", 201, { session, params, body: listing });
  await api.does("submitApp", 409, { session, params });
  await api.does("listAppReviews", 200, { session, params });
  const review = { ...params, review_id: idOf(submitted) };
  await api.does("getAppReview", 200, { session, params: review });
  await exerciseAdmin(api, world, { id: idOf(submitted) });
  expect((await api.does("getAppReview", 200, { session, params: review })).body).toMatchObject({ state: "approved" });
}

async function exerciseAdmin(api: Api, world: World, params: { id: string }): Promise<void> {
  const { session } = world.people.admin;
  await list(api, "listAdminAppReviews", {}, { session });
  const approve = { decision: "approved" };
  await api.does("decideAppReview", 409, { session, params, body: approve });
  await api.does("claimAppReview", 200, { session, params });
  await api.does("claimAppReview", 200, { session, params, body: { take_over: true } });
  const comment = { session, params, body: { body: "Looks good.", is_internal: true } };
  await api.does("commentAppReview", 201, comment);
  await api.does("decideAppReview", 400, { session, params, body: { decision: "rejected" } });
  const refused = await api.does("decideAppReview", 409, { session, params, body: approve });
  const failed = [...String(refused.body["detail"]).matchAll(/R\d{3}/gu)].map(([rule]) => rule);
  await api.does("decideAppReview", 200, { session, params, body: { ...approve, waived_rules: failed } });
  const { body } = await api.does<{ audit_log: unknown[] }>("getAdminAppReview", 200, { session, params });
  expect(body.audit_log.length).toBeGreaterThan(2);
}

/** The sandbox, keys of it, and the tester of receivers. */
export async function exerciseSandbox(api: Api, world: World): Promise<void> {
  const { developer, owner } = world.people;
  const { session } = developer;
  await api.does("getSandbox", 200, { session });
  const ofBuilder = { builder_id: world.builderId };
  await api.does("getSandbox", 404, { session, query: ofBuilder });
  await api.does("getSandbox", 200, { session: owner.session, query: ofBuilder });
  const body = { name: "CI", scopes: ["write:projects", "read:projects"] };
  const key = await api.does("createSandboxKey", 201, { session, body });
  await api.does("resetDeveloperSandbox", 200, { session });
  await api.does("resetSandbox", 200, { key: String(key.body["key"]) });
  await api.does("resetSandbox", 403);

  const test = { event_type: "invoice.approved", url: `${world.receiver.url}/200` };
  await api.does("testWebhookUrl", 200, { session, body: test });
  const checked = await api.does("testWebhookUrl", 200, { session, body: { ...test, check_verification: true } });
  expect(checked.body["verification"]).toMatchObject({ passed: false, accepted_right_signature: true });
  await api.does("testWebhookUrl", 400, { session, body: { ...test, event_type: "nothing.happened" } });
  await api.does("testWebhookUrl", 200, { session, body: { ...test, url: "http://127.0.0.1:1/" } });
}
