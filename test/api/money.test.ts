import { beforeAll, expect, test } from "vitest";
import { entityNamed } from "#models";
import { expectProblem } from "../support/expect-problem";
import { type Client, newClient } from "../support/harness";
import { act, amountsOf, newBudget, newInvoice, pay } from "../support/money";
import { make, type Made, makeOfEach, type Refs } from "../support/records";

let client: Client;
let refs: Refs;

beforeAll(async () => {
  client = await newClient({ shard: 1 });
  refs = await makeOfEach(client);
});

const invoiceOf = async (id: string) => (await client.get<Made>(`/v1/invoices/${id}`)).body;
const eventTypes = async (id: string) =>
  (await client.get<{ data: { type: string; data: Made }[] }>("/v1/events?limit=100")).body.data
    .filter(({ data }) => data.id === id)
    .map(({ type }) => type)
    .toReversed();

test("an invoice's number is unique for its vendor, and free for another", async () => {
  const invoice = (vendor: string | undefined, number: string) =>
    client.post<Made>("/v1/invoices", { vendor_id: vendor, number, invoice_date: "2026-04-10" });
  const other = (await make(client, entityNamed("vendor"), refs)).id;
  expect((await invoice(refs["vendor"], "N-1")).status).toBe(201);
  const problem = expectProblem(await invoice(refs["vendor"], "N-1"), "already_exists");
  expect(problem.errors[0]?.pointer).toBe("/number");
  expect((await invoice(other, "N-1")).status).toBe(201);
  const renamed = await invoice(other, "N-2");
  expectProblem(await client.patch(`/v1/invoices/${renamed.body.id}`, { number: "N-1" }), "already_exists");
  const racing = await Promise.all(Array.from({ length: 5 }, () => invoice(other, "N-3")));
  expect(racing.filter(({ status }) => status === 201)).toHaveLength(1);
  expect(racing.filter(({ status }) => status === 409)).toHaveLength(4);
});

test("an invoice's total is the sum of its lines, whatever happens to them", async () => {
  const { id, ...created } = await newInvoice(client, refs, [{ amount_cents: 1000 }, { amount_cents: -250 }]);
  expect(created["total_cents"]).toBe(750);
  const lines = `/v1/invoices/${id}/line-items`;
  const added = await client.post<Made>(lines, { description: "More", amount_cents: 500 });
  expect(await invoiceOf(id)).toMatchObject({ total_cents: 1250 });
  await client.patch(`${lines}/${added.body.id}`, { amount_cents: 600 });
  expect(await invoiceOf(id)).toMatchObject({ total_cents: 1350 });
  await client.delete(`${lines}/${added.body.id}`);
  expect(await invoiceOf(id)).toMatchObject({ total_cents: 750 });
  const below = await client.post(lines, { description: "Credit", amount_cents: -751 });
  expectProblem(below, "invalid_state", /less than nothing/u);
  const problem = expectProblem(await client.patch(`/v1/invoices/${id}`, { total_cents: 800 }), "invalid_request");
  expect(problem.errors[0]?.pointer).toBe("/total_cents");
  expect((await client.patch(`/v1/invoices/${id}`, { total_cents: 750 })).status).toBe(200);
});

test("parallel changes of an invoice's lines leave the total right", async () => {
  const { id } = await newInvoice(client, refs, [{ amount_cents: 100 }]);
  const lines = `/v1/invoices/${id}/line-items`;
  await Promise.all(
    Array.from({ length: 8 }, (_, at) => client.post(lines, { description: "L", amount_cents: 10 ** at })),
  );
  const invoice = await invoiceOf(id);
  const sum = (invoice["line_items"] as Made[]).reduce((total, line) => total + Number(line["amount_cents"]), 0);
  expect(invoice["total_cents"]).toBe(sum);
  expect(sum).toBeGreaterThan(100);
});

test("an invoice goes only the ways it may", async () => {
  const { id } = await newInvoice(client, refs, [{ amount_cents: 1000 }]);
  expectProblem(await pay(client, id, 1), "invalid_state", /draft/u);
  expect((await act(client, "invoices", id, "approve")).body).toMatchObject({ status: "approved" });
  expectProblem(await act(client, "invoices", id, "approve"), "invalid_state");
  for (const patch of [{ number: "Other" }, { currency: "EUR" }, { invoice_date: "2026-01-01" }, { project_id: null }])
    expectProblem(await client.patch(`/v1/invoices/${id}`, patch), "invalid_state");
  expect((await client.patch(`/v1/invoices/${id}`, { memo: "Free", due_date: "2026-06-01" })).status).toBe(200);
  const line = await client.post(`/v1/invoices/${id}/line-items`, { description: "Late", amount_cents: 1 });
  expectProblem(line, "invalid_state", /line items/u);
  expectProblem(await client.delete(`/v1/invoices/${id}`), "invalid_state");

  const part = await pay(client, id, 400);
  expect(await invoiceOf(id)).toMatchObject({ status: "partially_paid", paid_cents: 400, paid_at: null });
  expectProblem(await act(client, "invoices", id, "void"), "invalid_state");
  const rest = await pay(client, id, 600);
  const paid = await invoiceOf(id);
  expect(paid).toMatchObject({ status: "paid", paid_cents: 1000, paid_at: expect.any(String) as string });
  expectProblem(await pay(client, id, 1), "invalid_state");
  await client.delete(`/v1/payments/${rest.body.id}`);
  expect(await invoiceOf(id)).toMatchObject({ status: "partially_paid", paid_cents: 400, paid_at: null });
  await client.delete(`/v1/payments/${part.body.id}`);
  expect(await invoiceOf(id)).toMatchObject({ status: "approved", paid_cents: 0 });
  expect((await act(client, "invoices", id, "void")).body).toMatchObject({ status: "void" });
  for (const verb of ["approve", "void"]) expectProblem(await act(client, "invoices", id, verb), "invalid_state");
  expect((await client.delete(`/v1/invoices/${id}`)).status).toBe(204);
  const types = await eventTypes(id);
  expect(types.filter((type) => !type.endsWith(".updated"))).toEqual([
    "invoice.created",
    "invoice.approved",
    "invoice.paid",
    "invoice.voided",
    "invoice.deleted",
  ]);
});

