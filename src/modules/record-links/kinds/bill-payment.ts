import { prepare } from "#db/client";
import type { Values } from "#lib/merge-fields";
import { type BillPayment, fieldSchema, invoices, payments, type PushedPayment } from "#models";
import type { InstallRow } from "#modules/installs";
import { type AnyRecord, creation, removal, revision, type Stored } from "#modules/records";
import type { Context } from "../../../context";
import { DomainError } from "../../../errors";
import { configOf, type Kind, recordOf } from "../kind";
import { type Link, linkOf, linksTo } from "../store";

const textOf = (value: unknown) => (value ?? null) as string | null;

const fieldsOf = (record: AnyRecord): Values => ({
  amount_cents: String(record["amount_cents"]),
  paid_on: textOf(record["paid_on"]),
});

/** The invoice that the payment's bill is; undefined while it is none. */
async function invoiceOf(
  ctx: Context,
  { install_id: installId, other_key: billId }: Link,
): Promise<Stored | undefined> {
  if (billId === null) return undefined;
  const recordId = (await linksTo(ctx, installId, "bill", [billId])).get(billId)?.record_id;
  return recordId ? await recordOf(ctx, invoices, recordId) : undefined;
}

const SAME = `select p.id from payments p indexed by payments_invoice_id where p.builder_id = ?1 and p.invoice_id = ?2
 and p.amount_cents = ?3 and p.paid_on = ?4 and (?6 is null or substr(p.id, -12) = ?6) and not exists (
 select 1 from record_links l indexed by record_links_record where l.builder_id = ?1 and l.entity = 'payment'
 and l.record_id = p.id and l.record_id is not null and l.install_id = ?5 and l.external_id <> '') order by p.id limit 1`;

/** The end of the id of the payment here, in the reference of one that was written from here. */
const MARK = /RossOS ([0-9a-f]{12})$/u;

/** The payment that it was written for, or else one of the same amount on the same day, that is no other one there. */
async function match(ctx: Context, link: Link): Promise<string | undefined> {
  const invoice = await invoiceOf(ctx, link);
  const { amount_cents: amount, paid_on: day, reference } = link.remote;
  if (!invoice || !amount || !day) return undefined;
  const mark = MARK.exec(reference ?? "")?.[1] ?? null;
  const values = [invoice.record.id, Number(amount), day, link.install_id, mark];
  return (await prepare(ctx.db, SAME, ctx.builderId, ...values).first<{ id: string }>())?.id;
}

async function create(ctx: Context, _install: InstallRow, link: Link) {
  const invoice = await invoiceOf(ctx, link);
  if (!invoice) return undefined;
  const { amount_cents: amount, paid_on: day, reference } = link.remote;
  if (!amount) throw new DomainError("invalid_request", "Its amount is none that a payment may have.");
  return await creation(ctx, payments, {
    invoice_id: invoice.record.id,
    amount_cents: Number(amount),
    currency: invoice.record["currency"],
    paid_on: day,
    method: "other",
    reference: reference?.slice(0, 100) ?? null,
  });
}

/** Where the install's settings have it booked; null: not at all. */
const accountOf = (install: InstallRow): string | null => textOf(configOf(install)["payment_account_code"]);

/** A payment of an invoice that is a bill there, where there is an account to pay from. */
async function offer(ctx: Context, install: InstallRow, stored: Stored) {
  const account = accountOf(install);
  const { record } = stored;
  if (account === null) return undefined;
  const bill = await linkOf(ctx, install.id, "invoice", String(record["invoice_id"]));
  if (!bill || bill.external_id === "") return undefined;
  // The end of its id tells two payments apart that are otherwise the same.
  const mark = `RossOS ${record.id.slice(-12)}`;
  const own = textOf(record["reference"]);
  const reference = own === null ? mark : `${own} ${mark}`;
  const { amount_cents: amount, paid_on: day } = record;
  const input = { reference, bill_id: bill.external_id, account_code: account, amount_cents: amount, paid_on: day };
  return { input, values: fieldsOf(record) };
}

/** A ledger's payment is what it was when it was made: it can be taken back, not changed. */
export const billPaymentKind: Kind = {
  model: "bill_payment",
  entity: payments,
  read: (payment: BillPayment) => ({
    values: {
      ...(fieldSchema(payments, "amount_cents").safeParse(payment.amount_cents).success
        ? { amount_cents: String(payment.amount_cents) }
        : {}),
      paid_on: payment.paid_on,
      reference: payment.reference,
    },
    matchKey: null,
    otherKey: payment.bill_id,
    at: Date.parse(payment.updated_at),
    mayMatch: true,
  }),
  shownOf: (record) => ({ ...fieldsOf(record), reference: textOf(record["reference"]) }),
  localOf: async (_ctx, { record }) => fieldsOf(record),
  start: {},
  match,
  create,
  groups: [["paid_on"], ["amount_cents"]],
  take: async (ctx, stored, values) => {
    if ("amount_cents" in values)
      throw new DomainError("invalid_state", "The amount of a payment cannot be changed. Delete it and make another.");
    return await revision(ctx, payments, stored, values);
  },
  remove: async (ctx, stored) => await removal(ctx, payments, stored),
  keysOf: () => ({ matchKey: null, otherKey: null }),
  parentOf: ({ record }) => ({ entity: "invoice", id: String(record["invoice_id"]) }),
  offeredOn: "payment.created",
  creation: {
    action: "push_payment",
    isWanted: (install) => accountOf(install) !== null,
    input: offer,
    idOf: ({ payment_id: id }: PushedPayment) => id,
  },
  undoing: { action: "take_back_payment", input: (link) => ({ payment_id: link.external_id }) },
};
