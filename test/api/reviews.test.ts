import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { addBusinessDays } from "#lib/business-days";
import { notifyOverdue } from "#modules/app-reviews";
import { newUserClient } from "../support/accounts";
import { type App, newDeveloper } from "../support/developers";
import { addUsage, type Check, internet, listing as text, readyApp, type Review } from "../support/reviews";

type Problem = { code: string; errors: { pointer: string; detail: string }[] };
type AuditLine = { action: string; actor_id: string; detail: Record<string, unknown> };
type Detail = Review & { comments: { body: string; is_internal: boolean }[]; audit_log: AuditLine[] };

beforeEach(() => internet());
afterEach(() => {
  vi.restoreAllMocks();
});

const newAdmin = () => newUserClient({ isPlatformAdmin: true });
const stateOf = async (appId: string) =>
  await env.PLATFORM_DB.prepare("select status, is_approved, is_published from oauth_applications where id = ?")
    .bind(appId)
    .first<{ status: string; is_approved: number; is_published: number }>();
const listingOf = async (appId: string) =>
  await env.PLATFORM_DB.prepare("select * from integration_listings where application_id = ?")
    .bind(appId)
    .first<Record<string, unknown>>();

async function submitted() {
  const ready = await readyApp();
  const reply = await ready.user.post<Review>(`/v1/developer/apps/${ready.app.id}/submit`, ready.listing);
  expect(reply.status).toBe(201);
  return { ...ready, review: reply.body };
}

test("from submission to the marketplace", async () => {
  const from = Date.now();
  const { user, app, review, listing } = await submitted();
  expect(review).toMatchObject({ state: "submitted", round: 1, is_overdue: false });
  expect(review.checks.map(({ rule, status }) => [rule, status])).toEqual([
    ["R001", "passed"],
    ["R002", "passed"],
    ["R003", "passed"],
    ["R004", "not_applicable"],
    ["R005", "passed"],
    ["R006", "passed"],
  ]);
  expect(Date.parse(review.due_at)).toBe(addBusinessDays(from, 5));
  expect((await user.get<App>(`/v1/developer/apps/${app.id}`)).body.state).toBe("submitted");

  const admin = await newAdmin();
  const path = `/v1/admin/app-reviews/${review.id}`;
  const queue = await admin.get<{ data: Review[] }>("/v1/admin/app-reviews?state=submitted");
  expect(queue.body.data.map(({ id }) => id)).toEqual([review.id]);
  const claimed = await admin.post<Review>(`${path}/claim`);
  expect(claimed.body).toMatchObject({ state: "in_review", claimed_by: admin.user.id });
  expect(claimed.body["in_review_at"]).not.toBeNull();
  expect((await user.get<App>(`/v1/developer/apps/${app.id}`)).body.state).toBe("in_review");
  expect((await admin.post(`${path}/comments`, { body: "Nice icons.", is_internal: true })).status).toBe(201);
  expect((await admin.post(`${path}/comments`, { body: "Step 3 is unclear." })).status).toBe(201);

  const decided = await admin.post<Review>(`${path}/decision`, { decision: "approved", note: "Well done." });
  expect(decided.status).toBe(200);
  expect(decided.body).toMatchObject({ state: "approved", note: "Well done.", decided_by: admin.user.id });
  expect(decided.body["approved_at"]).not.toBeNull();
  expect(await stateOf(app.id)).toEqual({ status: "approved", is_approved: 1, is_published: 1 });
  expect(await listingOf(app.id)).toMatchObject({
    name: "Acme Sync",
    slug: "acme-sync",
    category: "accounting",
    tagline: text.tagline,
    long_description: text.summary,
    pricing_type: "paid",
    price_monthly_cents: 2900,
    developer_id: user.user.id,
    is_active: 1,
    screenshots: JSON.stringify(listing.screenshots.map((id) => `/api/v1/app-assets/${id}`)),
  });

  const mine = await user.get<Detail>(`/v1/developer/apps/${app.id}/reviews/${review.id}`);
  expect(mine.body.comments.map(({ body }) => body)).toEqual(["Step 3 is unclear.", "Well done."]);
  const detail = await admin.get<Detail>(path);
  expect(detail.body.comments.length).toBe(3);
  expect(detail.body.audit_log.map(({ action, actor_id: actor }) => [action, actor])).toEqual([
    ["app_review.approved", admin.user.id],
    ["app_review.commented", admin.user.id],
    ["app_review.commented", admin.user.id],
    ["app_review.claimed", admin.user.id],
    ["app_review.submitted", user.user.id],
  ]);
});

