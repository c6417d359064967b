import { env } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { newId } from "#lib/ids";
import { newMemberClient, newUserClient, type SessionClient } from "../support/accounts";
import { expectProblem } from "../support/expect-problem";
import { Client, newBuilder } from "../support/harness";
import { authorize, emit, installation, newAppListing, seedCatalogue, useForAWeek } from "../support/listings";

type Review = { id: string; rating: number; answer: string | null; is_hidden?: boolean };
type Page = { data: (Review & { open_reports: number })[]; next_cursor: string | null };
type Ratings = { ratings: { average: number | null; count: number; score: number; histogram: number[] } };
type AuditRow = { action: string; actor_id: string };

const anyone = new Client("", undefined);
const at = (slug: string) => `/v1/marketplace/integrations/${slug}`;
const input = (rating: number) => ({ rating, title: "It works", body: "Nothing is typed twice." });
const ratingsOf = async (slug: string) => (await anyone.get<Ratings>(at(slug))).body.ratings;
const reviewsOf = async (slug: string, query = "") => (await anyone.get<Page>(`${at(slug)}/reviews${query}`)).body;

beforeAll(() => seedCatalogue());

async function newReviewer(slug: string, shard = 0): Promise<SessionClient> {
  const builderId = await newBuilder({ shard });
  await useForAWeek({ builderId, shard }, slug);
  return await newMemberClient("member", builderId);
}

async function reviewed(slug: string, rating = 5) {
  const reviewer = await newReviewer(slug);
  const reply = await reviewer.post<Review>(`${at(slug)}/review`, input(rating));
  expect(reply.status).toBe(201);
  return { reviewer, review: reply.body };
}

test("a builder reviews what it has used for a week, changes the review and deletes it", async () => {
  const slug = "box";
  const reviewer = await newReviewer(slug, 1);
  const path = `${at(slug)}/review`;
  expect((await reviewer.get(path)).body).toEqual({ review: null, eligible: true, reason: null, eligible_at: null });
  expectProblem(await reviewer.put(path, input(3)), "not_found");
  const made = await reviewer.post<Review>(path, input(4));
  expect([made.status, made.body]).toMatchObject([201, { rating: 4, author: "Test builder", integration: slug }]);
  expectProblem(await reviewer.post(path, input(5)), "already_exists");
  expect(await ratingsOf(slug)).toEqual({ average: 4, count: 1, score: 3.58, histogram: [0, 0, 0, 1, 0] });
  expect((await reviewer.put(path, input(2))).body).toMatchObject({ rating: 2, id: made.body.id });
  expect(await ratingsOf(slug)).toEqual({ average: 2, count: 1, score: 3.25, histogram: [0, 1, 0, 0, 0] });
  expect((await reviewsOf(slug)).data).toMatchObject([{ id: made.body.id, rating: 2 }]);
  expect((await reviewer.delete(path)).status).toBe(204);
  expectProblem(await reviewer.delete(path), "not_found");
  expect(await ratingsOf(slug)).toEqual({ average: null, count: 0, score: 3.5, histogram: [0, 0, 0, 0, 0] });
});

test("without a week and a success nobody reviews", async () => {
  const day = 86_400_000;
  const reasons: [string, (builderId: string) => Promise<unknown>][] = [
    ["not_installed", () => Promise.resolve()],
    ["too_early", (builderId) => emit({ builderId, shard: 0 }, "integration.installed", "box", Date.now() - 6.9 * day)],
    [
      "never_worked",
      (builderId) => emit({ builderId, shard: 0 }, "integration.installed", "box", Date.now() - 8 * day),
    ],
  ];
  for (const [reason, prepare] of reasons) {
    const builderId = await newBuilder();
    await prepare(builderId);
    if (reason !== "not_installed") await installation(builderId, "box", (row) => row.is_installed === 1);
    const member = await newMemberClient("owner", builderId);
    expect((await member.get<{ reason: string }>(`${at("box")}/review`)).body.reason).toBe(reason);
    expectProblem(await member.post(`${at("box")}/review`, input(1)), "invalid_state");
  }
  expectProblem(await (await newMemberClient("owner")).post(`${at("nope")}/review`, input(1)), "not_found");
});