test("an invoice without lines has nothing to approve", async () => {
  const { id } = await newInvoice(client, refs, []);
  expectProblem(await act(client, "invoices", id, "approve"), "invalid_state", /no line items/u);
});

test("approval commits, payment spends, and both can be taken back", async () => {
  const budget = await newBudget(client, refs, 2);
  const [a, b] = budget.lines;
  const invoice = await newInvoice(client, refs, [
    { amount_cents: 300, budget_line_id: a },
    { amount_cents: 100, budget_line_id: b },
    { amount_cents: 600 },
  ]);
  const seen = [await amountsOf(client, budget.id)];
  await act(client, "invoices", invoice.id, "approve");
  seen.push(await amountsOf(client, budget.id));
  const part = await pay(client, invoice.id, 500);
  seen.push(await amountsOf(client, budget.id));
  await pay(client, invoice.id, 500);
  seen.push(await amountsOf(client, budget.id));
  await client.delete(`/v1/payments/${part.body.id}`);
  seen.push(await amountsOf(client, budget.id));
  expect(seen).toEqual([
    [
      [0, 0, 0],
      [0, 0, 0],
    ],
    [
      [0, 300, 0],
      [0, 100, 0],
    ],
    [
      [0, 150, 150],
      [0, 50, 50],
    ],
    [
      [0, 0, 300],
      [0, 0, 100],
    ],
    [
      [0, 150, 150],
      [0, 50, 50],
    ],
  ]);
});

test("a payment is at most what is owed, of the invoice's currency, and keeps its amount", async () => {
  const { id } = await newInvoice(client, refs, [{ amount_cents: 1000 }]);
  await act(client, "invoices", id, "approve");
  for (const cents of [1001, 10_000_000_000_000]) {
    const problem = expectProblem(await pay(client, id, cents), "invalid_request", /1000 cents left/u);
    expect(problem.errors[0]?.pointer).toBe("/amount_cents");
  }
  for (const cents of [0, -1, 0.5]) expectProblem(await pay(client, id, cents), "invalid_request");
  expectProblem(await pay(client, id, 1, { currency: "EUR" }), "invalid_request", /USD/u);
  const { body } = await pay(client, id, 999);
  expectProblem(await client.patch(`/v1/payments/${body.id}`, { amount_cents: 1 }), "invalid_request");
  expectProblem(await client.patch(`/v1/payments/${body.id}`, { currency: "EUR" }), "invalid_request");
  expect((await client.patch(`/v1/payments/${body.id}`, { method: "wire", reference: "R" })).status).toBe(200);
  expectProblem(await pay(client, id, 2), "invalid_request", /1 cents left/u);
  expect((await pay(client, id, 1)).status).toBe(201);
});

test("twenty payments at once never pay an invoice twice", async () => {
  const budget = await newBudget(client, refs, 1);
  const { id } = await newInvoice(client, refs, [{ amount_cents: 1000, budget_line_id: budget.lines[0] }]);
  await act(client, "invoices", id, "approve");
  const replies = await Promise.all(Array.from({ length: 20 }, () => pay(client, id, 100)));
  const made = replies.filter(({ status }) => status === 201);
  const refused = replies.filter(({ status }) => status !== 201);
  expect(refused.every(({ status }) => status === 409 || status === 400)).toBe(true);
  const paid = made.length * 100;
  expect(paid).toBeLessThanOrEqual(1000);
  expect(await invoiceOf(id)).toMatchObject({ paid_cents: paid, status: paid === 1000 ? "paid" : "partially_paid" });
  expect(await amountsOf(client, budget.id)).toEqual([[0, 1000 - paid, paid]]);
  const listed = await client.get<{ data: Made[] }>(`/v1/payments?invoice_id=${id}`);
  expect(listed.body.data).toHaveLength(made.length);
  const rest = await Promise.all(Array.from({ length: 5 }, () => pay(client, id, 1000 - paid)));
  expect(rest.filter(({ status }) => status === 201).length).toBe(paid === 1000 ? 0 : 1);
});

test("a void and a payment at once leave either the one or the other", async () => {
  for (let round = 0; round < 4; round += 1) {
    const { id } = await newInvoice(client, refs, [{ amount_cents: 1000 }]);
    await act(client, "invoices", id, "approve");
    const [voided, paid] = await Promise.all([act(client, "invoices", id, "void"), pay(client, id, 500)]);
    expect([voided.status === 200, paid.status === 201].filter(Boolean)).toHaveLength(1);
    expect(await invoiceOf(id)).toMatchObject(
      voided.status === 200 ? { status: "void", paid_cents: 0 } : { status: "partially_paid", paid_cents: 500 },
    );
  }
});
