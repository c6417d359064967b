import { env } from "cloudflare:test";
import { beforeAll, expect, test } from "vitest";
import { newId } from "#lib/ids";
import { type HealthSample, purgeHealth, recordHealth } from "#modules/integration-health";
import { platformOf } from "../../src/context";
import { newUserClient } from "../support/accounts";
import { expectProblem } from "../support/expect-problem";
import { Client } from "../support/harness";
import { seedCatalogue } from "../support/listings";

type Incident = {
  id: string;
  is_open: boolean;
  duration_seconds: number;
  closed_at: string | null;
  updates: { body: string }[];
};
type Page = { data: Incident[]; next_cursor: string | null };
type Window = {
  window: string;
  calls: number;
  failures: Record<string, number>;
  error_rate: number | null;
  p50_ms: number | null;
  p95_ms: number | null;
  last_success_at: string | null;
};
type Day = { date: string; calls: number; failed: number; p95_ms: number | null };
type Health = { versions: { version: string; windows: Window[] }[]; days: Day[] };

const anyone = new Client("", undefined);
const MINUTE = 60_000;

beforeAll(() => seedCatalogue());

/** As the runtime opens and closes them. */
async function newIncident(slug: string, openedAt: number, closedAt: number | null = null): Promise<string> {
  const id = newId(openedAt);
  await env.PLATFORM_DB.prepare(
    "insert into integration_incidents (id, slug, cause, title, opened_at, closed_at) values (?, ?, 'breaker', 'It does not answer', ?, ?)",
  )
    .bind(id, slug, openedAt, closedAt)
    .run();
  return id;
}

test("incidents are public, with their duration and the news that admins write", async () => {
  const now = Date.now();
  const past = await newIncident("accela-permits", now - 600 * MINUTE, now - 580 * MINUTE);
  const open = await newIncident("accela-permits", now - 30 * MINUTE);
  await newIncident("mapbox", now - MINUTE);
  const list = await anyone.get<Page>("/v1/marketplace/incidents?integration=accela-permits");
  expect(list.body.data.map(({ id, is_open: isOpen }) => [id, isOpen])).toEqual([
    [open, true],
    [past, false],
  ]);
  expect(list.body.data[1]).toMatchObject({
    duration_seconds: 1200,
    closed_at: new Date(now - 580 * MINUTE).toISOString(),
  });
  expect(list.body.data[0]?.duration_seconds).toBeGreaterThanOrEqual(1800);
  const stillOpen = await anyone.get<Page>("/v1/marketplace/incidents?is_open=true&limit=1");
  expect(stillOpen.body.data.map(({ is_open: isOpen }) => isOpen)).toEqual([true]);
  const next = await anyone.get<Page>(
    `/v1/marketplace/incidents?is_open=true&limit=1&cursor=${stillOpen.body.next_cursor}`,
  );
  expect(next.body.data.map(({ id }) => id)).toEqual([open]);

  const [admin, user] = [await newUserClient({ isPlatformAdmin: true }), await newUserClient()];
  const path = `/v1/admin/incidents/${open}/updates`;
  expectProblem(await user.post(path, { body: "x" }), "forbidden");
  expectProblem(await admin.post(`/v1/admin/incidents/${newId(now)}/updates`, { body: "x" }), "not_found");
  expectProblem(await admin.post(path, { body: " " }), "invalid_request");
  expect((await admin.post(path, { body: "They know of it." })).status).toBe(201);
  const second = await admin.post<Incident>(path, { body: "They have mended it." });
  expect(second.body.updates.map(({ body }) => body)).toEqual(["They have mended it.", "They know of it."]);
  const detail = await anyone.get<Incident>(`/v1/marketplace/incidents/${open}`);
  expect(detail.body.updates).toEqual(second.body.updates);
  const listing = await anyone.get<{ incidents: Incident[] }>("/v1/marketplace/integrations/accela-permits");
  expect(listing.body.incidents.map(({ id }) => id)).toEqual([open, past]);
  const audited = await env.PLATFORM_DB.prepare("select count(*) as n from audit_log where subject_id = ?")
    .bind(open)
    .first("n");
  expect(audited).toBe(2);
  expectProblem(await anyone.get(`/v1/marketplace/incidents/${newId(now)}`), "not_found");
});

const sample = (change: Partial<HealthSample>): HealthSample => ({
  slug: "xero",
  version: "v1",
  at: Date.now(),
  ms: 80,
  outcome: "ok",
  ...change,
});
const ctx = () => ({ platform: platformOf(env) });
const healthOf = async (slug: string) =>
  (await anyone.get<Health>(`/v1/marketplace/integrations/${slug}/health`)).body.versions;

