import { env } from "cloudflare:test";
import { expect, test } from "vitest";
import { newMemberClient, newUserClient, type SessionClient } from "../support/accounts";
import { callWith, withMethods } from "../support/direct";
import { Client, newBuilder, newClient } from "../support/harness";

type Row = Record<string, unknown> & { id: string };
type List = { data: Row[]; has_more: boolean };
type Sandbox = { id: string; builder_id: string | null; user_id: string | null; environment: string };

async function testClient(user: SessionClient, query = ""): Promise<Client> {
  const made = await user.post<{ key: string }>(`/v1/developer/sandbox/keys${query}`, { name: "CI" });
  expect(made.status).toBe(201);
  return new Client("", made.body.key);
}

async function all(client: Client, path: string): Promise<Row[]> {
  const rows: Row[] = [];
  for (let cursor = ""; ;) {
    const page = await client.get<List & { next_cursor: string | null }>(`/v1/${path}?limit=100${cursor}`);
    expect(page.status).toBe(200);
    rows.push(...page.body.data);
    if (!page.body.next_cursor) return rows;
    cursor = `&cursor=${page.body.next_cursor}`;
  }
}

const sum = (rows: readonly Row[], name: string): number => rows.reduce((total, row) => total + Number(row[name]), 0);

test("a developer's sandbox is made once, on first use", async () => {
  const developer = await newUserClient();
  const answers = await Promise.all([1, 2, 3].map(() => developer.get<Sandbox>("/v1/developer/sandbox")));
  expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1);
  expect(answers[0]?.body).toMatchObject({ environment: "sandbox", user_id: developer.user.id, builder_id: null });
  const left = await Promise.all(
    [env.TENANT_DB_0, env.TENANT_DB_1].map((db) =>
      db.prepare("select count(distinct builder_id) as n from projects").first<{ n: number }>(),
    ),
  );
  expect(left.reduce((total, row) => total + (row?.n ?? 0), 0)).toBe(1);
});

test("a builder's sandbox is shared by its members, and by nobody else", async () => {
  const owner = await newMemberClient("owner");
  const query = `?builder_id=${owner.builderId}`;
  const sandbox = await owner.get<Sandbox>(`/v1/developer/sandbox${query}`);
  expect(sandbox.body).toMatchObject({ builder_id: owner.builderId, user_id: null });
  const member = await newMemberClient("member", owner.builderId);
  expect((await member.get<Sandbox>(`/v1/developer/sandbox${query}`)).body.id).toBe(sandbox.body.id);
  expect((await member.post(`/v1/developer/sandbox/reset${query}`)).status).toBe(403);
  expect((await member.post("/v1/sandbox/reset", {}, { "x-builder-id": sandbox.body.id })).status).toBe(403);
  expect((await owner.post("/v1/sandbox/reset", {}, { "x-builder-id": sandbox.body.id })).status).toBe(200);
  expect((await member.post(`/v1/developer/sandbox/keys${query}`, { name: "x" })).status).toBe(403);
  const stranger = await newUserClient();
  expect((await stranger.get(`/v1/developer/sandbox${query}`)).status).toBe(404);
  expect((await owner.get(`/v1/developer/sandbox?builder_id=${sandbox.body.id}`)).status).toBe(404);
  expect((await owner.get("/v1/projects", { "x-builder-id": sandbox.body.id })).status).toBe(200);
});

test("a sandbox that was made without records is filled on first use, and stays empty when emptied", async () => {
  const owner = await newMemberClient("owner");
  const made = await newBuilder({ environment: "sandbox", shard: 1 });
  await env.PLATFORM_DB.prepare("update builders set sandbox_of = ? where id = ?").bind(owner.builderId, made).run();
  const path = `/v1/developer/sandbox?builder_id=${owner.builderId}`;
  expect((await owner.get<Sandbox>(path)).body.id).toBe(made);
  const inside = { "x-builder-id": made };
  expect((await owner.get<List>("/v1/projects", inside)).body.data.length).toBe(14);
  const tables = [
    "documents",
    "payments",
    "invoice_line_items",
    "invoices",
    "change_orders",
    "budget_lines",
    "budgets",
  ];
  const rest = ["schedule_tasks", "schedules", "projects", "clients", "vendors", "cost_codes"];
  await owner.post("/v1/clients", { name: "Someone" }, inside);
  await env.TENANT_DB_1.batch(
    [...tables, ...rest].map((table) =>
      env.TENANT_DB_1.prepare(`delete from ${table} where builder_id = ?`).bind(made),
    ),
  );
  await owner.get(path);
  expect((await owner.get<List>("/v1/projects", inside)).body.data).toEqual([]);
});

