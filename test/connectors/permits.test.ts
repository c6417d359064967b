import { env } from "cloudflare:test";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runAction } from "#modules/actions";
import { permitOutcomes, permitSinks } from "#modules/permits";
import { createContext } from "../../src/context";
import { expectProblem } from "../support/expect-problem";
import { type Client, eventually, newClient } from "../support/harness";
import { installPermits, newJurisdiction, newSite, registerPermits } from "../support/permits";
import { json, jobContext, noWaiting, type Sent, Upstream } from "../support/upstream";

type Permit = Record<string, unknown> & { id: string; status: string; request_id: string | null; install_id: string };
type Line = { status: string | null; status_text: string; at: string; source: string };
type Page<T> = { data: T[] };

let taken: string[];
let mood: "well" | "down" | "refuses" | "hangs";
let upstream: Upstream;
const answer = (reference: string) => json({ id: `A-${reference}`, number: `N-${reference}`, status: "Received" });

beforeEach(() => {
  taken = [];
  mood = "well";
  upstream = new Upstream(async (sent: Sent) => {
    if (sent.url.pathname === "/me") return json({ ok: true });
    if (mood === "down") return json({}, 503);
    if (mood === "refuses") return json({ detail: "no" }, 400);
    const last = sent.url.pathname.split("/").at(-1) ?? "";
    if (sent.method === "GET") return taken.includes(last) ? answer(last) : json({}, 404);
    const { reference } = JSON.parse(sent.body) as { reference: string };
    while (mood === "hangs") await scheduler.wait(10);
    taken.push(reference);
    return answer(reference);
  });
});
afterEach(() => {
  upstream.end();
  vi.useRealTimers();
});

type Scene = { client: Client; slug: string; install: string; jurisdiction: string; project: string; shard: number };

async function scene(shard = 0): Promise<Scene> {
  const slug = registerPermits();
  const client = await newClient({ shard });
  const install = await installPermits(client, slug);
  const jurisdiction = await newJurisdiction(slug);
  return { client, slug, install, jurisdiction, project: await newSite(client), shard };
}

const draft = async ({ client, jurisdiction, project }: Scene, more: object = {}): Promise<Permit> => {
  const input = { project_id: project, jurisdiction_id: jurisdiction, title: "House", record_type: "BLD", ...more };
  const { status, body } = await client.post<Permit>("/v1/permits", input);
  expect(status).toBe(201);
  return body;
};
const show = async ({ client }: Scene, id: string) => (await client.get<Permit>(`/v1/permits/${id}`)).body;
const lines = async ({ client }: Scene, id: string) =>
  (await client.get<Page<Line>>(`/v1/permits/${id}/statuses`)).body.data;
const reached = (at: Scene, id: string, status: string) =>
  eventually(async () => {
    const found = await show(at, id);
    return found.status === status ? found : undefined;
  });
const notices = async ({ client }: Scene) =>
  (await client.get<Page<{ kind: string; title: string; body: string }>>("/v1/notifications")).body.data;
const eventsOf = async ({ client }: Scene, id: string) =>
  (await client.get<Page<{ type: string; data: { id: string } }>>("/v1/events?sort=created_at")).body.data
    .filter(({ data }) => data.id === id)
    .map(({ type }) => type);

/** The next attempt of what is waiting, now. */
async function again(at: Scene, { request_id: requestId }: Permit): Promise<void> {
  const db = at.shard === 0 ? env.TENANT_DB_0 : env.TENANT_DB_1;
  await db
    .prepare("update action_requests set next_attempt_at = 1 where id = ? and next_attempt_at is not null")
    .bind(requestId)
    .run();
  const ctx = await jobContext(at.client, at.install, at.shard);
  await runAction(ctx, { installId: at.install, requestId: requestId ?? "" }, permitOutcomes);
}

