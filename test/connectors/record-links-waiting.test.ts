import { afterEach, beforeEach, expect, test } from "vitest";
import { v2 } from "../../src/connectors/xero/v2";
import { expectProblem } from "../support/expect-problem";
import { connectXero, type Entry, KEYS, made, rest, type Scene, sync, VERSIONS, Xero } from "../support/ledger";

type Page<T> = { data: T[] };

const BOOKED = { bill_account_code: "310", payment_account_code: "090" };
let xero: Xero;
beforeEach(() => {
  xero = new Xero();
});
afterEach(() => xero.upstream.end());

/** An approved invoice of a vendor that is no contact yet. */
async function unlinked(code: object, lines: object[], config: object = {}): Promise<Scene & { invoiceId: string }> {
  const at = await connectXero(code, { ...BOOKED, ...config });
  const vendor = await made(at, "/vendors", { name: "Keys Concrete LLC" });
  const invoiceId = await made(at, "/invoices", {
    vendor_id: vendor,
    number: "INV-20417",
    invoice_date: "2026-11-10",
    line_items: lines,
  });
  await at.client.post(`/v1/invoices/${invoiceId}/approve`);
  await rest(at);
  return { ...at, invoiceId };
}

/** The vendor is a contact from now on. */
async function link(at: Scene): Promise<void> {
  xero.contact(KEYS, { Name: "Keys Concrete LLC" });
  await sync(at, "contacts");
  await rest(at);
}

const links = async ({ client, id }: Scene, query = "") =>
  (await client.get<Page<Entry>>(`/v1/installs/${id}/links${query}`)).body.data;
const CONCRETE = { description: "Concrete", amount_cents: 128_400 };

test.for(VERSIONS)(
  "%s: an invoice that was approved before its vendor was a contact is written when it is, and then its payment",
  async ([, code]) => {
    const at = await unlinked(code, [CONCRETE]);
    const paymentId = await made(at, "/payments", {
      invoice_id: at.invoiceId,
      amount_cents: 50_000,
      paid_on: "2026-12-01",
    });
    await rest(at);
    expect(xero.written).toEqual([]);
    const [waiting, ...others] = await links(at, "?state=unwritten&model=bill");
    expect(others).toEqual([]);
    expect(waiting).toMatchObject({
      record_id: at.invoiceId,
      external_id: null,
      local: { number: "INV-20417", status: "approved" },
      problem: "The vendor of invoice INV-20417 is no contact there. It is written as soon as there is one.",
    });
    const notices = await at.client.get<Page<Entry>>("/v1/notifications");
    expect(notices.body.data.filter(({ kind }) => kind === "sync_refused")).toMatchObject([{ object_id: at.id }]);

    await link(at);
    expect(xero.written.map(({ path }) => path)).toEqual(["/Invoices", "/Payments"]);
    expect(await links(at, "?state=unwritten")).toEqual([]);
    const found = await links(at, "?state=linked");
    expect(found.map(({ record_id: id, problem }) => [id, problem]).slice(0, 2)).toEqual([
      [at.invoiceId, null],
      [paymentId, null],
    ]);
    await sync(at, "contacts", "bills", "bill_payments");
    await rest(at);
    expect([xero.bills.size, xero.payments.size, xero.written.length]).toEqual([1, 1, 2]);
  },
);

test("one that is void by then is not written", async () => {
  const at = await unlinked(v2, [CONCRETE]);
  await at.client.post(`/v1/invoices/${at.invoiceId}/void`);
  await rest(at);
  expect(await links(at)).toEqual([]);
  await link(at);
  expect([xero.written, (await links(at)).length]).toEqual([[], 1]);
});

test("without an account for bills nothing waits", async () => {
  const at = await unlinked(v2, [CONCRETE], { bill_account_code: null });
  await link(at);
  expect([xero.written, (await links(at)).map(({ model }) => model)]).toEqual([[], ["contact"]]);
});

test.for(VERSIONS)("%s: lines are booked by their cost codes, with their quantities, to the cent", async ([, code]) => {
  const at = await connectXero(code, { ...BOOKED, cost_code_accounts: ["03-300: 311", "05-120 : 312"] });
  const codes = new Map<string, string>();
  for (const name of ["03-300", "05-120", "06-100"])
    codes.set(name, await made(at, "/cost-codes", { code: name, name: `Code ${name}` }));
  const project = await made(at, "/projects", { code: "AMI-1", name: "Lot 7" });
  const budget = await made(at, "/budgets", { project_id: project, name: "Base" });
  const line = await made(at, `/budgets/${budget}/lines`, { cost_code_id: codes.get("05-120"), budgeted_cents: 1 });
  const vendor = await made(at, "/vendors", { name: "Keys Concrete LLC" });
  const invoiceId = await made(at, "/invoices", {
    vendor_id: vendor,
    number: "INV-20417",
    invoice_date: "2026-11-10",
    line_items: [
      { description: "Concrete", amount_cents: 128_400, quantity: 18, cost_code_id: codes.get("03-300") },
      { description: "Steel", amount_cents: 33_333, quantity: 3, budget_line_id: line },
      { description: "Lumber", amount_cents: 10_001, quantity: 7, cost_code_id: codes.get("06-100") },
      { description: "Screws", amount_cents: 100, quantity: 3_000_000 },
      { description: "Credit", amount_cents: -2500, quantity: 2.5 },
      { description: "Fee", amount_cents: 995, quantity: 0 },
    ],
  });
  await at.client.post(`/v1/invoices/${invoiceId}/approve`);
  await link(at);
  const [bill] = [...xero.bills.values()];
  const lines = (bill?.["LineItems"] ?? []) as Entry[];
  const sent = lines.map((one) => [one["AccountCode"], one["Quantity"], one["UnitAmount"], one["LineAmount"]]);
  expect(sent).toEqual([
    ["311", 18, 71.3333, 1284],
    ["312", 3, 111.11, 333.33],
    ["310", 7, 14.2871, 100.01],
    ["310", 1, 1, 1],
    ["310", 2.5, -10, -25],
    ["310", 1, 9.95, 9.95],
  ]);
  expect(bill?.["Total"]).toBe(1703.29);
  await sync(at, "bills");
  expect((await at.client.get<Page<Entry>>(`/v1/installs/${at.id}/conflicts`)).body.data).toEqual([]);
});

test("a setting that names no account, or two for a cost code, is refused where it stands", async () => {
  const at = await connectXero(v2, BOOKED);
  const reply = await at.client.patch(`/v1/installs/${at.id}`, {
    config: { cost_code_accounts: ["03-300: 311", "03-300 312", "03-300: 313"] },
  });
  const problem = expectProblem(reply, "invalid_request");
  expect(problem.errors.map(({ pointer }) => pointer)).toEqual([
    "/config/cost_code_accounts/1",
    "/config/cost_code_accounts/2",
  ]);
});
