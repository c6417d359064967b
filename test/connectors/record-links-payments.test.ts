import { afterEach, beforeEach, expect, test } from "vitest";
import { v2 } from "../../src/connectors/xero/v2";
import { connectXero, type Entry, KEYS, requests, rest, type Scene, sync, VERSIONS, Xero } from "../support/ledger";

type Page<T> = { data: T[] };
type Payment = Entry & { id: string };

const DAY = "/Date(1796083200000+0000)/";

let xero: Xero;
beforeEach(() => {
  xero = new Xero();
});
afterEach(() => xero.upstream.end());

type Owing = Scene & { invoiceId: string; billId: string };

/** An invoice of 1,551.55 that is a bill. */
async function owing(code: object): Promise<Owing> {
  const at = await connectXero(code, { bill_account_code: "310", payment_account_code: "090" });
  const vendor = await at.client.post<{ id: string }>("/v1/vendors", { name: "Keys Concrete LLC" });
  xero.contact(KEYS, { Name: "Keys Concrete LLC" });
  await sync(at, "contacts");
  const invoice = await at.client.post<{ id: string }>("/v1/invoices", {
    vendor_id: vendor.body.id,
    number: "INV-20417",
    invoice_date: "2026-11-10",
    line_items: [{ description: "Concrete", amount_cents: 155_155 }],
  });
  await at.client.post(`/v1/invoices/${invoice.body.id}/approve`);
  await rest(at);
  const [billId = ""] = [...xero.bills.keys()];
  xero.written.length = 0;
  return { ...at, invoiceId: invoice.body.id, billId };
}

const pay = async ({ client, invoiceId }: Owing, amount: number, fields: object = {}): Promise<Payment> =>
  (
    await client.post<Payment>("/v1/payments", {
      invoice_id: invoiceId,
      amount_cents: amount,
      paid_on: "2026-12-01",
      ...fields,
    })
  ).body;
const paidThere = ({ billId }: Owing, amount: number, fields: Entry = {}): string => {
  const id = xero.id();
  xero.payment(id, {
    Amount: amount,
    Date: DAY,
    Invoice: { InvoiceID: billId, InvoiceNumber: "INV-20417" },
    ...fields,
  });
  return id;
};
const payments = async ({ client }: Scene) => (await client.get<Page<Payment>>("/v1/payments")).body.data;
const invoice = async ({ client, invoiceId }: Owing) => (await client.get<Entry>(`/v1/invoices/${invoiceId}`)).body;
const links = async ({ client, id }: Scene) =>
  (await client.get<Page<Entry>>(`/v1/installs/${id}/links`)).body.data.filter(({ model }) => model === "bill_payment");
const conflicts = async ({ client, id }: Scene) =>
  (await client.get<Page<Entry>>(`/v1/installs/${id}/conflicts?status=open`)).body.data;

test.for(VERSIONS)(
  "%s: a payment made here is written there once, and taken back there when it is deleted here",
  async ([, code]) => {
    const at = await owing(code);
    const { id } = await pay(at, 50_005, { reference: "4471" });
    await rest(at);
    expect(xero.written).toEqual([
      {
        method: "PUT",
        path: "/Payments",
        body: {
          Invoice: { InvoiceID: at.billId },
          Account: { Code: "090" },
          Date: "2026-12-01",
          Amount: 500.05,
          Reference: `4471 RossOS ${id.slice(-12)}`,
        },
      },
    ]);
    await sync(at, "bill_payments");
    await sync(at, "bills", "bill_payments");
    await rest(at);
    const [there = ""] = [...xero.payments.keys()];
    expect(await links(at)).toMatchObject([{ external_id: there, record_id: id, conflicts: 0, problem: null }]);
    expect([(await payments(at)).length, xero.written.length, await conflicts(at)]).toEqual([1, 1, []]);
    await at.client.delete(`/v1/payments/${id}`);
    await rest(at);
    expect(xero.written.at(-1)).toEqual({ method: "POST", path: `/Payments/${there}`, body: { Status: "DELETED" } });
    // That Xero tells of it is no news.
    await sync(at, "bill_payments");
    expect([await payments(at), await links(at), (await invoice(at))["paid_cents"]]).toEqual([[], [], 0]);
  },
);

test.for(VERSIONS)("%s: a payment made there is made here, and goes when it is taken back there", async ([, code]) => {
  const at = await owing(code);
  const ids = [500.05, 100, 100, 100, 100].map((amount, index) =>
    paidThere(at, amount, { Reference: `check ${index}` }),
  );
  await sync(at, "bill_payments");
  expect(await payments(at)).toHaveLength(5);
  expect(await invoice(at)).toMatchObject({ status: "partially_paid", paid_cents: 90_005 });
  expect(await payments(at)).toContainEqual(
    expect.objectContaining({ amount_cents: 50_005, paid_on: "2026-12-01", method: "other", reference: "check 0" }),
  );
  const rests = paidThere(at, 651.5);
  await sync(at, "bill_payments");
  expect(await invoice(at)).toMatchObject({ status: "paid", paid_cents: 155_155 });
  xero.payment(rests, { Status: "DELETED" });
  await sync(at, "bill_payments");
  await rest(at);
  expect(await invoice(at)).toMatchObject({ status: "partially_paid", paid_cents: 90_005 });
  expect(new Set((await links(at)).map((link) => link["external_id"]))).toEqual(new Set(ids));
  expect(xero.written).toEqual([]);
});