test("a sandbox does not count, whatever happens in it", async () => {
  const builderId = await newBuilder({ environment: "sandbox" });
  const tenant = { builderId, shard: 0, environment: "sandbox" as const };
  await emit(tenant, "integration.installed", "box", Date.now() - 30 * 86_400_000);
  await emit(tenant, "integration.first_synced", "box", Date.now() - 29 * 86_400_000);
  // Told after it, and heard of: so the others were, too.
  const live = await newBuilder();
  await emit({ builderId: live, shard: 0 }, "integration.installed", "onedrive");
  await installation(live, "onedrive", (row) => row.is_installed === 1);
  const known = "select count(*) as n from integration_installations where builder_id = ?";
  expect(await env.PLATFORM_DB.prepare(known).bind(builderId).first("n")).toBe(0);
  const member = await newMemberClient("owner", builderId);
  expect((await member.get<{ reason: string }>(`${at("box")}/review`)).body.reason).toBe("sandbox");
});

test("for an application its authorization is the installation, and its use the success", async () => {
  const developer = await newUserClient();
  const { applicationId } = await newAppListing("rated-app", developer.user.id);
  const state = async (options: Parameters<typeof authorize>[2]) => {
    const builderId = await newBuilder();
    await authorize(applicationId, builderId, options);
    const member = await newMemberClient("owner", builderId);
    return (await member.get<{ reason: string | null }>(`${at("rated-app")}/review`)).body.reason;
  };
  expect(await state({ daysAgo: 2, used: true })).toBe("too_early");
  expect(await state({ daysAgo: 9 })).toBe("never_worked");
  expect(await state({ daysAgo: 9, used: true })).toBeNull();
});

test("reviews have pages, an order and a filter", async () => {
  const slug = "google-drive";
  for (const rating of [3, 5, 1, 5]) await reviewed(slug, rating);
  const ratings = (page: Page) => page.data.map(({ rating }) => rating);
  expect(ratings(await reviewsOf(slug))).toEqual([5, 1, 5, 3]);
  expect(ratings(await reviewsOf(slug, "?sort=-rating"))).toEqual([5, 5, 3, 1]);
  expect(ratings(await reviewsOf(slug, "?sort=rating&rating[gte]=3"))).toEqual([3, 5, 5]);
  const first = await reviewsOf(slug, "?sort=-rating&limit=3");
  expect(ratings(await reviewsOf(slug, `?sort=-rating&limit=3&cursor=${first.next_cursor}`))).toEqual([1]);
  expectProblem(await anyone.get(`${at("nope")}/reviews`), "not_found");
});

test("the developer answers, nobody else, and the writer is told", async () => {
  const developer = await newUserClient();
  const { applicationId } = await newAppListing("answered-app", developer.user.id);
  const builderId = await newBuilder();
  await authorize(applicationId, builderId, { daysAgo: 9, used: true });
  const writer = await newMemberClient("member", builderId);
  const review = await writer.post<Review>(`${at("answered-app")}/review`, input(2));
  const path = `${at("answered-app")}/reviews/${review.body.id}/answer`;
  const admin = await newUserClient({ isPlatformAdmin: true });
  for (const user of [writer, admin]) expectProblem(await user.put(path, { body: "No." }), "forbidden");
  expectProblem(await developer.put(`${at("box")}/reviews/${review.body.id}/answer`, { body: "x" }), "forbidden");
  expect((await developer.put(path, { body: "Mended." })).body).toMatchObject({ answer: "Mended." });
  expect((await reviewsOf("answered-app")).data[0]?.answer).toBe("Mended.");
  const notices = await writer.get<{ data: { kind: string; object_id: string }[] }>("/v1/notifications");
  expect(notices.body.data).toMatchObject([{ kind: "review_answered", object_id: review.body.id }]);
  expect((await developer.delete(path)).status).toBe(204);
  expect((await reviewsOf("answered-app")).data[0]?.answer).toBeNull();
  const ours = await reviewed("box");
  expect((await admin.put(`${at("box")}/reviews/${ours.review.id}/answer`, { body: "Thanks." })).status).toBe(200);
});