test("changes are requested, and the next round may be approved", async () => {
  const { user, app, review } = await submitted();
  const admin = await newAdmin();
  const path = `/v1/admin/app-reviews/${review.id}`;
  await admin.post(`${path}/claim`);
  const silent = await admin.post<Problem>(`${path}/decision`, { decision: "changes_requested" });
  expect([silent.status, silent.body.errors[0]?.pointer]).toEqual([400, "/note"]);
  const asked = await admin.post<Review>(`${path}/decision`, {
    decision: "changes_requested",
    note: "New logo, please.",
  });
  expect(asked.body["changes_requested_at"]).not.toBeNull();
  expect((await user.get<App>(`/v1/developer/apps/${app.id}`)).body.state).toBe("changes_requested");
  const again = await user.post<Review>(`/v1/developer/apps/${app.id}/submit`, { tagline: "Now with a logo" });
  expect([again.status, again.body.round]).toEqual([201, 2]);
  expect(again.body["listing"]).toMatchObject({ tagline: "Now with a logo", summary: text.summary });
  const rounds = await user.get<{ data: Review[] }>(`/v1/developer/apps/${app.id}/reviews`);
  expect(rounds.body.data.map(({ round, state }) => [round, state])).toEqual([
    [2, "submitted"],
    [1, "changes_requested"],
  ]);
});

test("a rejected application may be submitted again; an approved one or one under review may not", async () => {
  const { user, app, review } = await submitted();
  const submit = () => user.post<Problem>(`/v1/developer/apps/${app.id}/submit`);
  expect((await submit()).body.code).toBe("invalid_state");
  const admin = await newAdmin();
  await admin.post(`/v1/admin/app-reviews/${review.id}/claim`);
  await admin.post(`/v1/admin/app-reviews/${review.id}/decision`, { decision: "rejected", note: "Not for builders." });
  expect(await stateOf(app.id)).toEqual({ status: "rejected", is_approved: 0, is_published: 0 });
  expect(await listingOf(app.id)).toBeNull();
  expect((await submit()).status).toBe(201);
});

test("of submissions that come at once one succeeds", async () => {
  const { user, app, listing } = await readyApp();
  const replies = await Promise.all([1, 2, 3, 4].map(() => user.post(`/v1/developer/apps/${app.id}/submit`, listing)));
  expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([201, 409, 409, 409]);
});

test.each([
  [{ name: "n".repeat(31) }, "/name"],
  [{ tagline: "t".repeat(41) }, "/tagline"],
  [{ summary: "short" }, "/summary"],
  [{ summary: "s".repeat(2001) }, "/summary"],
  [{ category: "games" }, "/category"],
  [{ screenshots: [] }, "/screenshots"],
  [{ setup_guide_url: "http://acme.dev/setup" }, "/setup_guide_url"],
  [{ setup_guide_url: "javascript:alert(1)" }, "/setup_guide_url"],
  [{ support_email: "nobody" }, "/support_email"],
  [{ pricing_type: "paid", price_monthly_cents: null }, "/price_monthly_cents"],
  [
    { scope_justifications: { "read:vendors": "We would like to see them all." } },
    "/scope_justifications/read:vendors",
  ],
  [{ webhook_url: "https://10.0.0.1/" }, "/webhook_url"],
  [{ is_featured: true }, "/is_featured"],
])("a listing with %j is refused", async (changes, pointer) => {
  const { user, app, listing } = await readyApp();
  const reply = await user.post<Problem>(`/v1/developer/apps/${app.id}/submit`, { ...listing, ...changes });
  expect([reply.status, reply.body.code]).toEqual([400, "invalid_request"]);
  expect(reply.body.errors.map((fault) => fault.pointer)).toContain(pointer);
});

test("other people's screenshots are none of the application's", async () => {
  const [mine, theirs] = await Promise.all([readyApp(), readyApp()]);
  const reply = await mine.user.post<Problem>(`/v1/developer/apps/${mine.app.id}/submit`, theirs.listing);
  expect([reply.status, reply.body.errors[0]?.pointer]).toEqual([400, "/screenshots/0"]);
});

