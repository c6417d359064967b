import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";

/** Three letters, or what a bank uses that ISO 4217 does not know. */
const currency = once(() => z.string().max(20).nullable());

/** An account or a card at a bank. */
export const bankAccount = once(() =>
  z.object({
    name: z.string(),
    official_name: z.string().nullable(),
    /** The last digits of its number. */
    mask: z.string().nullable(),
    type: z.string(),
    subtype: z.string().nullable(),
    currency: currency(),
    /** What the bank shows; null where it does not. */
    current_cents: z.int().nullable(),
    available_cents: z.int().nullable(),
    limit_cents: z.int().nullable(),
  }),
);

/** Money that moved, or is about to, on an account or a card. */
export const bankTransaction = once(() =>
  z.object({
    /** The account's id at the upstream. */
    account_id: z.string(),
    /** Positive: money left the account. Refunds and deposits are negative. */
    amount_cents: z.int(),
    currency: currency(),
    /** When it was posted; of a pending one, when it occurred. */
    date: z.iso.date(),
    /** When it was authorised, where that is told: closest to the purchase. */
    authorized_on: z.iso.date().nullable(),
    /** As the bank has it. */
    name: z.string(),
    merchant_name: z.string().nullable(),
    check_number: z.string().nullable(),
    is_pending: z.boolean(),
    /** The pending transaction that this one is the posted form of; that one is gone. */
    pending_transaction_id: z.string().nullable(),
    /** online, in store, other */
    payment_channel: z.string(),
    /** The upstream's own category. */
    category: z.string().nullable(),
    /** Who the account's holder at the bank is, where several are; a hint. */
    account_owner: z.string().nullable(),
  }),
);

export type BankAccount = z.output<ReturnType<typeof bankAccount>>;
export type BankTransaction = z.output<ReturnType<typeof bankTransaction>>;
