import { z } from "zod";
import { type Action, CallFailure, endpoint } from "#connectors/sdk";
import { canonicalJson } from "#lib/canonical-json";
import { type Bill, type BillChanges, plainLines } from "#models";
import { unitPlaces } from "./amounts";
import { judge, judgeWrite, ofTenant } from "./api";

type Config = { tenant_id: string | null };

type Line = Readonly<Record<string, unknown>> & { AccountCode: string | null };

const path = "/api.xro/2.0/Invoices/{id}";

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
  if (before.tax_cents !== 0) {
    const message = "Xero: the lines of a bill with tax cannot be changed from here.";
    throw new CallFailure({ class: "config", message, rejected: true });
  }
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

/**
 * The bill is read first: what has been changed there meanwhile is left, and what is there already is not sent again.
 * @param schema of an invoice in one version, its lines with all that Xero has of them
 */
export function changeBill<I extends { LineItems: readonly Line[] }>(
  schema: z.ZodType<I>,
  toBill: (invoice: I) => Bill,
): Action<Config, "push_bill_changes"> {
  const response = z.object({ Invoices: z.tuple([schema]) });
  const getBill = endpoint({ name: "getBill", method: "GET", path, response, judge });
  const updateBill = endpoint({
    name: "updateBill",
    method: "POST",
    path,
    repeatable: true,
    response,
    judge: judgeWrite,
  });
  return {
    repeat: "safe",
    async run({ call, config, input, key }) {
      const headers = await ofTenant(call, config);
      const where = { id: input.bill_id };
      const [before] = (await call(getBill, { headers, path: where, query: unitPlaces })).Invoices;
      const bill = toBill(before);
      const was = formOf(bill);
      const asked = FIELDS.filter((field) => input.changes[field] !== undefined);
      const due = asked.filter((field) => {
        const { from, to } = input.changes[field] ?? { from: null, to: null };
        return isSame(was[field], from) && !isSame(from, to);
      });
      let after = before;
      if (due.length > 0) {
        const body = { Invoices: [toXero(bill, before.LineItems, input, new Set(due))] };
        const sent = { headers: { ...headers, "idempotency-key": key }, path: where, query: unitPlaces, body };
        [after] = (await call(updateBill, sent)).Invoices;
      }
      const now = toBill(after);
      const is = formOf(now);
      const written = asked.filter((field) => isSame(is[field], input.changes[field]?.to));
      return { bill_id: input.bill_id, written, bill: now };
    },
  };
}
