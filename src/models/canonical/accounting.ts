import { sumCents } from "#lib/money";
import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";

const currency = once(() => z.string().length(3));

/** Somebody in a ledger: a vendor, a client, or both. */
export const contact = once(() =>
  z.object({
    name: z.string(),
    is_active: z.boolean(),
    /** Null where the ledger does not tell. */
    is_vendor: z.boolean().nullable(),
    is_customer: z.boolean().nullable(),
    contact_name: z.string().nullable(),
    email: z.string().nullable(),
    phone: z.string().nullable(),
    tax_number: z.string().nullable(),
    address_line1: z.string().nullable(),
    city: z.string().nullable(),
    state: z.string().nullable(),
    postal_code: z.string().nullable(),
    country: z.string().nullable(),
    updated_at: z.iso.datetime(),
  }),
);

export const billLine = once(() =>
  z.object({
    description: z.string(),
    quantity: z.number().nullable(),
    /** As the bill's `amounts` says. */
    amount_cents: z.int(),
    /** Null where it is not told line by line. */
    tax_cents: z.int().nullable(),
    account_code: z.string().nullable(),
    /** Cost centres and jobs, as `category: option`. */
    tracking: z.array(z.string()),
  }),
);

/** A vendor's bill in a ledger. */
export const bill = once(() =>
  z.object({
    number: z.string().nullable(),
    /** Id of the vendor in the ledger. */
    contact_id: z.string(),
    contact_name: z.string(),
    status: z.enum(["draft", "submitted", "approved", "paid", "void"]),
    issued_on: z.iso.date().nullable(),
    due_on: z.iso.date().nullable(),
    currency: currency(),
    /** Whether the amounts of its lines are without tax, with it, or have none. */
    amounts: z.enum(["net", "gross", "untaxed"]),
    /** Said of a bill that was entered with tax in its lines, where they are told without it. */
    shows_tax: z.literal(true).optional(),
    lines: z.array(billLine()),
    subtotal_cents: z.int(),
    tax_cents: z.int(),
    total_cents: z.int(),
    paid_cents: z.int(),
    /** Taken off by credit notes, overpayments and prepayments; said where there are any. */
    credited_cents: z.int().optional(),
    due_cents: z.int(),
    updated_at: z.iso.datetime(),
  }),
);

/** Money paid on a bill, in a ledger. */
export const billPayment = once(() =>
  z.object({
    bill_id: z.string(),
    bill_number: z.string().nullable(),
    /** In the bill's currency. */
    amount_cents: z.int(),
    /** In the currency of the account it was paid from; null where that is not told. */
    account_amount_cents: z.int().nullable(),
    paid_on: z.iso.date(),
    reference: z.string().nullable(),
    account_code: z.string().nullable(),
    is_reconciled: z.boolean(),
    updated_at: z.iso.datetime(),
  }),
);

/** A bill as it is written to a ledger. */
export const billToPush = once(() =>
  z.strictObject({
    /** The vendor's own number; with the vendor and the date it tells bills apart. */
    number: z.string().min(1).max(60),
    contact_id: z.string().min(1).max(100),
    issued_on: z.iso.date(),
    due_on: z.iso.date(),
    currency: currency().default("USD"),
    amounts: z.enum(["net", "gross", "untaxed"]).default("net"),
    /** Otherwise it waits there as a draft. */
    is_approved: z.boolean().default(false),
    lines: z
      .array(
        z.strictObject({
          description: z.string().min(1).max(500),
          quantity: z.number().positive().default(1),
          amount_cents: z.int(),
          account_code: z.string().min(1).max(20),
          /** The ledger's own name of a tax rate; null for the account's usual one. */
          tax_type: z.string().max(50).nullable().default(null),
        }),
      )
      .min(1)
      .max(200),
  }),
);

export const pushedBill = once(() =>
  z.object({
    /** Its id in the ledger. */
    bill_id: z.string(),
    status: bill().shape.status,
    total_cents: z.int(),
  }),
);

/** A line of a bill as it is changed in a ledger: what it costs in all, in the bill's own way of showing amounts. */
const plainLine = once(() => z.strictObject({ description: z.string().min(1).max(500), amount_cents: z.int() }));

const change = <T extends z.ZodType>(value: T) =>
  z.strictObject({ from: value.nullable(), to: value.nullable() }).optional();

/** Changes of a bill as they are written to a ledger: each field from what it was there to what it is to be. */
export const billChanges = once(() =>
  z.strictObject({
    bill_id: z.string().min(1).max(100),
    changes: z.strictObject({
      number: change(z.string().max(60)),
      issued_on: change(z.iso.date()),
      due_on: change(z.iso.date()),
      currency: change(currency()),
      status: change(z.enum(["draft", "approved", "void"])),
      lines: change(z.array(plainLine()).max(200)),
    }),
    /** Where new lines are booked when the bill has none to go by. */
    account_code: z.string().min(1).max(20).nullable().default(null),
  }),
);