test("nothing is told where nothing was called", async () => {
  expect(await healthOf("yodlee")).toEqual([]);
  expect((await anyone.get("/v1/marketplace/integrations/yodlee")).body["health"]).toBeNull();
  expectProblem(await anyone.get("/v1/marketplace/integrations/nope/health"), "not_found");
  await recordHealth(ctx(), []);
});

const between = (value: number | null | undefined, low: number, high: number): boolean =>
  typeof value === "number" && value >= low && value <= high;

test("health is counted by version and window, whoever counts at the same time", async () => {
  const now = Date.now();
  const batches: HealthSample[][] = [
    Array.from({ length: 80 }, () => sample({ at: now - MINUTE, ms: 80 })),
    Array.from({ length: 15 }, () => sample({ at: now - 2 * MINUTE, ms: 800 })),
    [
      ...Array.from({ length: 3 }, () => sample({ at: now, ms: 20_000, outcome: "transient" })),
      sample({ at: now, outcome: "config" }),
      sample({ at: now, outcome: "contract" }),
    ],
    [sample({ at: now - 300 * MINUTE, outcome: "system" }), sample({ at: now - 26 * 60 * MINUTE })],
    [
      sample({ at: now - 31 * 24 * 60 * MINUTE }),
      sample({ version: "v2", at: now - 29 * 24 * 60 * MINUTE, outcome: "transient" }),
    ],
  ];
  await Promise.all(batches.map((samples) => recordHealth(ctx(), samples)));
  const versions = await healthOf("xero");
  expect(versions.map(({ version }) => version)).toEqual(["v2", "v1"]);
  const [second, first] = versions.map(({ windows }) => windows) as [Window[], Window[]];
  expect(first[0]).toMatchObject({
    window: "1h",
    calls: 100,
    failures: { config: 1, transient: 3, contract: 1, system: 0 },
    error_rate: 0.04,
    last_success_at: new Date(now - MINUTE).toISOString(),
  });
  // 82 of 100 calls lie between 50 and 100 ms, and 95 of them below 1 s.
  expect(between(first[0]?.p50_ms, 51, 100)).toBe(true);
  expect(between(first[0]?.p95_ms, 751, 1000)).toBe(true);
  expect(first.map(({ calls, failures }) => [calls, failures["system"]])).toEqual([
    [100, 0],
    [101, 1],
    [102, 1],
  ]);
  expect(second.map(({ calls, error_rate: rate, last_success_at: last }) => [calls, rate, last])).toEqual([
    [0, null, null],
    [0, null, null],
    [1, 1, null],
  ]);
  const listing = await anyone.get<{ health: { calls: number; error_rate: number } }>(
    "/v1/marketplace/integrations/xero",
  );
  expect(listing.body.health).toMatchObject({ calls: 101, error_rate: 0.0495 });
});

test("health is told for each of the last 30 days, of all versions together", async () => {
  const now = Date.now();
  const [today, before] = [now - (now % (24 * 60 * MINUTE)), now - 29 * 24 * 60 * MINUTE];
  const slug = "mapbox";
  await recordHealth(ctx(), [
    sample({ slug, at: today, ms: 80 }),
    sample({ slug, at: today, version: "v2", outcome: "transient" }),
    sample({ slug, at: today, outcome: "config" }),
    sample({ slug, at: before, outcome: "contract" }),
    sample({ slug, at: before - 2 * 24 * 60 * MINUTE }),
  ]);
  const { days } = (await anyone.get<Health>(`/v1/marketplace/integrations/${slug}/health`)).body;
  expect(days).toHaveLength(30);
  expect(days.at(-1)).toMatchObject({ date: new Date(now).toISOString().slice(0, 10), calls: 3, failed: 1 });
  expect(days[0]).toMatchObject({ date: new Date(before).toISOString().slice(0, 10), calls: 1, failed: 1 });
  expect(days.slice(1, -1).every(({ calls, p95_ms: p95 }) => calls === 0 && p95 === null)).toBe(true);
});

test("counts that are kept no longer go", async () => {
  const now = Date.now();
  const old = [
    sample({ slug: "mx", at: now - 3 * 24 * 60 * MINUTE }),
    sample({ slug: "mx", at: now - 40 * 24 * 60 * MINUTE }),
  ];
  await recordHealth(ctx(), [...old, sample({ slug: "mx", at: now })]);
  const rows = () =>
    env.PLATFORM_DB.prepare(
      "select width, count(*) as n from integration_health where slug = 'mx' group by width",
    ).all();
  expect((await rows()).results).toEqual([
    { width: 300, n: 3 },
    { width: 3600, n: 3 },
  ]);
  expect(await purgeHealth(platformOf(env), now)).toBeGreaterThanOrEqual(3);
  expect((await rows()).results).toEqual([
    { width: 300, n: 1 },
    { width: 3600, n: 2 },
  ]);
});
