import { z } from "zod";
import * as v1 from "../v1/client";

const line = v1.line.extend({
  TaxAmount: z.number().default(0),
  Tracking: z.array(z.looseObject({ Name: z.string(), Option: z.string() })).default([]),
});

export const invoice = v1.invoice.extend({ LineItems: z.array(line) });
export const payment = v1.payment.extend({ BankAmount: z.number().nullish() });

export type XeroInvoice = z.output<typeof invoice>;
export type XeroPayment = z.output<typeof payment>;