test("a permit is filed from its project's data, and what it says of itself follows", async () => {
  const at = await scene(1);
  const { id } = await draft(at, { parcel_number: "100-2" });
  const form = (await at.client.get<Record<string, unknown>>(`/v1/permits/${id}/application`)).body;
  expect(form).toMatchObject({ can_submit: true, missing: [], reason: null });
  const sent = await at.client.post<Permit>(`/v1/permits/${id}/submit`, {
    forms: [{ id: "F", values: { Stories: 2 } }],
  });
  expect([sent.status, sent.body.status, sent.body["filing"]]).toEqual([200, "submitting", "electronic"]);
  const filed = await reached(at, id, "application_accepted");
  expect(filed).toMatchObject({ number: `N-${id}`, authority_id: `A-${id}`, status_text: "Received" });
  const body = JSON.parse(upstream.sent.find(({ method }) => method === "POST")?.body ?? "{}") as object;
  expect(body).toMatchObject({
    reference: id,
    record_type: "BLD",
    name: "House",
    description: "A house by the harbour.",
    address: { street_number: "12", street_name: "Harbor Road", city: "Amity", state: "NY", postal_code: "11930" },
    applicant: { name: "Test builder", company: "Test builder" },
    job_value_cents: 40_000_000,
    forms: [{ id: "F", values: { Stories: 2 } }],
  });
  expect(await lines(at, id)).toMatchObject([
    { status: "application_accepted", status_text: "Received", source: "submission" },
  ]);
  expect(await eventsOf(at, id)).toEqual(
    expect.arrayContaining([
      "permit.created",
      "permit.submission_started",
      "permit.submitted",
      "permit.status_changed",
    ]),
  );
  expectProblem(await at.client.post(`/v1/permits/${id}/submit`), "invalid_state");
  expect(taken).toEqual([id]);
});

test("what is missing is named field by field, and nothing is sent", async () => {
  const at = await scene();
  const project = await newSite(at.client, {
    address_line1: "Harbor Road",
    city: null,
    description: null,
    contract_amount_cents: 0,
  });
  const { id } = await draft(at, { project_id: project, record_type: null });
  const refused = expectProblem(await at.client.post(`/v1/permits/${id}/submit`), "invalid_request");
  expect(refused.errors.map(({ pointer }) => pointer)).toEqual([
    "/record_type",
    "/project/address_line1",
    "/project/city",
    "/description",
    "/job_value_cents",
  ]);
  const { body } = await at.client.get<{ missing: unknown[] }>(`/v1/permits/${id}/application`);
  expect(body.missing).toHaveLength(5);
  expect((await show(at, id)).status).toBe("draft");
  expect(upstream.sent.filter(({ method }) => method === "POST")).toHaveLength(0);
});

test("a jurisdiction that cannot be filed with says why, and the permit goes on by hand with all its data", async () => {
  const at = await scene();
  const { id } = await draft(at, { jurisdiction_id: await newJurisdiction(null), parcel_number: "100-2" });
  expectProblem(await at.client.post(`/v1/permits/${id}/submit`), "invalid_state", /no electronic applications/u);
  const manual = (await at.client.post<Permit>(`/v1/permits/${id}/manual`)).body;
  expect(manual).toMatchObject({ status: "manual", filing: "manual", parcel_number: "100-2", record_type: "BLD" });
  const { body: form } = await at.client.get<Record<string, Record<string, unknown>>>(`/v1/permits/${id}/application`);
  expect(form["jurisdiction"]).toMatchObject({ portal_url: "https://amity.example/permits" });
  expect(form["application"]).toMatchObject({ parcel_number: "100-2", contractor: { name: "Test builder" } });
  const status = { status: "in_review", status_text: "Plan check", number: "26-7", at: "2026-05-04" };
  const noted = await at.client.post<Permit>(`/v1/permits/${id}/statuses`, status);
  expect(noted.body).toMatchObject({ status: "in_review", number: "26-7", status_at: "2026-05-04" });
  expect(await eventsOf(at, id)).toEqual(expect.arrayContaining(["permit.submitted", "permit.status_changed"]));
});

