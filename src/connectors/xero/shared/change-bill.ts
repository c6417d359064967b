import { z } from "zod";
import { type Action, fields, refused, writeChanges } from "#connectors/sdk";
import { isSameJson } from "#lib/canonical-json";
import { type Bill, type BillChanges, plainBill, plainLines } from "#models";
import { billEndpoints, unitPlaces } from "./client";
import { type Config, inTenant } from "./tenant";
import { text } from "./values";

/** All that Xero has of a line goes back with it when others of the bill are changed. */
const line = z.looseObject({ AccountCode: text });
type Line = z.output<typeof line>;
type Whole = { bill: Bill; lines: Line[] };
type Field = keyof BillChanges["changes"];

/** What a bill is to Xero's states: one that nobody has approved is deleted, not voided. */
const statusOf = (before: Bill, to: string): string =>
  to === "approved" ? "AUTHORISED" : to === "draft" ? "DRAFT" : before.status === "approved" ? "VOIDED" : "DELETED";

/** What Xero works out of quantity and price. */
const WORKED_OUT = new Set(["Quantity", "UnitAmount", "LineAmount", "TaxAmount", "DiscountRate", "DiscountAmount"]);

/**
 * Lines in their order: one that has not changed stays as it is. One that has keeps its account, tax rate and tracking, and
 * stands for one of it; a further one is booked like the last.
 * @throws CallFailure config where tax would have to be worked out anew
 */
function linesOf({ bill: before, lines: there }: Whole, { changes, account_code: account }: BillChanges): object[] {
  if (before.tax_cents !== 0) throw refused("Xero: the lines of a bill with tax cannot be changed from here.");
  const like = there.at(-1);
  const was = plainLines(before);
  return (changes.lines?.to ?? []).map((line, at) => {
    const { description, amount_cents: cents } = line;
    const same = there[at];
    if (same && isSameJson(was[at], line)) return same;
    const kept = Object.entries(there[at] ?? { AccountCode: like?.AccountCode ?? account });
    const plain = kept.filter(([name]) => !WORKED_OUT.has(name));
    return { ...Object.fromEntries(plain), Description: description, Quantity: 1, UnitAmount: cents / 100 };
  });
}

const PLAIN = { number: "InvoiceNumber", issued_on: "Date", due_on: "DueDate", currency: "CurrencyCode" } as const;

function toXero(before: Whole, input: BillChanges, due: ReadonlySet<Field>): object {
  const { changes, bill_id: id } = input;
  const plain = (Object.keys(PLAIN) as (keyof typeof PLAIN)[]).filter((field) => due.has(field));
  return {
    InvoiceID: id,
    ...Object.fromEntries(plain.map((field) => [PLAIN[field], changes[field]?.to ?? ""])),
    ...(due.has("lines") ? { LineItems: linesOf(before, input) } : {}),
    ...(due.has("status") ? { Status: statusOf(before.bill, changes.status?.to ?? "draft") } : {}),
  };
}

/** @param bill as one version reads it */
export function changeBill(bill: z.ZodType<Bill>): Action<Config, "push_bill_changes"> {
  const api = billEndpoints(fields<Whole>({ bill: ["", bill], lines: ["LineItems", z.array(line)] }));
  return {
    repeat: "safe",
    async run(run) {
      const { input } = run;
      const ask = await inTenant(run);
      const asked = { path: { id: input.bill_id }, query: unitPlaces };
      const changes = Object.entries(input.changes).flatMap(([field, change]) =>
        change ? [{ field: field as Field, ...change }] : [],
      );
      const { after, written } = await writeChanges(changes, {
        read: () => ask(api.getBill, asked),
        fieldsOf: (found) => plainBill(found.bill),
        write: (found, due) => ask(api.updateBill, { ...asked, body: { Invoices: [toXero(found, input, due)] } }),
      });
      return { bill_id: input.bill_id, written, bill: after.bill };
    },
  };
}
