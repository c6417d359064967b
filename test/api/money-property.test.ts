import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { entityNamed } from "#models";
import { type Client, newClient } from "../support/harness";
import { act, amountsOf, newBudget, newInvoice, pay } from "../support/money";
import { make, type Made, makeOfEach, type Refs } from "../support/records";

let client: Client;
let refs: Refs;

beforeAll(async () => {
  client = await newClient({ shard: 1, rateLimit: 100_000 });
  refs = await makeOfEach(client);
});

const LINES = 2;
type Model = { budget: { id: string; lines: string[] }; invoices: string[]; orders: string[]; payments: string[] };

const share = fc.record({ cents: fc.integer({ min: -300, max: 1000 }), line: fc.integer({ min: 0, max: LINES }) });
const pick = fc.nat(20);
const step = fc.oneof(
  fc.record({ do: fc.constant("invoice" as const), shares: fc.array(share, { minLength: 1, maxLength: 4 }) }),
  fc.record({ do: fc.constant("order" as const), share }),
  fc.record({ do: fc.constantFrom("approve" as const, "void" as const, "approveOrder" as const), pick }),
  fc.record({ do: fc.constant("pay" as const), pick, cents: fc.integer({ min: 1, max: 1500 }) }),
  fc.record({ do: fc.constant("payAll" as const), pick }),
  fc.record({ do: fc.constant("unpay" as const), pick }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const at = (list: readonly string[], index: number): string => list[index % Math.max(1, list.length)] ?? "none";

async function invoice(model: Model, shares: readonly { cents: number; line: number }[]): Promise<void> {
  const total = shares.reduce((sum, { cents }) => sum + cents, 0);
  const lines = shares.map(({ cents, line }) => ({ amount_cents: cents, budget_line_id: model.budget.lines[line] }));
  // Credits alone make no invoice.
  const rest = total < 0 ? [{ amount_cents: -total }] : [];
  const made = await newInvoice(client, refs, [...lines, ...rest]);
  model.invoices.push(made.id);
}

async function order(model: Model, { cents, line }: { cents: number; line: number }): Promise<void> {
  const more = { amount_cents: cents, project_id: refs["project"], budget_line_id: model.budget.lines[line] ?? null };
  const made = await make(client, entityNamed("change_order"), refs, more);
  await act(client, "change-orders", made.id, "submit");
  model.orders.push(made.id);
}

async function settle(model: Model, id: string, cents: number | "all"): Promise<void> {
  const { body } = await client.get<Made>(`/v1/invoices/${id}`);
  const owed = Number(body["total_cents"]) - Number(body["paid_cents"]);
  const made = await pay(client, id, cents === "all" ? Math.max(1, owed) : cents);
  if (made.status === 201) model.payments.push(made.body.id);
}

/** Does the step; the API may well refuse it, and then nothing may have moved. */
async function run(model: Model, one: Step): Promise<void> {
  switch (one.do) {
    case "invoice":
      return await invoice(model, one.shares);
    case "order":
      return await order(model, one.share);
    case "approve":
    case "void":
      return void (await act(client, "invoices", at(model.invoices, one.pick), one.do));
    case "approveOrder":
      return void (await act(client, "change-orders", at(model.orders, one.pick), "approve"));
    case "pay":
      return await settle(model, at(model.invoices, one.pick), one.cents);
    case "payAll":
      return await settle(model, at(model.invoices, one.pick), "all");
    case "unpay":
      return void (await client.delete(`/v1/payments/${at(model.payments, one.pick)}`));
  }
}

/** How much of each line a payment of `part` covers: running totals, rounded down. */
function covered(amounts: readonly number[], part: number): number[] {
  const whole = amounts.reduce((sum, amount) => sum + amount, 0);
  if (whole === 0) return amounts.map(() => 0);
  const upTo = amounts.map((_, index) => {
    const running = amounts.slice(0, index + 1).reduce((sum, amount) => sum + amount, 0);
    return Math.floor((running * part) / whole);
  });
  return upTo.map((total, index) => total - (upTo[index - 1] ?? 0));
}

const LIVE = new Set(["approved", "partially_paid", "paid"]);

/** The amounts of the budget lines, from nothing but the invoices, payments and change orders as they stand. */
async function recomputed(model: Model): Promise<number[][]> {
  const amounts = model.budget.lines.map(() => [0, 0, 0]);
  const add = (line: unknown, changes: number, committed: number, actual: number) => {
    const row = amounts[model.budget.lines.indexOf(String(line))];
    if (row)
      for (const [index, cents] of [changes, committed, actual].entries()) row[index] = (row[index] ?? 0) + cents;
  };
  for (const id of model.invoices) {
    const { body } = await client.get<Made>(`/v1/invoices/${id}`);
    const { body: payments } = await client.get<{ data: Made[] }>(`/v1/payments?invoice_id=${id}&limit=100`);
    const paid = payments.data.reduce((sum, payment) => sum + Number(payment["amount_cents"]), 0);
    expect(body["paid_cents"]).toBe(paid);
    expect(paid).toBeLessThanOrEqual(Number(body["total_cents"]));
    if (!LIVE.has(String(body["status"]))) continue;
    const lines = body["line_items"] as Made[];
    const parts = covered(
      lines.map((line) => Number(line["amount_cents"])),
      paid,
    );
    for (const [index, line] of lines.entries())
      add(line["budget_line_id"], 0, Number(line["amount_cents"]) - (parts[index] ?? 0), parts[index] ?? 0);
  }
  for (const id of model.orders) {
    const { body } = await client.get<Made>(`/v1/change-orders/${id}`);
    if (body["status"] === "approved") add(body["budget_line_id"], Number(body["amount_cents"]), 0, 0);
  }
  return amounts;
}

test("budget lines always are what invoices, payments and change orders make them", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 25 }), async (steps) => {
      const model: Model = { budget: await newBudget(client, refs, LINES), invoices: [], orders: [], payments: [] };
      for (const one of steps) await run(model, one);
      expect(await amountsOf(client, model.budget.id)).toEqual(await recomputed(model));
    }),
    { numRuns: 10 },
  );
}, 60_000);

