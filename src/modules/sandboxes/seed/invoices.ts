import { allocate } from "#lib/money";
import { DAY_MS } from "#lib/time";
import { invoiceLineItems, invoices, payments } from "#models";
import type { AnyRecord } from "#modules/records";
import { STEPS } from "./names";
import type { Built, Shared } from "./project";
import { dayAt, isoAt, raise, type Seeder } from "./records";

type State = "draft" | "approved" | "partially_paid" | "paid" | "void";

/** Of work under way the newest bills are still open; everything older, and all of what is finished, is paid. */
function stateOf({ plan }: Built, step: number): State {
  if (plan.status === "completed" || plan.status === "warranty") return "paid";
  const age = plan.done - 1 - step;
  return (["draft", "approved", "partially_paid"] as const)[age] ?? (age === 4 ? "void" : "paid");
}

type Bill = { state: State; total: number; paid: number; day: number };

function billOf(built: Built, step: number, budgeted: number): Bill {
  const state = stateOf(built, step);
  const total = Math.round((budgeted * (96 + (step % 5))) / 100);
  const paid = state === "paid" ? total : state === "partially_paid" ? Math.round(total / 2) : 0;
  return { state, total, paid, day: Math.min((built.days[step + 1] ?? 0) + 1, -1) };
}

/** One bill a finished step. What approval and payment do to the budget line is done here as well. */
export function seedInvoices(seeder: Seeder, shared: Shared, built: Built): void {
  for (const [step, [name, , , code, trade]] of STEPS.slice(0, built.plan.done).entries()) {
    const line = built.lines[step];
    const vendor = shared.vendors.get(trade);
    if (!line || !vendor) continue;
    const bill = billOf(built, step, Number(line["budgeted_cents"]));
    const invoice = seedInvoice(seeder, vendor, built, step, bill);
    for (const [position, amount] of allocate(bill.total, step % 2 === 0 ? [60, 40] : [55, 30, 15]).entries()) {
      seeder.add(invoiceLineItems, seeder.now + bill.day * DAY_MS, {
        invoice_id: invoice.id,
        description: `${name}: ${["labor", "material", "equipment"][position] ?? "other"}`,
        position,
        quantity: 1,
        amount_cents: amount,
        cost_code_id: shared.costCodes.get(code)?.id,
        budget_line_id: line.id,
      });
    }
    seedPayments(seeder, invoice, bill.paid, bill.day);
    if (bill.state === "draft" || bill.state === "void") continue;
    raise(line, "committed_cents", bill.total - bill.paid);
    raise(line, "actual_cents", bill.paid);
  }
}

function seedInvoice(seeder: Seeder, vendor: AnyRecord, built: Built, step: number, bill: Bill): AnyRecord {
  const { state, total, paid, day } = bill;
  const at = seeder.now + day * DAY_MS;
  const after = (days: number) => isoAt(Math.min(at + days * DAY_MS, seeder.now));
  return seeder.add(invoices, at, {
    vendor_id: vendor.id,
    number: `${built.plan.code.slice(4)}-${String(step + 1).padStart(2, "0")}`,
    project_id: built.project.id,
    status: state,
    invoice_date: dayAt(seeder.now, day),
    due_date: dayAt(seeder.now, day + 30),
    total_cents: total,
    paid_cents: paid,
    memo: `${STEPS[step]?.[0] ?? "Work"}, ${built.plan.name}`,
    approved_at: state === "draft" ? null : after(2),
    paid_at: state === "paid" ? after(12) : null,
    voided_at: state === "void" ? after(3) : null,
  });
}

const METHODS = ["ach", "check", "wire"] as const;

function seedPayments(seeder: Seeder, invoice: AnyRecord, paid: number, billed: number): void {
  if (paid === 0) return;
  const shares = paid > 10_000_000 ? allocate(paid, [1, 1]) : [paid];
  for (const [index, amount] of shares.entries()) {
    const day = Math.min(billed + 5 + 7 * index, 0);
    seeder.add(payments, seeder.now + day * DAY_MS, {
      invoice_id: invoice.id,
      amount_cents: amount,
      paid_on: dayAt(seeder.now, day),
      method: METHODS[(amount + index) % METHODS.length],
      reference: String(4000 + (amount % 5000)),
    });
  }
}