test("a payment of more than is owed is said, told once, and made when there is room for it", async () => {
  const at = await owing(v2);
  // Made on paper, before Xero told of its own.
  await at.client.patch(`/v1/installs/${at.id}`, { config: { payment_account_code: null } });
  const { id } = await pay(at, 155_155);
  await rest(at);
  const [more, again] = [paidThere(at, 1000), paidThere(at, 100)];
  await sync(at, "bill_payments");
  await sync(at, "bill_payments");
  expect((await links(at)).map((link) => link["record_id"])).toEqual([null, null]);
  expect((await links(at)).map((link) => String(link["problem"]))).toEqual([
    expect.stringContaining("paid"),
    expect.stringContaining("paid"),
  ]);
  const { body } = await at.client.get<Page<Entry>>("/v1/notifications");
  expect(body.data.filter(({ kind }) => kind === "sync_refused").map(({ title }) => title)).toEqual([
    "A bill payment of Test Ledger cannot be kept at both sides",
  ]);
  await at.client.delete(`/v1/payments/${id}`);
  await rest(at);
  expect(await invoice(at)).toMatchObject({ paid_cents: 110_000 });
  expect((await links(at)).map((link) => [link["external_id"], link["problem"]])).toEqual(
    expect.arrayContaining([
      [more, null],
      [again, null],
    ]),
  );
});

test("a payment entered at both sides is one", async () => {
  const at = await owing(v2);
  await at.client.patch(`/v1/installs/${at.id}`, { config: { payment_account_code: null } });
  const { id } = await pay(at, 155_155);
  const there = paidThere(at, 1551.55);
  await sync(at, "bill_payments");
  await rest(at);
  expect(await links(at)).toMatchObject([{ external_id: there, record_id: id }]);
  expect([(await payments(at)).length, await conflicts(at), xero.written]).toEqual([1, [], []]);
});

test("a bill that is voided there although it is paid here waits for a decision", async () => {
  const at = await owing(v2);
  await pay(at, 155_155);
  await rest(at);
  xero.bill(at.billId, { Status: "VOIDED" });
  await sync(at, "bills");
  expect(await conflicts(at)).toMatchObject([
    {
      model: "bill",
      field: "status",
      local: "approved",
      remote: "void",
      reason: expect.stringContaining("voided") as string,
    },
  ]);
  expect(await invoice(at)).toMatchObject({ status: "paid" });
});

test("what Xero does not let be taken back is said", async () => {
  const at = await owing(v2);
  const { id } = await pay(at, 155_155);
  await rest(at);
  xero.before = ({ method, url }) =>
    method === "POST" && url.pathname.includes("/Payments/")
      ? Response.json({ Elements: [{ ValidationErrors: [{ Message: "It is reconciled." }] }] }, { status: 400 })
      : undefined;
  await at.client.delete(`/v1/payments/${id}`);
  await rest(at);
  expect(await links(at)).toMatchObject([{ record_id: id, problem: "Xero: It is reconciled." }]);
  await sync(at, "bill_payments");
  expect([await payments(at), (await requests(at)).at(-1)?.status]).toEqual([[], "failed"]);
});

test("a vendor that is made later finds its contact, its bills and their payments", async () => {
  const at = await connectXero(v2, { create_invoices: true });
  xero.contact(KEYS, { Name: "Keys Concrete LLC", EmailAddress: "office@example.com" });
  const contact = { ContactID: KEYS, Name: "Keys Concrete LLC" };
  const billId = xero.id();
  xero.bill(billId, {
    InvoiceNumber: "INV-20417",
    Contact: contact,
    Date: "/Date(1794268800000+0000)/",
    Status: "AUTHORISED",
    LineItems: [{ Description: "Concrete", UnitAmount: 100 }],
  });
  paidThere({ ...at, invoiceId: "", billId }, 100);
  await sync(at, "bill_payments", "bills", "contacts");
  expect([await payments(at), (await links(at)).map((link) => link["problem"])]).toEqual([[], [null]]);
  // By its e-mail address: it has another name here.
  await at.client.post("/v1/vendors", { name: "Keys Concrete", email: "office@example.com" });
  await rest(at);
  const { body } = await at.client.get<Page<Entry>>("/v1/invoices");
  expect(body.data).toMatchObject([{ number: "INV-20417", status: "paid", total_cents: 10_000 }]);
  expect(await payments(at)).toMatchObject([{ amount_cents: 10_000 }]);
});

// The last one: what the queue still tries after it would come to another test's ledger.
test("two equal payments are two, also when a sync tells of them before their writing is known to be done", async () => {
  const at = await owing(v2);
  xero.losesAnswers = true;
  await pay(at, 10_000);
  await pay(at, 10_000);
  for (let tries = 0; tries < 100 && xero.payments.size < 2; tries += 1) await scheduler.wait(25);
  await sync(at, "bill_payments");
  xero.losesAnswers = false;
  await rest(at);
  expect([(await payments(at)).length, xero.payments.size, (await links(at)).length]).toEqual([2, 2, 2]);
  expect(new Set((await links(at)).map((link) => link["record_id"])).size).toBe(2);
});
