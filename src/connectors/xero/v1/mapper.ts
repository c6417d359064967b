import { z } from "zod";
import { fields } from "#connectors/sdk";
import type { Bill, BillPayment } from "#models";
import { billSources, lineSources, paymentSources, unlessTakenBack } from "../shared/bill";

const line = fields<Pick<Bill["lines"][number], keyof typeof lineSources>>(lineSources).transform((read) => ({
  ...read,
  tax_cents: null,
  tracking: [],
}));

export const bill = fields<Bill>({ ...billSources, lines: ["LineItems", z.array(line)] });

export const payment = unlessTakenBack(
  fields<Omit<BillPayment, "account_amount_cents">>(paymentSources).transform((read) => ({
    ...read,
    account_amount_cents: null,
  })),
);