test("the same holds when everything happens at once", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 6, maxLength: 12 }), async (steps) => {
      const model: Model = { budget: await newBudget(client, refs, LINES), invoices: [], orders: [], payments: [] };
      for (const cents of [700, 900])
        await invoice(model, [
          { cents, line: 0 },
          { cents: 333, line: 1 },
        ]);
      await order(model, { cents: 50, line: 1 });
      for (const id of model.invoices) await act(client, "invoices", id, "approve");
      await Promise.all(steps.map((one) => run(model, one)));
      expect(await amountsOf(client, model.budget.id)).toEqual(await recomputed(model));
    }),
    { numRuns: 6 },
  );
}, 60_000);

test("a project's contract is what it was and what was approved", async () => {
  const order = fc.record({ cents: fc.integer({ min: -500, max: 500 }), approve: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(fc.array(order, { minLength: 1, maxLength: 8 }), async (orders) => {
      const project = await make(client, entityNamed("project"), refs, { contract_amount_cents: 600 });
      let contract = 600;
      for (const { cents, approve } of orders) {
        const more = { amount_cents: cents, project_id: project.id, budget_line_id: null };
        const made = await make(client, entityNamed("change_order"), refs, more);
        await act(client, "change-orders", made.id, "submit");
        const { status } = await act(client, "change-orders", made.id, approve ? "approve" : "reject");
        expect(status).toBe(approve && contract + cents < 0 ? 409 : 200);
        if (approve && status === 200) contract += cents;
      }
      expect((await client.get<Made>(`/v1/projects/${project.id}`)).body["contract_amount_cents"]).toBe(contract);
    }),
    { numRuns: 8 },
  );
}, 60_000);
