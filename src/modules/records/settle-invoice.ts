import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { gather, invoicePaymentEffects } from "./budget-effects";
import { refuseState } from "./rules/state";
import type { Effects, Gathered } from "./rules-type";
import type { AnyRecord, Stored } from "./shape";

/** What is still to be paid on an invoice, in cents. */
export const owedOn = (invoice: AnyRecord): number =>
  Number(invoice["total_cents"]) - Number(invoice["paid_cents"]) - Number(invoice["credited_cents"]);

/** Moves what of an invoice is paid or credited, its state and its budget lines, by so many cents. */
export async function settlement(
  ctx: Context,
  invoice: Stored,
  { paid = 0, credited = 0 }: { paid?: number; credited?: number },
): Promise<Effects> {
  const { record } = invoice;
  const amounts = {
    paid_cents: Number(record["paid_cents"]) + paid,
    credited_cents: Number(record["credited_cents"]) + credited,
  };
  const isNothing = amounts.paid_cents + amounts.credited_cents === 0;
  const status = isNothing ? "approved" : owedOn({ ...record, ...amounts }) === 0 ? "paid" : "partially_paid";
  const changes: Partial<AnyRecord> = {
    ...amounts,
    status,
    paid_at: status === "paid" ? new Date(ctx.now).toISOString() : null,
  };
  return await invoicePaymentEffects(ctx, invoice, changes);
}

/**
 * Has the vendor's credits take so much off an invoice in all: it is owed no more, and was not spent.
 * @throws DomainError invalid_state for one that is not approved, and for more than was not paid
 */
export async function invoiceCredit(ctx: Context, invoice: Stored, cents: number): Promise<Gathered> {
  const { record } = invoice;
  refuseState("invoice", record, ["approved", "partially_paid", "paid"], "credited");
  const credited = cents - Number(record["credited_cents"]);
  if (credited > owedOn(record))
    throw new DomainError("invalid_state", `The invoice has only ${owedOn(record)} cents left that can be credited.`);
  return await gather(ctx, [await settlement(ctx, invoice, { credited })]);
}
