import { afterEach, beforeEach, expect, test } from "vitest";
import { v2 } from "../../src/connectors/xero/v2";
import { expectProblem } from "../support/expect-problem";
import { connectXero, type Entry, KEYS, made, rest, type Scene, sync, VERSIONS, Xero } from "../support/ledger";

type Page<T> = { data: T[] };

let xero: Xero;
beforeEach(() => {
  xero = new Xero();
});
afterEach(() => xero.upstream.end());

type Owing = Scene & { invoiceId: string; billId: string; lineId: string };

/** An invoice of 1,000.00 on a budget line, and the bill it was written as. */
async function owing(code: object): Promise<Owing> {
  const at = await connectXero(code, { bill_account_code: "310", payment_account_code: "090" });
  const vendor = await made(at, "/vendors", { name: "Keys Concrete LLC" });
  xero.contact(KEYS, { Name: "Keys Concrete LLC" });
  await sync(at, "contacts");
  const codeId = await made(at, "/cost-codes", { code: "03-300", name: "Concrete" });
  const project = await made(at, "/projects", { code: "AMI-1", name: "Lot 7" });
  const budget = await made(at, "/budgets", { project_id: project, name: "Base" });
  const line = await made(at, `/budgets/${budget}/lines`, { cost_code_id: codeId, budgeted_cents: 100_000 });
  const invoiceId = await made(at, "/invoices", {
    vendor_id: vendor,
    number: "INV-20417",
    invoice_date: "2026-11-10",
    line_items: [{ description: "Concrete", amount_cents: 100_000, budget_line_id: line }],
  });
  await at.client.post(`/v1/invoices/${invoiceId}/approve`);
  await rest(at);
  const [billId = ""] = [...xero.bills.keys()];
  return { ...at, invoiceId, billId, lineId: `/v1/budgets/${budget}/lines/${line}` };
}

const credited = async (at: Owing, amount: number, more: Entry = {}): Promise<void> => {
  xero.bill(at.billId, { AmountCredited: amount, ...more });
  await sync(at, "bills");
  await rest(at);
};
const invoice = async ({ client, invoiceId }: Owing) => (await client.get<Entry>(`/v1/invoices/${invoiceId}`)).body;
const budgeted = async ({ client, lineId }: Owing) => {
  const { body } = await client.get<Entry>(lineId);
  return [body["committed_cents"], body["actual_cents"]];
};
const pay = ({ client, invoiceId }: Owing, amount: number) =>
  client.post<Entry>("/v1/payments", { invoice_id: invoiceId, amount_cents: amount, paid_on: "2026-12-01" });
const conflicts = async ({ client, id }: Scene, query = "") =>
  (await client.get<Page<Entry>>(`/v1/installs/${id}/conflicts${query}`)).body.data;

test.for(VERSIONS)(
  "%s: what a credit note takes off a bill is owed no more here either, and was not spent",
  async ([, code]) => {
    const at = await owing(code);
    await credited(at, 300);
    expect(await invoice(at)).toMatchObject({ status: "partially_paid", credited_cents: 30_000, paid_cents: 0 });
    expect(await budgeted(at)).toEqual([70_000, 0]);
    expectProblem(await pay(at, 70_001), "invalid_request", /70000 cents left/u);
    expect((await pay(at, 70_000)).status).toBe(201);
    await rest(at);
    expect(await invoice(at)).toMatchObject({ status: "paid", credited_cents: 30_000, paid_cents: 70_000 });
    expect(await budgeted(at)).toEqual([0, 70_000]);
    expect(xero.written.at(-1)?.body).toMatchObject({ Amount: 700 });
    xero.bill(at.billId, { Status: "PAID", AmountPaid: 700, AmountDue: 0 });
    await sync(at, "bills", "bill_payments");
    await rest(at);
    expect([await conflicts(at), xero.written.length]).toEqual([[], 2]);
  },
);

test.for(VERSIONS)("%s: a credit that is taken back is owed again, and its bill can be voided", async ([, code]) => {
  const at = await owing(code);
  await credited(at, 1000, { Status: "PAID" });
  expect(await invoice(at)).toMatchObject({ status: "paid", credited_cents: 100_000 });
  await credited(at, 250, { Status: "AUTHORISED" });
  expect(await invoice(at)).toMatchObject({ status: "partially_paid", credited_cents: 25_000, paid_at: null });
  expect(await budgeted(at)).toEqual([75_000, 0]);
  await credited(at, 0, { Status: "VOIDED" });
  expect(await invoice(at)).toMatchObject({ status: "void", credited_cents: 0 });
  expect(await budgeted(at)).toEqual([0, 0]);
  expect([await conflicts(at), xero.written.length]).toEqual([[], 1]);
});

test("a bill that is credited before it is an invoice is one of what is left, once it is approved", async () => {
  const at = await connectXero(v2, { create_invoices: true });
  await made(at, "/vendors", { name: "Keys Concrete LLC" });
  xero.contact(KEYS, { Name: "Keys Concrete LLC" });
  xero.bill("d4956132-ed94-4dd7-9eaa-aa22dfdf06f2", {
    InvoiceNumber: "INV-20417",
    Contact: { ContactID: KEYS, Name: "Keys Concrete LLC" },
    Date: "/Date(1794268800000+0000)/",
    LineItems: [{ Description: "Concrete", UnitAmount: 1000, AccountCode: "310" }],
    Status: "AUTHORISED",
    AmountCredited: 400,
  });
  await sync(at, "contacts", "bills");
  await rest(at);
  const { body } = await at.client.get<Page<Entry>>("/v1/invoices");
  expect(body.data).toMatchObject([{ status: "partially_paid", total_cents: 100_000, credited_cents: 40_000 }]);
  expect(await conflicts(at)).toEqual([]);
});

test("a credit of what was paid here waits for a decision, and cannot be decided against there", async () => {
  const at = await owing(v2);
  expect((await pay(at, 100_000)).status).toBe(201);
  await rest(at);
  await credited(at, 100);
  const [open] = await conflicts(at, "?status=open");
  expect(open).toMatchObject({
    field: "credited_cents",
    local: null,
    remote: "10000",
    reason: "The invoice has only 0 cents left that can be credited.",
  });
  const path = `/v1/installs/${at.id}/conflicts/${String(open?.["id"])}/resolve`;
  expectProblem(await at.client.post(path, { keep: "local" }), "invalid_state", /cannot be changed at the other side/u);
  expect(await invoice(at)).toMatchObject({ status: "paid", paid_cents: 100_000, credited_cents: 0 });
});
