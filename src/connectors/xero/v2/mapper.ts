import { z } from "zod";
import { fields, readers, wordIn } from "#connectors/sdk";
import type { Bill, BillLine, BillPayment } from "#models";
import { billSources, lineSources, paymentSources, STATUSES, unlessTakenBack } from "../shared/bill";
import { someCents } from "../shared/values";

const tracking = z
  .array(z.object({ Name: z.string(), Option: z.string() }))
  .default([])
  .transform((all) => all.map(({ Name: category, Option: option }) => `${category}: ${option}`));

const line = fields<BillLine>({
  ...lineSources,
  tax_cents: ["TaxAmount", someCents],
  tracking: ["Tracking", tracking],
});

/** Amounts of lines without their tax, whichever way the bill was entered. */
export const bill = fields<Bill>({
  ...billSources,
  status: ["Status", wordIn({ ...STATUSES, SUBMITTED: "submitted" })],
  lines: ["LineItems", z.array(line)],
}).transform((read): Bill => {
  if (read.amounts !== "gross") return read;
  const lines = read.lines.map((of) => ({ ...of, amount_cents: of.amount_cents - (of.tax_cents ?? 0) }));
  return { ...read, amounts: "net", shows_tax: true, lines };
});

export const payment = unlessTakenBack(
  fields<BillPayment>({
    ...paymentSources,
    account_amount_cents: ["BankAmount", readers().cents],
  }),
);
