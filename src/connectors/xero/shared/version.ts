import type { z } from "zod";
import { defineVersion } from "#connectors/sdk";
import { type Bill, type BillPayment, costCodeAccountFaults } from "#models";
import { manifest } from "../manifest";
import { changeBill, type WholeInvoice } from "./change-bill";
import { contact, toContact } from "./contact";
import { changesIn, listOf } from "./lists";
import { pushBill, pushPayment } from "./push";
import { pushContact } from "./push-contact";
import { takeBackPayment } from "./take-back-payment";
import { ofTenant } from "./tenant";
import { webhook } from "./webhook";

type Changed = { UpdatedDateUTC: string };

/** What a version has of its own: how it reads bills and payments, and in pages of which size. */
type Own<I, P> = {
  pageSize?: number;
  invoice: z.ZodType<I>;
  payment: z.ZodType<P>;
  toBill: (invoice: I) => Bill;
  /** Null for one that was taken back. */
  toPayment: (payment: P) => BillPayment | null;
};

export function xeroVersion<
  I extends Changed & WholeInvoice & { InvoiceID: string },
  P extends Changed & { PaymentID: string },
>({ pageSize, toBill, toPayment, ...own }: Own<I, P>) {
  const contacts = { of: "Contacts", item: contact, pageSize, query: { includeArchived: true } } as const;
  return defineVersion(manifest, {
    baseUrl: "https://api.xero.com",
    // Of each organisation; a day's allowance is told by Xero alone.
    quota: { calls: 60, perSeconds: 60 },
    faultsOf: ({ cost_code_accounts: lines }) => costCodeAccountFaults("cost_code_accounts", lines),
    check: async ({ call, config }) => {
      const query = { page: 1, pageSize: pageSize && 1 };
      await call(listOf(contacts), { headers: await ofTenant(call, config), query });
    },
    syncs: {
      contacts: changesIn({ ...contacts, map: (item) => ({ id: item.ContactID, data: toContact(item) }) }),
      bills: changesIn({
        of: "Invoices",
        item: own.invoice,
        pageSize,
        query: { where: 'Type=="ACCPAY"' },
        map: (item) => ({ id: item.InvoiceID, data: toBill(item) }),
      }),
      bill_payments: changesIn({
        of: "Payments",
        item: own.payment,
        pageSize,
        query: { where: 'PaymentType=="ACCPAYPAYMENT"' },
        map: (item) => ({ id: item.PaymentID, data: toPayment(item) }),
      }),
    },
    actions: {
      push_bill: pushBill,
      push_bill_changes: changeBill(own.invoice, toBill),
      push_contact: pushContact,
      push_payment: pushPayment,
      take_back_payment: takeBackPayment,
    },
    webhook,
  });
}
