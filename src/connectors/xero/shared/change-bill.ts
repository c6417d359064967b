import type { z } from "zod";
import { type Action, refused, writeChanges } from "#connectors/sdk";
import { canonicalJson } from "#lib/canonical-json";
import { type Bill, type BillChanges, plainLines } from "#models";
import { unitPlaces } from "./amounts";
import { billEndpoints } from "./client";
import { type Config, ofTenant } from "./tenant";

type Line = Readonly<Record<string, unknown>> & { AccountCode: string | null };
/** An invoice, its lines with all that Xero has of them. */
export type WholeInvoice = { LineItems: readonly Line[] };

type Fields = BillChanges["changes"];
type Field = keyof Fields;

const FIELDS = ["number", "issued_on", "due_on", "currency", "status", "lines"] as const satisfies readonly Field[];
/** What a bill is to Xero's states: one that nobody has approved is deleted, not voided. */
const statusOf = (before: Bill, to: string): string =>
  to === "approved" ? "AUTHORISED" : to === "draft" ? "DRAFT" : before.status === "approved" ? "VOIDED" : "DELETED";

const SIMPLE = { draft: "draft", submitted: "draft", approved: "approved", paid: "approved", void: "void" } as const;

/** A bill in the form its changes are told in. */
const formOf = (bill: Bill): Record<Field, unknown> => ({
  number: bill.number,
  issued_on: bill.issued_on,
  due_on: bill.due_on,
  currency: bill.currency,
  status: SIMPLE[bill.status],
  lines: plainLines(bill),
});

const isSame = (a: unknown, b: unknown): boolean => canonicalJson(a) === canonicalJson(b);

/** What Xero works out of quantity and price. */
const WORKED_OUT = new Set(["Quantity", "UnitAmount", "LineAmount", "TaxAmount", "DiscountRate", "DiscountAmount"]);

/**
 * Lines in their order: one that has not changed stays as it is. One that has keeps its account, tax rate and tracking, and
 * stands for one of it; a further one is booked like the last.
 * @throws CallFailure config where tax would have to be worked out anew
 */
function linesOf(before: Bill, there: readonly Line[], { changes, account_code: account }: BillChanges): object[] {
  if (before.tax_cents !== 0) throw refused("Xero: the lines of a bill with tax cannot be changed from here.");
  const like = there.at(-1);
  const was = plainLines(before);
  return (changes.lines?.to ?? []).map((line, at) => {
    const { description, amount_cents: cents } = line;
    const same = there[at];
    if (same && isSame(was[at], line)) return same;
    const kept = Object.entries(there[at] ?? { AccountCode: like?.AccountCode ?? account });
    const plain = kept.filter(([name]) => !WORKED_OUT.has(name));
    return { ...Object.fromEntries(plain), Description: description, Quantity: 1, UnitAmount: cents / 100 };
  });
}

const PLAIN = { number: "InvoiceNumber", issued_on: "Date", due_on: "DueDate", currency: "CurrencyCode" } as const;

function toXero(before: Bill, there: readonly Line[], input: BillChanges, due: ReadonlySet<Field>): object {
  const { changes, bill_id: id } = input;
  const plain = (Object.keys(PLAIN) as (keyof typeof PLAIN)[]).filter((field) => due.has(field));
  return {
    InvoiceID: id,
    ...Object.fromEntries(plain.map((field) => [PLAIN[field], changes[field]?.to ?? ""])),
    ...(due.has("lines") ? { LineItems: linesOf(before, there, input) } : {}),
    ...(due.has("status") ? { Status: statusOf(before, changes.status?.to ?? "draft") } : {}),
  };
}

/** @param schema of an invoice, as one version reads it */
export function changeBill<I extends WholeInvoice>(
  schema: z.ZodType<I>,
  toBill: (invoice: I) => Bill,
): Action<Config, "push_bill_changes"> {
  const api = billEndpoints(schema);
  return {
    repeat: "safe",
    async run({ call, config, input, key }) {
      const headers = await ofTenant(call, config);
      const asked = { path: { id: input.bill_id }, query: unitPlaces };
      const changes = FIELDS.flatMap((field) => {
        const change = input.changes[field];
        return change ? [{ field, ...change }] : [];
      });
      const { after, written } = await writeChanges(changes, {
        read: async () => (await call(api.getBill, { ...asked, headers })).Invoices[0],
        fieldsOf: (found) => formOf(toBill(found)),
        write: async (found, due) => {
          const body = { Invoices: [toXero(toBill(found), found.LineItems, input, due)] };
          const sent = { ...asked, headers: { ...headers, "idempotency-key": key }, body };
          return (await call(api.updateBill, sent)).Invoices[0];
        },
      });
      return { bill_id: input.bill_id, written, bill: toBill(after) };
    },
  };
}