test("a reported review is hidden and restored by admins, counted accordingly, and written down", async () => {
  const slug = "outlook-calendar";
  const { reviewer, review } = await reviewed(slug, 1);
  await reviewed(slug, 5);
  const [reporter, admin] = [await newUserClient(), await newUserClient({ isPlatformAdmin: true })];
  const report = `${at(slug)}/reviews/${review.id}/report`;
  for (const user of [reporter, reporter, reviewer])
    expect((await user.post(report, { reason: "spam", note: "Twice." })).status).toBe(204);
  expectProblem(await reporter.post(report, { reason: "boring" }), "invalid_request");
  expectProblem(await reporter.get("/v1/admin/integration-reviews"), "forbidden");
  const queue = await admin.get<Page>("/v1/admin/integration-reviews?is_reported=true");
  expect(queue.body.data).toMatchObject([
    {
      id: review.id,
      integration_name: "Outlook Calendar",
      open_reports: 2,
      reports: [
        { reason: "spam", note: "Twice." },
        { reason: "spam", note: "Twice." },
      ],
    },
  ]);

  const path = `/v1/admin/integration-reviews/${review.id}`;
  expectProblem(await admin.post(`${path}/restore`), "invalid_state");
  expect((await admin.post(`${path}/hide`, { reason: "Names a person." })).body).toMatchObject({
    is_hidden: true,
    reports: [],
  });
  expectProblem(await admin.post(`${path}/hide`, { reason: "Again." }), "invalid_state");
  expect(await ratingsOf(slug)).toMatchObject({ average: 5, count: 1, histogram: [0, 0, 0, 0, 1] });
  expect((await reviewsOf(slug)).data.map(({ id }) => id)).not.toContain(review.id);
  expect((await admin.get<Page>("/v1/admin/integration-reviews?is_reported=true")).body.data).toEqual([]);
  const own = await reviewer.get<{ review: Review }>(`${at(slug)}/review`);
  expect(own.body.review).toMatchObject({ is_hidden: true, hidden_reason: "Names a person." });
  // Neither a change nor a deletion gets around it.
  await reviewer.put(`${at(slug)}/review`, input(2));
  expectProblem(await reviewer.delete(`${at(slug)}/review`), "invalid_state");
  expect(await ratingsOf(slug)).toMatchObject({ count: 1 });

  expect((await admin.post(`${path}/restore`)).body).toMatchObject({ is_hidden: false });
  expect(await ratingsOf(slug)).toMatchObject({ average: 3.5, count: 2, histogram: [0, 1, 0, 0, 1] });
  const { results } = await env.PLATFORM_DB.prepare(
    "select action, actor_id from audit_log where subject_type = 'integration_review' and subject_id = ? order by id",
  )
    .bind(review.id)
    .all<AuditRow>();
  expect(results).toEqual([
    { action: "integration_review.hidden", actor_id: admin.user.id },
    { action: "integration_review.restored", actor_id: admin.user.id },
  ]);
});

test.each([
  [{ rating: 0, title: "a", body: "b" }, "/rating"],
  [{ rating: 6, title: "a", body: "b" }, "/rating"],
  [{ rating: 2.5, title: "a", body: "b" }, "/rating"],
  [{ rating: 3, title: " ", body: "b" }, "/title"],
  [{ rating: 3, title: "a".repeat(101), body: "b" }, "/title"],
  [{ rating: 3, title: "a", body: "b\u0000" }, "/body"],
  [{ rating: 3, title: "a", body: "b", stars: 5 }, "/stars"],
])("refuses the review %j", async (body, pointer) => {
  const member = await newMemberClient("member");
  expect(
    expectProblem(await member.post(`${at("box")}/review`, body), "invalid_request").errors.map(
      (fault) => fault.pointer,
    ),
  ).toContain(pointer);
});

