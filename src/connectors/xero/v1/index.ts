import { defineVersion } from "#connectors/sdk";
import { manifest } from "../manifest";
import { baseUrl, faultsOf, ofTenant, quota, timeOf } from "../shared/api";
import { changeBill } from "../shared/change-bill";
import { type Ask, changesOf } from "../shared/changes";
import { pushBill, pushPayment } from "../shared/push";
import { pushContact } from "../shared/push-contact";
import { takeBackPayment } from "../shared/take-back-payment";
import { webhook } from "../shared/webhook";
import { A_PAGE, listContacts, listInvoices, listPayments, wholeInvoice } from "./client";
import { toBill, toContact, toPayment } from "./mapper";

const changed = ({ UpdatedDateUTC: at }: { UpdatedDateUTC: string }): number => timeOf(at);
/** A page that is not full is the last. */
const listed = <T>(items: readonly T[] = []) => ({ items, isLast: items.length < A_PAGE });

export const v1 = defineVersion(manifest, {
  baseUrl,
  quota,
  faultsOf,
  check: async ({ call, config }) => {
    await call(listContacts, { headers: await ofTenant(call, config), query: { page: 1 } });
  },
  syncs: {
    contacts: {
      mode: "incremental",
      async *run({ call, config, cursor }) {
        const tenant = await ofTenant(call, config);
        const list = async ({ headers, query }: Ask) => {
          const asked = { ...query, includeArchived: true };
          return listed((await call(listContacts, { headers: { ...tenant, ...headers }, query: asked }))?.Contacts);
        };
        yield* changesOf({ cursor, list, changed, map: (item) => ({ id: item.ContactID, data: toContact(item) }) });
      },
    },
    bills: {
      mode: "incremental",
      async *run({ call, config, cursor }) {
        const tenant = await ofTenant(call, config);
        const list = async ({ headers, query }: Ask) => {
          const asked = { ...query, where: 'Type=="ACCPAY"' };
          return listed((await call(listInvoices, { headers: { ...tenant, ...headers }, query: asked }))?.Invoices);
        };
        yield* changesOf({ cursor, list, changed, map: (item) => ({ id: item.InvoiceID, data: toBill(item) }) });
      },
    },
    bill_payments: {
      mode: "incremental",
      async *run({ call, config, cursor }) {
        const tenant = await ofTenant(call, config);
        const list = async ({ headers, query }: Ask) => {
          const asked = { ...query, where: 'PaymentType=="ACCPAYPAYMENT"' };
          return listed((await call(listPayments, { headers: { ...tenant, ...headers }, query: asked }))?.Payments);
        };
        yield* changesOf({ cursor, list, changed, map: (item) => ({ id: item.PaymentID, data: toPayment(item) }) });
      },
    },
  },
  actions: {
    push_bill: pushBill,
    push_bill_changes: changeBill(wholeInvoice, toBill),
    push_contact: pushContact,
    push_payment: pushPayment,
    take_back_payment: takeBackPayment,
  },
  webhook,
});
