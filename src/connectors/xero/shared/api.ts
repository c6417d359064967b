import { z } from "zod";
import { type Answered, type Call, CallFailure, endpoint, type Judgement } from "#connectors/sdk";
import { costCodeAccountFaults } from "#models";

export const baseUrl = "https://api.xero.com";
/** Of each organisation; a day's allowance is told by Xero alone. */
export const quota = { calls: 60, perSeconds: 60 };

export const faultsOf = ({ cost_code_accounts: lines }: { cost_code_accounts: readonly string[] }) =>
  costCodeAccountFaults("cost_code_accounts", lines);

const PROBLEMS: Readonly<Record<string, string>> = {
  day: "Xero allows no more requests today.",
  minute: "Xero allows no more requests this minute.",
};

/** A 429 names the limit that was reached, and when to come back. */
export function judge({ status, headers }: Answered): Judgement | undefined {
  if (status !== 429) return undefined;
  const problem = (headers.get("x-rate-limit-problem") ?? "").toLowerCase();
  return { class: "transient", message: PROBLEMS[problem] ?? "Xero wants fewer requests.", throttled: true };
}

const invalid = z.array(z.object({ Message: z.string() })).default([]);
const element = z.object({ HasErrors: z.boolean().default(false), ValidationErrors: invalid });
const refusal = z.object({
  Message: z.string().optional(),
  Elements: z.array(element).default([]),
  Contacts: z.array(element).default([]),
  Invoices: z.array(element).default([]),
  Payments: z.array(element).default([]),
});

/** What cannot be booked comes as 400, or as 200 with errors in what should have been written. */
export function judgeWrite(answer: Answered): Judgement | undefined {
  const said = refusal.safeParse(answer.body).data;
  const elements = said ? [...said.Elements, ...said.Contacts, ...said.Invoices, ...said.Payments] : [];
  const reasons = elements.flatMap((each) => each.ValidationErrors).map(({ Message: reason }) => reason);
  const isRefused = answer.status === 400 || elements.some(({ HasErrors: failed }) => failed) || reasons.length > 0;
  if (!isRefused) return judge(answer);
  const message = `Xero: ${reasons.join(" ") || (said?.Message ?? "refused")}`.slice(0, 300);
  return { class: "config", message, rejected: true };
}

/** `/Date(1541176592690+0000)/` or RFC 3339, as ms. @throws CallFailure contract */
export function timeOf(text: string): number {
  const [, digits] = /^\/Date\((-?\d+)(?:[+-]\d{4})?\)\/$/u.exec(text) ?? [];
  const ms = digits === undefined ? Date.parse(text) : Number(digits);
  if (Number.isNaN(ms))
    throw new CallFailure({ class: "contract", message: `Xero: ${text.slice(0, 100)} is no time.` });
  return ms;
}

export const isoOf = (text: string): string => new Date(timeOf(text)).toISOString();
/** A calendar day, which Xero writes as its midnight in UTC. */
export const dayOf = (text: string): string => isoOf(text).slice(0, 10);
export const cents = (amount: number): number => Math.round(amount * 100);

const getConnections = endpoint({
  name: "getConnections",
  method: "GET",
  path: "/connections",
  response: z.array(z.object({ tenantId: z.string(), tenantType: z.string().nullish() })),
  judge,
});

/** The header that names the organisation a call is about. @throws CallFailure config when that is not clear */
export async function ofTenant(call: Call, { tenant_id: id }: { tenant_id: string | null }) {
  if (id !== null) return { "xero-tenant-id": id };
  const connections = await call(getConnections);
  const [only, ...others] = connections.filter(({ tenantType }) => tenantType === "ORGANISATION");
  if (only && others.length === 0) return { "xero-tenant-id": only.tenantId };
  const message = only ? "Several organisations are connected: enter the id of one." : "No organisation is connected.";
  throw new CallFailure({ class: "config", message });
}