test("counts and means are exact after everything happened at once", async () => {
  const slug = "hubspot";
  const reviewers = await Promise.all(Array.from({ length: 12 }, (_, index) => newReviewer(slug, index % 2)));
  const path = `${at(slug)}/review`;
  // Everyone writes three times at once: one review each stays.
  const made = await Promise.all(
    reviewers.flatMap((reviewer, index) => [1, 2, 3].map(() => reviewer.post<Review>(path, input(1 + (index % 5))))),
  );
  expect(made.filter(({ status }) => status === 201).length).toBe(12);
  expect(made.filter(({ status }) => status === 409).length).toBe(24);
  const others = await Promise.all(Array.from({ length: 10 }, () => newBuilder()));
  const now = Date.now();
  await Promise.all([
    ...reviewers.slice(0, 6).map((reviewer, index) => reviewer.put(path, input(5 - (index % 5)))),
    ...reviewers.slice(6, 9).map((reviewer) => reviewer.delete(path)),
    ...others.flatMap((builderId, index) => [
      emit({ builderId, shard: 0 }, "integration.installed", slug, now),
      ...(index % 2 === 0 ? [emit({ builderId, shard: 0 }, "integration.uninstalled", slug, now + 1)] : []),
      ...(index % 4 === 0 ? [emit({ builderId, shard: 0 }, "integration.installed", slug, now + 2)] : []),
    ]),
  ]);
  for (const [index, builderId] of others.entries())
    await installation(builderId, slug, (row) => row.is_installed === (index % 4 === 0 || index % 2 === 1 ? 1 : 0));

  const truth = await env.PLATFORM_DB.prepare(
    `select count(*) as n, sum(rating) as total, sum(rating = 1) as one, sum(rating = 2) as two, sum(rating = 3) as three,
 sum(rating = 4) as four, sum(rating = 5) as five from integration_reviews where slug = ?`,
  )
    .bind(slug)
    .first<Record<string, number>>();
  const { n = 0, total = 0, one = 0, two = 0, three = 0, four = 0, five = 0 } = truth ?? {};
  expect(n).toBe(9);
  const round = (value: number) => Math.round(value * 100) / 100;
  const ratings = await ratingsOf(slug);
  expect(ratings).toMatchObject({ average: round(total / n), count: n, histogram: [one, two, three, four, five] });
  expect(ratings.score).toBeCloseTo((17.5 + total) / (5 + n), 2);
  const installed = await env.PLATFORM_DB.prepare(
    "select count(*) as n from integration_installations where slug = ? and is_installed = 1",
  )
    .bind(slug)
    .first("n");
  expect(installed).toBe(12 + 8);
  expect((await anyone.get<{ install_count: number }>(at(slug))).body.install_count).toBe(installed);
});

test("events are applied once and in their order, in whatever order they come", async () => {
  const { applyInstallEvents } = await import("#modules/listings");
  const builderId = await newBuilder();
  const base = Date.now() - 1_000_000;
  const stored: [string, string, number][] = [
    [newId(base + 2000), "integration.installed", base + 2000],
    [newId(base + 500), "integration.first_synced", base + 500],
    [newId(base + 1000), "integration.uninstalled", base + 1000],
    [newId(base), "integration.installed", base],
  ];
  const insert = env.TENANT_DB_0.prepare(
    "insert into events (builder_id, id, type, object_id, data, created_at, pending_since) values (?, ?, ?, ?, ?, ?, ?)",
  );
  for (const [id, type, time] of stored) {
    // As when each comes alone, and twice.
    await insert.bind(builderId, id, type, id, JSON.stringify({ slug: "salesforce" }), time, time).run();
    for (const _ of [1, 2]) await applyInstallEvents(env, [{ shard: 0, builderId, eventIds: [id] }]);
    await env.TENANT_DB_0.prepare("update events set pending_since = null where id = ?").bind(id).run();
  }
  const row = await installation(builderId, "salesforce", () => true);
  expect(row).toEqual({
    installed_at: base + 2000,
    uninstalled_at: null,
    first_success_at: base + 500,
    is_installed: 1,
  });
  expect((await anyone.get<{ install_count: number }>(at("salesforce"))).body.install_count).toBe(1);
});