test("the builder hears of the first failure with the way out, and taking it loses nothing", async () => {
  const at = await scene();
  mood = "down";
  const { id } = await draft(at);
  await at.client.post(`/v1/permits/${id}/submit`, { forms: [{ id: "F", values: { Stories: 2 } }] });
  const waiting = await eventually(async () => {
    const found = await show(at, id);
    return found["submission_error"] === null ? undefined : found;
  });
  expect(waiting.status).toBe("submitting");
  await again(at, waiting);
  const told = (await notices(at)).filter(({ kind }) => kind === "action_delayed");
  expect(told).toHaveLength(1);
  expect(told[0]?.body).toContain("https://amity.example/permits");
  const manual = await at.client.post<Permit>(`/v1/permits/${id}/manual`);
  expect(manual.body).toMatchObject({ status: "manual", record_type: "BLD" });
  mood = "well";
  await again(at, waiting);
  expect(taken).toEqual([]);
  const { body } = await at.client.get<{ application: { forms: unknown } }>(`/v1/permits/${id}/application`);
  expect(body.application.forms).toEqual([{ id: "F", values: { Stories: 2 } }]);
  // It may be filed electronically after all, under the same key.
  await at.client.post(`/v1/permits/${id}/submit`);
  await again(at, waiting);
  expect(await reached(at, id, "application_accepted")).toMatchObject({ request_id: waiting.request_id });
  expect(taken).toEqual([id]);
});

test("an attempt that gets through after the builder went on by hand is told of, and not lost", async () => {
  const at = await scene();
  mood = "hangs";
  const { id } = await draft(at);
  await at.client.post(`/v1/permits/${id}/submit`);
  await eventually(async () => upstream.sent.find(({ method }) => method === "POST"));
  expect((await at.client.post<Permit>(`/v1/permits/${id}/manual`)).body.status).toBe("manual");
  // Nobody would hear of it any more.
  expectProblem(await at.client.delete(`/v1/permits/${id}`), "invalid_state", /attempt to file/u);
  mood = "well";
  const filed = await reached(at, id, "application_accepted");
  expect(filed).toMatchObject({ number: `N-${id}`, filing: "electronic" });
  expect((await notices(at)).map(({ title }) => title)).toContain("House was filed electronically after all");
});

test("what the authority refuses is final, can be put right, and is looked for before it is filed again", async () => {
  const at = await scene();
  mood = "refuses";
  const { id } = await draft(at);
  await at.client.post(`/v1/permits/${id}/submit`);
  const failed = await eventually(async () => {
    const found = await show(at, id);
    if (found["submission_error"] === null) return undefined;
    return found;
  });
  await env.TENANT_DB_0.prepare("update action_requests set expires_at = 1 where id = ?").bind(failed.request_id).run();
  if (failed.status === "submitting") await again(at, failed);
  expect((await show(at, id)).status).toBe("submission_failed");
  taken.push(id);
  mood = "well";
  expect((await at.client.patch(`/v1/permits/${id}`, { title: "Bigger house" })).status).toBe(200);
  await at.client.post(`/v1/permits/${id}/submit`);
  await reached(at, id, "application_accepted");
  expect(taken).toEqual([id]);
});

