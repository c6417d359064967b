import { prepare } from "#db/client";
import { canonicalJson } from "#lib/canonical-json";
import type { Values } from "#lib/merge-fields";
import {
  type Bill,
  type ChangedBill,
  fieldSchema,
  invoiceLineItems,
  invoices,
  PLAIN_STATUSES,
  type PlainLine,
  plainLines,
  type PushedBill,
} from "#models";
import type { InstallRow } from "#modules/installs";
import {
  type AnyRecord,
  creation,
  invoiceApproval,
  invoiceCredit,
  invoiceVoiding,
  move,
  refuseViolations,
  replacement,
  revision,
  selectChildren,
  type Stored,
} from "#modules/records";
import type { Context } from "../../../context";
import { DomainError } from "../../../errors";
import { accountOf, bookedLines } from "../booked-lines";
import { type Change, configOf, type Kind, type Taken } from "../kind";
import { type Link, linkOf, linksTo } from "../store";
import { spokenState } from "#lib/spoken-state";

/** What a field of an invoice is called in the changes of a bill. */
const NAMES = {
  number: "number",
  invoice_date: "issued_on",
  due_date: "due_on",
  currency: "currency",
  status: "status",
  line_items: "lines",
} as const;
/** What is credited is taken off once it is approved, and no more before it is void. */
const GROUPS = [["due_date"], ["number", "invoice_date", "currency"], ["line_items"]] as const;
const [STATUS, CREDIT] = [["status"], ["credited_cents"]] as const;
const PLAIN = ["number", "invoice_date", "due_date", "currency"] as const;

/** Null where there is none. */
const creditOf = (cents: unknown): string | null => (Number(cents ?? 0) > 0 ? String(cents) : null);

/** What does not fit an invoice is left out, and so neither taken nor overwritten. */
function valuesOf(bill: Bill): Values {
  const plain = {
    number: bill.number,
    invoice_date: bill.issued_on,
    due_date: bill.due_on,
    currency: bill.currency,
  };
  const fits = Object.entries(plain).filter(([name, value]) => fieldSchema(invoices, name).safeParse(value).success);
  const lines = plainLines(bill);
  const hasRoom = lines.length <= (invoiceLineItems.parent?.max ?? 0) && bill.total_cents >= 0;
  return {
    ...Object.fromEntries(fits),
    status: PLAIN_STATUSES[bill.status],
    credited_cents: creditOf(bill.credited_cents),
    ...(hasRoom ? { line_items: canonicalJson(lines) } : {}),
  };
}

const textOf = (value: unknown) => (value ?? null) as string | null;
const linesOf = (values: Values): PlainLine[] => JSON.parse(values["line_items"] ?? "[]") as PlainLine[];
const statusOf = ({ status }: AnyRecord): string => (status === "draft" || status === "void" ? status : "approved");

const shownOf = (record: AnyRecord): Values => ({
  ...Object.fromEntries(PLAIN.map((name) => [name, textOf(record[name])])),
  status: statusOf(record),
  credited_cents: creditOf(record["credited_cents"]),
});

async function localOf(ctx: Context, stored: Stored): Promise<Values> {
  const lines = await selectChildren(ctx, invoiceLineItems, stored.record.id);
  const plain = lines.map(({ record }) => ({
    description: String(record["description"]).trim() || "No description",
    amount_cents: Number(record["amount_cents"]),
  }));
  return { ...shownOf(stored.record), line_items: canonicalJson(plain) };
}

const BY_NUMBER = `select id from invoices indexed by invoices_vendor_id_number where builder_id = ?1 and vendor_id = ?2 and number = ?3`;

/** The vendor's invoice of exactly the same number; of a vendor that the bill's contact is. */
async function match(ctx: Context, link: Link): Promise<string | undefined> {
  const { number } = link.remote;
  const vendorId = await vendorOf(ctx, link);
  if (!vendorId || !number) return undefined;
  return (await prepare(ctx.db, BY_NUMBER, ctx.builderId, vendorId, number).first<{ id: string }>())?.id;
}

async function vendorOf(ctx: Context, { install_id: installId, other_key: contactId }: Link): Promise<string | null> {
  if (contactId === null) return null;
  return (await linksTo(ctx, installId, "contact", [contactId])).get(contactId)?.record_id ?? null;
}