export const changedBill = once(() =>
  z.object({
    /** Its id in the ledger. */
    bill_id: z.string(),
    /** Fields that are now as they were to be. Others have been changed in the ledger meanwhile, and were left. */
    written: z.array(z.enum(["number", "issued_on", "due_on", "currency", "status", "lines"])),
    /** As it stands there afterwards. */
    bill: bill(),
  }),
);

/**
 * A bill's lines as an invoice has them, which is as they were entered, whichever way a version tells them: tax that is not
 * in them is a last line. They add up to the bill's total, to the cent.
 */
export function plainLines({ lines, shows_tax: shows, total_cents: total, tax_cents: tax }: Bill): PlainLine[] {
  const plain = lines.map(({ description, amount_cents: amount, tax_cents: own }) => ({
    description: description.trim().slice(0, 500) || "No description",
    amount_cents: amount + (shows ? (own ?? 0) : 0),
  }));
  const rest = total - sumCents(plain.map(({ amount_cents: amount }) => amount));
  if (rest === 0) return plain;
  return [...plain, { description: rest === tax ? "Tax" : "Tax and rounding", amount_cents: rest }];
}

/** What a bill's status is to changes of it: whether money was paid is told by payments alone. */
export const PLAIN_STATUSES = {
  draft: "draft",
  submitted: "draft",
  approved: "approved",
  paid: "approved",
  void: "void",
} as const satisfies Record<Bill["status"], string>;

/** A bill in the form its changes are told in. */
export const plainBill = (bill: Bill): Record<keyof BillChanges["changes"], unknown> => ({
  number: bill.number,
  issued_on: bill.issued_on,
  due_on: bill.due_on,
  currency: bill.currency,
  status: PLAIN_STATUSES[bill.status],
  lines: plainLines(bill),
});

/** A payment as it is written to a ledger. */
export const paymentToPush = once(() =>
  z.strictObject({
    /** Goes along with the payment, so that it is found again and never written twice. */
    reference: z.string().min(1).max(255),
    bill_id: z.string().min(1).max(100),
    account_code: z.string().min(1).max(20),
    amount_cents: z.int().positive(),
    paid_on: z.iso.date(),
  }),
);

export const pushedPayment = once(() =>
  z.object({
    /** Its id in the ledger. */
    payment_id: z.string(),
    amount_cents: z.int(),
  }),
);

/** A payment that is taken back in a ledger. */
export const paymentToTakeBack = once(() => z.strictObject({ payment_id: z.string().min(1).max(100) }));

export const takenBackPayment = once(() =>
  z.object({
    /** Its id in the ledger. */
    payment_id: z.string(),
  }),
);

/** Fields of a contact that are written to a ledger. */
const contactFields = [
  "name",
  "contact_name",
  "email",
  "phone",
  "address_line1",
  "city",
  "state",
  "postal_code",
] as const;

/** Changes of a contact as they are written to a ledger: each field from what it was there to what it is to be. */
export const contactToPush = once(() =>
  z.strictObject({
    contact_id: z.string().min(1).max(100),
    changes: z
      .array(
        z.strictObject({
          field: z.enum(contactFields),
          from: z.string().max(500).nullable(),
          to: z.string().max(500).nullable(),
        }),
      )
      .min(1)
      .max(contactFields.length),
  }),
);

export const pushedContact = once(() =>
  z.object({
    /** Its id in the ledger. */
    contact_id: z.string(),
    /** Fields that are now as they were to be. Others have been changed in the ledger meanwhile, and were left. */
    written: z.array(z.enum(contactFields)),
    /** As it stands there afterwards. */
    contact: contact(),
  }),
);

export type Contact = z.output<ReturnType<typeof contact>>;
export type ContactToPush = z.output<ReturnType<typeof contactToPush>>;
export type PushedContact = z.output<ReturnType<typeof pushedContact>>;
export type Bill = z.output<ReturnType<typeof bill>>;
export type BillLine = z.output<ReturnType<typeof billLine>>;
export type BillPayment = z.output<ReturnType<typeof billPayment>>;
export type BillToPush = z.output<ReturnType<typeof billToPush>>;
export type BillChanges = z.output<ReturnType<typeof billChanges>>;
export type ChangedBill = z.output<ReturnType<typeof changedBill>>;
export type PlainLine = z.output<ReturnType<typeof plainLine>>;
export type PushedBill = z.output<ReturnType<typeof pushedBill>>;
export type PushedPayment = z.output<ReturnType<typeof pushedPayment>>;
export type PaymentToPush = z.output<ReturnType<typeof paymentToPush>>;