test("statuses that come late go into the history and change nothing; those of the system follow by number", async () => {
  const at = await scene();
  const { id } = await draft(at);
  await at.client.post(`/v1/permits/${id}/manual`);
  const enter = (status: string, day: string, more: object = {}) =>
    at.client.post<Permit>(`/v1/permits/${id}/statuses`, { status, at: day, ...more });
  await enter("permit_issued", "2026-05-10", { number: "26-8" });
  const late = await enter("in_review", "2026-05-01", { status_text: "Review" });
  expect(late.body).toMatchObject({ status: "permit_issued", issued_on: "2026-05-10" });
  expect((await lines(at, id)).map(({ status }) => status)).toEqual(["in_review", "permit_issued"]);
  const future = expectProblem(await enter("permit_finaled", "2999-01-01"), "invalid_request");
  expect(future.errors[0]?.pointer).toBe("/at");

  const tenant = { builderId: at.client.builderId, shard: 0, environment: "live" as const, plan: "" };
  const ctx = createContext(env, noWaiting, tenant, { type: "system", job: "test" });
  const permit = {
    number: "26-8",
    reference: null,
    type: null,
    description: null,
    status: "inspection_phase",
    status_text: "Framing inspection",
    status_at: "2026-06-01",
    applied_at: "2026-04-01",
    issued_at: null,
    completed_at: null,
    expires_at: "2027-05-10",
    address: null,
    job_value_cents: null,
    fees_due_cents: 5000,
  };
  const from = { installId: at.install, slug: at.slug };
  const apply = async (data: object) => {
    const { writes } = (await permitSinks.permit?.(ctx, from, {
      changed: [{ id: "X1", data: { ...permit, ...data }, isNew: true }],
      gone: [],
    })) ?? { writes: [] };
    await env.TENANT_DB_0.batch([...writes]);
  };
  await apply({});
  expect(await show(at, id)).toMatchObject({
    status: "inspection_phase",
    status_text: "Framing inspection",
    authority_id: "X1",
    fees_due_cents: 5000,
    expires_on: "2027-05-10",
    issued_on: "2026-05-10",
  });
  await apply({ status: "in_review", status_text: "Corrections", status_at: "2026-05-20" });
  expect((await show(at, id)).status).toBe("inspection_phase");
  expect((await lines(at, id))[0]).toMatchObject({ status_text: "Corrections", source: "api" });
  expect((await notices(at)).map(({ title }) => title)).toContain("House: Framing inspection");
});

test("a permit that is filed cannot be changed, deleted or filed again; one that is withdrawn stays so", async () => {
  const at = await scene();
  const { id } = await draft(at);
  await at.client.post(`/v1/permits/${id}/submit`);
  await reached(at, id, "application_accepted");
  const frozen = expectProblem(await at.client.patch(`/v1/permits/${id}`, { title: "Other" }), "invalid_state");
  expect(frozen.errors[0]?.pointer).toBe("/title");
  expect((await at.client.patch(`/v1/permits/${id}`, { notes: "Ask for Hooper." })).status).toBe(200);
  expectProblem(await at.client.delete(`/v1/permits/${id}`), "invalid_state");
  expectProblem(await at.client.post(`/v1/permits/${id}/manual`), "invalid_state");
  expect((await at.client.post<Permit>(`/v1/permits/${id}/withdraw`)).body.status).toBe("withdrawn");
  expectProblem(await at.client.post(`/v1/permits/${id}/statuses`, { status: "in_review" }), "invalid_state");
  const unknown = { project_id: at.project, jurisdiction_id: at.project, title: "X" };
  const refused = expectProblem(await at.client.post("/v1/permits", unknown), "invalid_request");
  expect(refused.errors[0]?.pointer).toBe("/jurisdiction_id");
});

test("the requests made for one jurisdiction are those of its agency", async () => {
  const at = await scene();
  const { id } = await draft(at);
  await at.client.post(`/v1/permits/${id}/submit`);
  await reached(at, id, "application_accepted");
  const calls = await eventually(async () => {
    const { data } = (await at.client.get<Page<{ endpoint: string }>>(`/v1/jurisdictions/${at.jurisdiction}/calls`))
      .body;
    return data.some(({ endpoint }) => endpoint === "file") ? data : undefined;
  });
  expect(calls.map(({ endpoint }) => endpoint)).toContain("file");
  const none = await at.client.get<Page<unknown>>(`/v1/jurisdictions/${await newJurisdiction(null)}/calls`);
  expect(none.body.data).toEqual([]);
});
