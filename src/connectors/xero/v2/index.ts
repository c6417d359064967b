import { CallFailure, defineVersion } from "#connectors/sdk";
import { manifest } from "../manifest";
import { baseUrl, faultsOf, ofTenant, quota, timeOf } from "../shared/api";
import { changeBill } from "../shared/change-bill";
import { type Ask, changesOf, type Listed } from "../shared/changes";
import { pushBill, pushPayment } from "../shared/push";
import { pushContact } from "../shared/push-contact";
import { takeBackPayment } from "../shared/take-back-payment";
import { webhook } from "../shared/webhook";
import { toContact } from "../v1/mapper";
import { A_PAGE, listContacts, listInvoices, listPayments, type Pagination, wholeInvoice } from "./client";
import { toBill, toPayment } from "./mapper";

const changed = ({ UpdatedDateUTC: at }: { UpdatedDateUTC: string }): number => timeOf(at);

/** @throws CallFailure contract when a page holds fewer items than its own counts say */
function listed<T>(items: readonly T[] = [], pages?: Pagination): Listed<T> {
  if (!pages) return { items, isLast: items.length < A_PAGE };
  const { page, pageSize, pageCount, itemCount } = pages;
  if (items.length < Math.min(pageSize, itemCount - (page - 1) * pageSize))
    throw new CallFailure({ class: "contract", message: "Xero: a page holds fewer items than it counts." });
  return { items, isLast: page >= pageCount };
}

export const v2 = defineVersion(manifest, {
  baseUrl,
  quota,
  faultsOf,
  check: async ({ call, config }) => {
    await call(listContacts, { headers: await ofTenant(call, config), query: { page: 1, pageSize: 1 } });
  },
  syncs: {
    contacts: {
      mode: "incremental",
      async *run({ call, config, cursor }) {
        const tenant = await ofTenant(call, config);
        const list = async ({ headers, query }: Ask) => {
          const asked = { ...query, pageSize: A_PAGE, includeArchived: true };
          const answer = await call(listContacts, { headers: { ...tenant, ...headers }, query: asked });
          return listed(answer?.Contacts, answer?.pagination);
        };
        yield* changesOf({ cursor, list, changed, map: (item) => ({ id: item.ContactID, data: toContact(item) }) });
      },
    },
    bills: {
      mode: "incremental",
      async *run({ call, config, cursor }) {
        const tenant = await ofTenant(call, config);
        const list = async ({ headers, query }: Ask) => {
          const asked = { ...query, pageSize: A_PAGE, where: 'Type=="ACCPAY"' };
          const answer = await call(listInvoices, { headers: { ...tenant, ...headers }, query: asked });
          return listed(answer?.Invoices, answer?.pagination);
        };
        yield* changesOf({ cursor, list, changed, map: (item) => ({ id: item.InvoiceID, data: toBill(item) }) });
      },
    },
    bill_payments: {
      mode: "incremental",
      async *run({ call, config, cursor }) {
        const tenant = await ofTenant(call, config);
        const list = async ({ headers, query }: Ask) => {
          const asked = { ...query, pageSize: A_PAGE, where: 'PaymentType=="ACCPAYPAYMENT"' };
          const answer = await call(listPayments, { headers: { ...tenant, ...headers }, query: asked });
          return listed(answer?.Payments, answer?.pagination);
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