/** A draft: that it is approved is taken in a step of its own. */
async function create(ctx: Context, install: InstallRow, link: Link) {
  const { remote } = link;
  if (configOf(install)["create_invoices"] !== true || remote["status"] === "void") return undefined;
  const vendorId = await vendorOf(ctx, link);
  if (!vendorId) return undefined;
  if (!remote["number"]) throw new DomainError("invalid_request", "The bill has no number that an invoice may have.");
  if (!remote["invoice_date"]) throw new DomainError("invalid_request", "The bill has no date.");
  if (!remote["line_items"])
    throw new DomainError("invalid_request", "The bill has more lines than an invoice, or is a credit.");
  const fields = Object.fromEntries(PLAIN.map((name) => [name, remote[name]]));
  const lines = linesOf(remote).map((line, at) => ({ ...line, position: at + 1 }));
  const planned = await creation(ctx, invoices, { ...fields, vendor_id: vendorId, line_items: lines });
  await refuseViolations(ctx, invoices, planned.result);
  return planned;
}

async function take(ctx: Context, stored: Stored, values: Values): Promise<Taken> {
  if ("credited_cents" in values) return await invoiceCredit(ctx, stored, Number(values["credited_cents"] ?? 0));
  if ("line_items" in values) return await replacement(ctx, invoiceLineItems, stored, linesOf(values));
  if (values["status"] === "approved") return await move(ctx, invoices, stored, invoiceApproval);
  if (values["status"] === "void") return await move(ctx, invoices, stored, invoiceVoiding);
  if ("status" in values)
    throw new DomainError(
      "invalid_state",
      `The invoice is ${spokenState(statusOf(stored.record))} and cannot be a draft again.`,
    );
  const planned = await revision(ctx, invoices, stored, values);
  await refuseViolations(ctx, invoices, planned.result.record);
  return planned;
}

/**
 * An approved invoice of a vendor that is a contact there, where there is an account to book its lines on.
 * @throws DomainError invalid_state while its vendor is no contact there
 */
async function offer(ctx: Context, install: InstallRow, stored: Stored) {
  const { record } = stored;
  if (accountOf(install) === null || statusOf(record) !== "approved") return undefined;
  const contact = await linkOf(ctx, install.id, "vendor", String(record["vendor_id"]));
  if (!contact) {
    const message = `The vendor of invoice ${String(record["number"])} is no contact there. It is written as soon as there is one.`;
    throw new DomainError("invalid_state", message);
  }
  const lines = await selectChildren(ctx, invoiceLineItems, record.id);
  const input = {
    number: record["number"],
    contact_id: contact.external_id,
    issued_on: record["invoice_date"],
    due_on: record["due_date"] ?? record["invoice_date"],
    currency: record["currency"],
    // Whatever tax there is, is in the invoice's own lines: what is owed there is what is owed here.
    amounts: "untaxed",
    is_approved: true,
    lines: await bookedLines(ctx, install, lines),
  };
  return { input, values: await localOf(ctx, stored) };
}

const typed = (field: string, value: string | null): unknown =>
  field === "line_items" && value !== null ? (JSON.parse(value) as unknown) : value;

const changesOf = (changes: readonly Change[]): object =>
  Object.fromEntries(
    changes.map(({ field, from, to }) => [
      NAMES[field as keyof typeof NAMES],
      { from: typed(field, from), to: typed(field, to) },
    ]),
  );

export const billInvoice: Kind = {
  model: "bill",
  entity: invoices,
  read: (bill: Bill) => ({
    values: { ...valuesOf(bill), contact_name: bill.contact_name },
    matchKey: bill.number,
    otherKey: bill.contact_id,
    at: Date.parse(bill.updated_at),
    mayMatch: true,
  }),
  shownOf,
  localOf,
  start: { status: "draft", credited_cents: null },
  match,
  create,
  groups: ({ status }) => [...GROUPS, ...(status === "void" ? [CREDIT, STATUS] : [STATUS, CREDIT])],
  take,
  keysOf: ({ record }) => ({ matchKey: textOf(record["number"]), otherKey: null }),
  parentOf: ({ record }) => ({ entity: "vendor", id: String(record["vendor_id"]) }),
  dependents: "bill_payment",
  offeredOn: "invoice.approved",
  creation: {
    action: "push_bill",
    isWanted: (install) => accountOf(install) !== null,
    waitsForParent: true,
    isOver: ({ record }) => statusOf(record) === "void",
    input: offer,
    idOf: ({ bill_id: id }: PushedBill) => id,
  },
  writing: {
    action: "push_bill_changes",
    fields: Object.keys(NAMES),
    input: (install, link, changes) => ({
      bill_id: link.external_id,
      changes: changesOf(changes),
      account_code: accountOf(install),
    }),
    read: ({ written, bill }: ChangedBill) => ({
      written: Object.entries(NAMES).flatMap(([ours, theirs]) => (written.includes(theirs) ? [ours] : [])),
      data: bill,
    }),
  },
};
