import type { z } from "zod";
import { defineVersion } from "#connectors/sdk";
import { type Bill, type BillPayment, costCodeAccountFaults } from "#models";
import { manifest } from "../manifest";
import { changeBill } from "./change-bill";
import { contact } from "./contact";
import { changesIn, listOf } from "./lists";
import { pushBill, pushPayment, takeBackPayment } from "./push";
import { pushContact } from "./push-contact";
import { inTenant } from "./tenant";
import { webhook } from "./webhook";

/** What a version has of its own: how it reads bills and payments, and in pages of which size. */
type Own = {
  size?: { pageSize: number };
  bill: z.ZodType<Bill>;
  /** Null for one that was taken back. */
  payment: z.ZodType<BillPayment | null>;
};

const OF_VENDORS = { bills: { where: 'Type=="ACCPAY"' }, payments: { where: 'PaymentType=="ACCPAYPAYMENT"' } };

export function xeroVersion({ size, bill, payment }: Own) {
  const contacts = {
    of: "Contacts",
    id: "ContactID",
    item: contact,
    query: { ...size, includeArchived: true },
  } as const;
  return defineVersion(manifest, {
    baseUrl: "https://api.xero.com",
    // Of each organisation; a day's allowance is told by Xero alone.
    quota: { calls: 60, perSeconds: 60 },
    faultsOf: ({ cost_code_accounts: lines }) => costCodeAccountFaults("cost_code_accounts", lines),
    check: async (run) => {
      const ask = await inTenant(run);
      await ask(listOf(contacts), { query: { page: 1, ...(size && { pageSize: 1 }) } });
    },
    syncs: {
      contacts: changesIn(contacts),
      bills: changesIn({ of: "Invoices", id: "InvoiceID", item: bill, query: { ...size, ...OF_VENDORS.bills } }),
      bill_payments: changesIn({
        of: "Payments",
        id: "PaymentID",
        item: payment,
        query: { ...size, ...OF_VENDORS.payments },
      }),
    },
    actions: {
      push_bill: pushBill,
      push_bill_changes: changeBill(bill),
      push_contact: pushContact,
      push_payment: pushPayment,
      take_back_payment: takeBackPayment,
    },
    webhook,
  });
}