test("a sandbox whose filling failed is nobody's loss: it is filled the next time, by one of many", async () => {
  const owner = await newMemberClient("owner");
  const path = `/v1/developer/sandbox?builder_id=${owner.builderId}`;
  const batch = () => Promise.reject(new Error("D1_ERROR: D1 DB is overloaded."));
  const failing = {
    TENANT_DB_0: withMethods(env.TENANT_DB_0, { batch }),
    TENANT_DB_1: withMethods(env.TENANT_DB_1, { batch }),
  };
  expect((await callWith(failing, owner.request("GET", path))).status).toBe(503);
  const rows = async () => {
    const counts = [env.TENANT_DB_0, env.TENANT_DB_1].map((db) =>
      db.prepare("select count(distinct builder_id) as builders, count(*) as n from projects").first(),
    );
    return await Promise.all(counts);
  };
  const before = await rows();
  const made = await Promise.all([1, 2, 3].map(() => owner.get<Sandbox>(path)));
  const [id] = made.map(({ body }) => body.id);
  expect(made.map(({ body }) => body.id)).toEqual([id, id, id]);
  const inside = await owner.get<List>("/v1/projects", { "x-builder-id": id ?? "" });
  expect(inside.body.data.length).toBe(14);
  const after = await rows();
  const sum = (counts: typeof after, name: string) => counts.reduce((total, row) => total + Number(row?.[name]), 0);
  expect([sum(after, "builders") - sum(before, "builders"), sum(after, "n") - sum(before, "n")]).toEqual([1, 14]);
  // The files of those who lost the race are gone with what they wrote.
  const files = (await env.FILES.list({ prefix: `documents/${id}/` })).objects.length;
  const documents = await owner.get<List>("/v1/documents?limit=100", { "x-builder-id": id ?? "" });
  expect(documents.body.has_more).toBe(false);
  expect(files).toBe(documents.body.data.filter(({ status }) => status === "uploaded").length);
});

test("it is filled with a business whose numbers agree to the cent", async () => {
  const client = await testClient(await newUserClient());
  const projects = await all(client, "projects");
  expect(projects.length).toBeGreaterThanOrEqual(12);
  expect(new Set(projects.map(({ status }) => status)).size).toBe(7);
  const invoices = await all(client, "invoices");
  expect(new Set(invoices.map(({ status }) => status))).toEqual(
    new Set(["draft", "approved", "partially_paid", "paid", "void"]),
  );
  const payments = await all(client, "payments");
  for (const invoice of invoices) {
    const paid = payments.filter((payment) => payment["invoice_id"] === invoice.id);
    expect(sum(paid, "amount_cents")).toBe(invoice["paid_cents"]);
  }
  const budgets = await all(client, "budgets");
  const lines = (await Promise.all(budgets.map(({ id }) => client.get<{ lines: Row[] }>(`/v1/budgets/${id}`)))).flatMap(
    ({ body }) => body.lines,
  );
  const open = invoices.filter(({ status }) => status === "approved" || status === "partially_paid");
  expect(sum(lines, "actual_cents")).toBe(sum(payments, "amount_cents"));
  expect(sum(lines, "committed_cents")).toBe(sum(open, "total_cents") - sum(open, "paid_cents"));
  const orders = await all(client, "change-orders");
  const approved = orders.filter(({ status }) => status === "approved");
  expect(sum(lines, "approved_changes_cents")).toBe(sum(approved, "amount_cents"));
  expect(new Set(orders.map(({ status }) => status)).size).toBe(4);
  expect((await all(client, "schedules")).length).toBe(12);
  expect((await all(client, "vendors")).length).toBeGreaterThanOrEqual(12);
  expect((await all(client, "clients")).length).toBeGreaterThanOrEqual(12);
});

test("its records obey the rules of the API, and its documents have content", async () => {
  const client = await testClient(await newUserClient());
  const [approved] = (await client.get<List>("/v1/invoices?status=approved")).body.data;
  const paid = await client.post("/v1/payments", {
    invoice_id: approved?.id,
    amount_cents: approved?.["total_cents"],
    paid_on: "2026-11-22",
  });
  expect(paid.status).toBe(201);
  const [submitted] = (await client.get<List>("/v1/change-orders?status=submitted")).body.data;
  expect((await client.post(`/v1/change-orders/${submitted?.id}/approve`)).status).toBe(200);
  const document = (await client.get<List>("/v1/documents")).body.data.find(({ status }) => status === "uploaded");
  const content = await client.get<string>(`/v1/documents/${document?.id}/content`);
  expect(content.body.startsWith("%PDF-1.4")).toBe(true);
  expect(content.body.length).toBe(document?.["size_bytes"]);
  for (const path of ["projects", "invoices", "change-orders", "schedules", "documents", "vendors", "clients"]) {
    const [first] = (await client.get<List>(`/v1/${path}?created_at[lte]=${new Date().toISOString()}`)).body.data;
    expect((await client.get(`/v1/${path}/${first?.id}`)).status).toBe(200);
  }
});