test("the checks run any time, and say what fails", async () => {
  vi.restoreAllMocks();
  internet(() => new Response("gone", { status: 404 }));
  const { user, app } = await newDeveloper();
  const report = async () => {
    const { body } = await user.get<{ data: Check[] }>(`/v1/developer/apps/${app.id}/checks`);
    return Object.fromEntries(body.data.map(({ rule, status }) => [rule, status]));
  };
  expect(await report()).toEqual({
    R001: "failed",
    R002: "failed",
    R003: "failed",
    R004: "not_applicable",
    R005: "failed",
    R006: "failed",
  });
  const saved = await user.call("PUT", `/v1/developer/apps/${app.id}/listing`, {
    scope_justifications: text.scope_justifications,
    webhook_url: "https://acme.dev/hook",
  });
  expect(saved.status).toBe(200);
  // Live calls are no proof; sandbox calls are.
  await addUsage(app.id, [["listProjects", 200, 5]], { builderId: "01900000-0000-7000-8000-000000000001" });
  expect(await report()).toMatchObject({ R002: "passed", R004: "failed", R005: "failed", R006: "failed" });
  await addUsage(app.id, [
    ["listProjects", 200, 5],
    ["approveInvoice", 200, 1],
  ]);
  expect(await report()).toMatchObject({ R005: "passed", R006: "passed" });
});

test("failing checks reach the reviewer, who approves only by waiving them", async () => {
  vi.restoreAllMocks();
  internet(() => new Response("down", { status: 503 }));
  const { app, review } = await submitted();
  expect(review.checks.find(({ rule }) => rule === "R001")?.status).toBe("failed");
  const admin = await newAdmin();
  const path = `/v1/admin/app-reviews/${review.id}`;
  await admin.post(`${path}/claim`);
  const refused = await admin.post<Problem>(`${path}/decision`, { decision: "approved" });
  expect([refused.status, refused.body.code]).toEqual([409, "invalid_state"]);
  expect(refused.body.errors[0]?.detail).toMatch(/^R001: https:\/\/app\.acme\.dev\/oauth\/callback: It answered 503/u);
  const waived = await admin.post<Review>(`${path}/decision`, { decision: "approved", waived_rules: ["R001"] });
  expect(waived.body.state).toBe("approved");
  const { audit_log: log } = (await admin.get<Detail>(path)).body;
  expect(log[0]).toMatchObject({ action: "app_review.approved", detail: { waived_rules: ["R001"] } });
  expect((await stateOf(app.id))?.is_approved).toBe(1);
});

