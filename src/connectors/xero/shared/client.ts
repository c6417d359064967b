import { z } from "zod";
import { type Answered, endpoints, fields, judgeFailure, judgeRefused, type Judgement } from "#connectors/sdk";
import type { PushedBill, PushedPayment } from "#models";
import { pushedBill } from "./bill";
import { wholeContact } from "./contact";
import { cents, day, text } from "./values";

const LIMITS: Readonly<Record<string, string>> = {
  day: "Xero allows no more requests today.",
  minute: "Xero allows no more requests this minute.",
};

/** A 429 names the limit that was reached, and when to come back. */
export function judge({ status, headers }: Answered): Judgement | undefined {
  if (status !== 429) return undefined;
  const limit = (headers.get("x-rate-limit-problem") ?? "").toLowerCase();
  return judgeFailure(429, LIMITS[limit] ?? "Xero wants fewer requests.");
}

const invalid = z.array(z.object({ Message: z.string() })).default([]);
const element = z.object({ HasErrors: z.boolean().default(false), ValidationErrors: invalid });
const elements = z.array(element).default([]);
const refusal = z.object({
  Message: z.string().optional(),
  Elements: elements,
  Contacts: elements,
  Invoices: elements,
  Payments: elements,
});

/** What cannot be booked comes as 400, or as 200 with errors in what should have been written. */
function judgeWrite(answer: Answered): Judgement | undefined {
  const said = refusal.safeParse(answer.body).data;
  const all = said ? [...said.Elements, ...said.Contacts, ...said.Invoices, ...said.Payments] : [];
  const reasons = all.flatMap((each) => each.ValidationErrors).map(({ Message: reason }) => reason);
  const isRefused = answer.status === 400 || all.some(({ HasErrors: failed }) => failed) || reasons.length > 0;
  return isRefused ? judgeRefused(`Xero: ${reasons.join(" ") || (said?.Message ?? "refused")}`) : judge(answer);
}

const invoice = fields<{ number: string | null; bill: PushedBill }>({
  number: ["InvoiceNumber", text],
  bill: ["", pushedBill],
});

/** A payment that was written, or found again. */
const payment = fields<PushedPayment & { status: string | null; reference: string | null }>({
  payment_id: ["PaymentID", z.string()],
  amount_cents: ["Amount", cents],
  status: ["Status", text],
  reference: ["Reference", text],
});

/** A payment as its invoice has it. */
const paid = fields<PushedPayment & { paid_on: string }>({
  payment_id: ["PaymentID", z.string()],
  amount_cents: ["Amount", cents],
  paid_on: ["Date", day],
});

/** With it Xero keeps unit prices to four places, and tells them so (Xero-OpenAPI, parameter `unitdp`). */
export const unitPlaces = { unitdp: 4 };

/** Xero answers with a list, also where it is of one. */
const one = <T>(of: "Contacts" | "Invoices" | "Payments", item: z.ZodType<T>): z.ZodType<T> =>
  fields<{ only: T }>({ only: [of, z.tuple([item]).transform(([only]) => only)] }).transform(({ only }) => only);

const itsStatus = one("Payments", z.object({ PaymentID: z.string(), Status: z.string() }));

const usual = { judge };
/** Sent again with the same key, a request is not done again; for how long, Xero does not say. */
const write = { repeatable: true, judge: judgeWrite };

export const api = endpoints(usual, {
  getConnections: {
    at: "GET /connections",
    response: z.array(z.object({ tenantId: z.string(), tenantType: z.string().nullish() })),
  },
  getContact: { at: "GET /api.xro/2.0/Contacts/{id}", response: one("Contacts", wholeContact) },
  /** Changes what is named and leaves the rest. */
  updateContact: { ...write, at: "POST /api.xro/2.0/Contacts/{id}", response: one("Contacts", wholeContact) },
  findInvoices: { at: "GET /api.xro/2.0/Invoices", response: z.object({ Invoices: z.array(invoice) }) },
  /** With the payments of it. */
  getInvoice: {
    at: "GET /api.xro/2.0/Invoices/{id}",
    response: one("Invoices", z.object({ Payments: z.array(paid).nullish() })),
  },
  putInvoice: { ...write, at: "PUT /api.xro/2.0/Invoices", response: one("Invoices", pushedBill) },
  getPayment: { at: "GET /api.xro/2.0/Payments/{id}", response: one("Payments", payment) },
  putPayment: { ...write, at: "PUT /api.xro/2.0/Payments", response: one("Payments", payment) },
  getPaymentStatus: { at: "GET /api.xro/2.0/Payments/{id}", response: itsStatus },
  /** Xero has no deletion but this one, which cannot be undone. */
  deletePayment: { ...write, at: "POST /api.xro/2.0/Payments/{id}", response: itsStatus },
});

/** A bill as one version reads it: how it is asked for, and how its changes are written. */
export const billEndpoints = <I>(whole: z.ZodType<I>) =>
  endpoints(usual, {
    getBill: { at: "GET /api.xro/2.0/Invoices/{id}", response: one("Invoices", whole) },
    updateBill: { ...write, at: "POST /api.xro/2.0/Invoices/{id}", response: one("Invoices", whole) },
  });