test("a reset restores it within five seconds and keeps keys and webhooks", async () => {
  const user = await newUserClient();
  const client = await testClient(user);
  const hook = await client.post<Row>("/v1/webhooks", { url: "http://127.0.0.1:9/hook", events: ["project.*"] });
  const made = await client.post<Row>("/v1/projects", { code: "MINE-1", name: "Mine" });
  const before = await all(client, "projects");
  const oldDocument = (await all(client, "documents")).find(({ status }) => status === "uploaded");
  const from = Date.now();
  const reset = await user.post<{ records: Record<string, number> }>("/v1/developer/sandbox/reset");
  expect(Date.now() - from).toBeLessThan(5000);
  expect([reset.status, reset.body.records["projects"]]).toEqual([200, 14]);
  expect((await client.get(`/v1/projects/${made.body.id}`)).status).toBe(404);
  const after = await all(client, "projects");
  expect(after.length).toBe(before.length - 1);
  const codes = (rows: readonly Row[]) => new Set(rows.map(({ code }) => code));
  expect(codes([...after, { id: "", code: "MINE-1" }])).toEqual(codes(before));
  expect((await client.get(`/v1/webhooks/${hook.body.id}`)).status).toBe(200);
  expect((await client.get<List>("/v1/events")).body.data).toEqual([]);
  const keys = await env.FILES.list({ limit: 1000 });
  expect(keys.objects.some(({ key }) => key.includes(oldDocument?.id ?? "none"))).toBe(false);
  const again = await client.post<{ records: Record<string, number> }>("/v1/sandbox/reset");
  expect([again.status, again.body.records["projects"]]).toEqual([200, 14]);
});

test("a full sandbox is reset within five seconds, too", { timeout: 60_000 }, async () => {
  const user = await newUserClient();
  const sandbox = await user.get<Sandbox>("/v1/developer/sandbox");
  const row = await env.PLATFORM_DB.prepare("select shard from builders where id = ?")
    .bind(sandbox.body.id)
    .first<{ shard: number }>();
  const db = row?.shard === 1 ? env.TENANT_DB_1 : env.TENANT_DB_0;
  await db
    .prepare(
      `with recursive n(i) as (select 1 union all select i + 1 from n where i < 20000)
 insert into clients (builder_id, id, name, kind, version, created_at, updated_at)
 select ?1, printf('018f3a5e-0000-7000-8000-%012x', i), 'Client ' || i, 'person', 1, 1, 1 from n`,
    )
    .bind(sandbox.body.id)
    .run();
  const from = Date.now();
  expect((await user.post("/v1/developer/sandbox/reset")).status).toBe(200);
  expect(Date.now() - from).toBeLessThan(5000);
});

test("live and sandbox keys never meet", async () => {
  const owner = await newMemberClient("owner");
  const live = await newClient();
  const query = `?builder_id=${owner.builderId}`;
  const test1 = await testClient(owner, query);
  expect(test1.key?.startsWith("ross_test_")).toBe(true);
  const mine = await owner.post<Row>("/v1/projects", { code: "LIVE-1", name: "Live" });
  const [fake] = (await test1.get<List>("/v1/projects?limit=1")).body.data;
  expect((await test1.get(`/v1/projects/${mine.body.id}`)).status).toBe(404);
  expect((await all(test1, "projects")).some(({ id }) => id === mine.body.id)).toBe(false);
  expect((await owner.get(`/v1/projects/${fake?.id}`)).status).toBe(404);
  expect((await live.get(`/v1/projects/${fake?.id}`)).status).toBe(404);
  const reset = await live.post("/v1/sandbox/reset");
  expect([reset.status, reset.body["code"]]).toEqual([403, "forbidden"]);
});

test("events of a sandbox say so", async () => {
  const client = await testClient(await newUserClient());
  await client.post("/v1/projects", { code: "EV-1", name: "Event" });
  const [event] = (await client.get<List>("/v1/events")).body.data;
  expect(event).toMatchObject({ type: "project.created", environment: "sandbox" });
});