test("only platform admins review, and only who claimed decides", async () => {
  const { user, review } = await submitted();
  const path = `/v1/admin/app-reviews/${review.id}`;
  for (const [method, at, body] of [
    ["GET", "/v1/admin/app-reviews", undefined],
    ["GET", path, undefined],
    ["POST", `${path}/claim`, {}],
    ["POST", `${path}/comments`, { body: "Approved!" }],
    ["POST", `${path}/decision`, { decision: "approved" }],
  ] as const) {
    expect((await user.call(method, at, body)).status).toBe(403);
  }
  const [first, second] = await Promise.all([newAdmin(), newAdmin()]);
  expect((await first.post<Problem>(`${path}/decision`, { decision: "approved" })).body.code).toBe("invalid_state");
  const claims = await Promise.all([first.post(`${path}/claim`), second.post(`${path}/claim`)]);
  expect(claims.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
  const taken = await second.post<Review>(`${path}/claim`, { take_over: true });
  expect(taken.body["claimed_by"]).toBe(second.user.id);
  expect((await first.post(`${path}/decision`, { decision: "approved" })).status).toBe(409);
  const decisions = await Promise.all([1, 2, 3].map(() => second.post(`${path}/decision`, { decision: "approved" })));
  expect(decisions.filter(({ status }) => status === 200).length).toBe(1);
  expect((await first.post(`${path}/claim`)).status).toBe(409);
});

test("what is under review or approved keeps its scopes and redirect URIs", async () => {
  const { user, app } = await submitted();
  const path = `/v1/developer/apps/${app.id}`;
  const scopes = await user.patch<Problem>(path, { scopes: ["read:projects", "write:payments"] });
  expect([scopes.status, scopes.body.code]).toEqual([409, "invalid_state"]);
  expect((await user.patch(path, { redirect_uris: ["https://evil.dev/"] })).status).toBe(409);
  expect((await user.patch(path, { description: "Better." })).status).toBe(200);
  expect((await user.patch(path, { scopes: ["write:invoices", "read:projects"] })).status).toBe(200);
  expect((await user.post(`${path}/withdraw`)).status).toBe(204);
  expect((await user.patch(path, { scopes: ["read:projects"] })).status).toBe(200);
});

test("a withdrawn or deleted application leaves the review and the marketplace", async () => {
  const { user, app, review } = await submitted();
  const path = `/v1/developer/apps/${app.id}`;
  const admin = await newAdmin();
  await admin.post(`/v1/admin/app-reviews/${review.id}/claim`);
  expect((await user.post(`${path}/withdraw`)).status).toBe(204);
  expect((await admin.post(`/v1/admin/app-reviews/${review.id}/decision`, { decision: "approved" })).status).toBe(409);
  const second = await user.post<Review>(`${path}/submit`);
  await admin.post(`/v1/admin/app-reviews/${second.body.id}/claim`);
  expect((await admin.post(`/v1/admin/app-reviews/${second.body.id}/decision`, { decision: "approved" })).status).toBe(
    200,
  );
  const shot = (await user.get<{ data: { id: string }[] }>(`${path}/screenshots`)).body.data[0]?.id;
  expect((await user.delete(`${path}/screenshots/${shot}`)).status).toBe(409);
  expect((await user.post(`${path}/withdraw`)).status).toBe(204);
  expect(await stateOf(app.id)).toEqual({ status: "draft", is_approved: 0, is_published: 0 });
  expect((await listingOf(app.id))?.["is_active"]).toBe(0);
  expect((await user.delete(path)).status).toBe(204);
  expect((await env.FILES.list({ prefix: `apps/${app.id}/` })).objects).toEqual([]);
});

test("two listings of one name have different addresses", async () => {
  const slugs: unknown[] = [];
  for (let at = 0; at < 2; at += 1) {
    const { app, review } = await submitted();
    const admin = await newAdmin();
    await admin.post(`/v1/admin/app-reviews/${review.id}/claim`);
    await admin.post(`/v1/admin/app-reviews/${review.id}/decision`, { decision: "approved" });
    slugs.push((await listingOf(app.id))?.["slug"]);
  }
  expect(new Set(slugs).size).toBe(2);
  for (const slug of slugs) expect(slug).toMatch(/^acme-sync/u);
});

test("overdue submissions are flagged, and told of once a day", async () => {
  const admin = await newAdmin();
  const { review, user, app } = await submitted();
  const late = Date.parse(review.due_at) + 1;
  expect(await notifyOverdue(env, late - 2)).toBe(0);
  const logged = vi.spyOn(console, "info").mockImplementation(() => undefined);
  expect(await notifyOverdue(env, late)).toBeGreaterThanOrEqual(1);
  const mails = logged.mock.calls.map(([line]) => JSON.parse(String(line)) as { message: string; to?: string });
  expect(mails.filter(({ message }) => message === "mail").map(({ to }) => to)).toContain(admin.user.email);
  expect(await notifyOverdue(env, late + 3_600_000 - 2)).toBe(0);
  expect(await notifyOverdue(env, late + 86_400_000)).toBeGreaterThanOrEqual(1);
  await env.PLATFORM_DB.prepare("update app_reviews set due_at = 1 where id = ?").bind(review.id).run();
  const flagged = await admin.get<Review>(`/v1/admin/app-reviews/${review.id}`);
  expect(flagged.body.is_overdue).toBe(true);
  await user.post(`/v1/developer/apps/${app.id}/withdraw`);
  const after = await user.get<{ data: Review[] }>(`/v1/developer/apps/${app.id}/reviews`);
  expect(after.body.data[0]).toMatchObject({ state: "withdrawn", is_overdue: false });
});

test("the criteria are public", async () => {
  const anyone = await newUserClient();
  const reply = await anyone.get<{ review_days: number; data: { id: string }[] }>("/v1/developer/review-criteria", {
    cookie: "",
  });
  expect([reply.status, reply.body.review_days]).toEqual([200, 5]);
  expect(reply.body.data.map(({ id }) => id)).toContain("R001");
});
