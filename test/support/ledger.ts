import { env } from "cloudflare:test";
import { expect } from "vitest";
import { runAction } from "#modules/actions";
import { linkOutcomes, settleLinks } from "#modules/record-links";
import { manifest } from "../../src/connectors/xero/manifest";
import { v1 } from "../../src/connectors/xero/v1";
import { v2 } from "../../src/connectors/xero/v2";
import type { AnyVersion } from "../../src/modules/installs/open-connector";
import { type Client, eventually, newClient } from "./harness";
import { registerConnector } from "./test-connector";
import { jobContext, json, type Sent, syncNow, Upstream } from "./upstream";

export type Entry = Record<string, unknown>;
type Line = { LineAmount?: number; UnitAmount?: number; Quantity?: number; TaxAmount?: number };

const NOT_NOW = "Invoice not of valid status for modification";
const refuse = (message: string): Response =>
  json({ ErrorNumber: 10, Type: "ValidationException", Elements: [{ ValidationErrors: [{ Message: message }] }] }, 400);

/** Xero as far as contacts, bills and their payments go; each change moves its clock. */
export class Xero {
  readonly contacts = new Map<string, Entry>();
  readonly bills = new Map<string, Entry>();
  readonly payments = new Map<string, Entry>();
  /** What was written from here, in order. */
  readonly written: { method: string; path: string; body: Entry }[] = [];
  readonly upstream: Upstream;
  /** Sees a request before it is answered. */
  before: (sent: Sent) => Response | undefined = () => undefined;
  /** What is written is there, and who wrote it is not told so. */
  losesAnswers = false;
  /** By idempotency key. */
  readonly #done = new Map<string, Entry>();
  #clock = 1_797_669_015_000;
  #ids = 0;

  constructor() {
    this.upstream = new Upstream((sent) => this.before(sent) ?? this.#answer(sent));
  }

  #stamp<T extends Entry>(entry: T): T & Entry {
    this.#clock += 2000;
    return { ...entry, UpdatedDateUTC: `/Date(${this.#clock}+0000)/` };
  }
  id = (): string => `00000000-0000-4000-8000-${String((this.#ids += 1)).padStart(12, "0")}`;

  contact(id: string, fields: Entry): void {
    const known = this.contacts.get(id) ?? { ContactID: id, ContactStatus: "ACTIVE", IsSupplier: true };
    this.contacts.set(id, this.#stamp({ ...known, ...fields }));
  }

  bill(id: string, fields: Entry): Entry {
    const empty = { InvoiceID: id, Type: "ACCPAY", LineAmountTypes: "NoTax", CurrencyCode: "USD", Status: "DRAFT" };
    const bill: Entry = { ...empty, AmountPaid: 0, ...this.bills.get(id), ...fields };
    const lines = (bill["LineItems"] as Line[]).map(({ UnitAmount: unit = 0, Quantity: quantity = 1, ...line }) => ({
      ...line,
      UnitAmount: unit,
      Quantity: quantity,
      LineAmount: line.LineAmount ?? unit * quantity,
      TaxAmount: line.TaxAmount ?? 0,
    }));
    const sum = (name: "LineAmount" | "TaxAmount") =>
      lines.reduce((total, line) => total + Math.round(line[name] * 100), 0);
    const tax = sum("TaxAmount");
    const total = sum("LineAmount") + (bill["LineAmountTypes"] === "Exclusive" ? tax : 0);
    const amounts = { SubTotal: (total - tax) / 100, TotalTax: tax / 100, Total: total / 100 };
    const stored = this.#stamp({ ...bill, ...amounts, LineItems: lines });
    this.bills.set(id, stored);
    return stored;
  }

  payment(id: string, fields: Entry): Entry {
    const empty = { PaymentID: id, Status: "AUTHORISED", PaymentType: "ACCPAYPAYMENT" };
    const stored = this.#stamp({ ...empty, ...this.payments.get(id), ...fields });
    this.payments.set(id, stored);
    return stored;
  }

  #paymentsOf = (billId: unknown): Entry[] =>
    [...this.payments.values()].filter(
      ({ Status, Invoice }) => Status !== "DELETED" && (Invoice as Entry)["InvoiceID"] === billId,
    );
  #paidOn = (billId: unknown): number =>
    this.#paymentsOf(billId).reduce((total, { Amount }) => total + Math.round(Number(Amount) * 100), 0);

  #answer({ method, url, headers, body }: Sent): Response {
    const [, kind = "", id] = /2\.0\/(Contacts|Invoices|Payments)(?:\/(.+))?$/u.exec(url.pathname) ?? [];
    const all = { Contacts: this.contacts, Invoices: this.bills, Payments: this.payments }[kind];
    if (!all) return json({}, 404);
    if (method === "GET") {
      const found = id === undefined ? [...all.values()] : [this.#whole(kind, all.get(id))];
      return json({ [kind]: found });
    }
    return this.#once(headers.get("idempotency-key") ?? "", kind, () => {
      const [sent = {}] = (JSON.parse(body) as Record<string, Entry[]>)[kind] ?? [];
      this.written.push({ method, path: url.pathname.split("2.0")[1] ?? "", body: sent });
      return this.#write(kind, id, sent);
    });
  }

  #once(key: string, kind: string, write: () => Entry | Response): Response {
    const done = this.#done.get(key) ?? write();
    if (done instanceof Response) return done;
    this.#done.set(key, done);
    if (this.losesAnswers) throw new TypeError("Network connection lost.");
    return json({ [kind]: [done] });
  }

  #whole = (kind: string, entry: Entry = {}): Entry =>
    kind === "Invoices" ? { ...entry, Payments: this.#paymentsOf(entry["InvoiceID"]) } : entry;

  #write(kind: string, id = "", sent: Entry = {}): Entry | Response {
    if (kind === "Invoices") return this.#writeBill(id, sent);
    if (kind === "Payments") return id === "" ? this.#pay(sent) : this.payment(id, sent);
    this.contact(id, sent);
    return this.contacts.get(id) ?? {};
  }

  #writeBill(id: string, sent: Entry): Entry | Response {
    const before = this.bills.get(id);
    if (!before) return this.bill(this.id(), sent);
    const isOver = ["VOIDED", "DELETED"].includes(String(before["Status"]));
    return isOver || this.#paidOn(id) > 0 ? refuse(NOT_NOW) : this.bill(id, sent);
  }

  #pay({ Date: day, ...sent }: Entry): Entry | Response {
    const bill = this.bills.get(String((sent["Invoice"] as Entry)["InvoiceID"]));
    const of = (name: string) => Math.round(Number(bill?.[name] ?? 0) * 100);
    const owed = of("Total") - of("AmountCredited") - this.#paidOn(bill?.["InvoiceID"]);
    if (Math.round(Number(sent["Amount"]) * 100) > owed)
      return refuse("Payment amount exceeds the amount outstanding on this document");
    return this.payment(this.id(), {
      ...sent,
      Invoice: { InvoiceID: bill?.["InvoiceID"], InvoiceNumber: "" },
      Date: `/Date(${Date.parse(String(day))}+0000)/`,
    });
  }
}

/** Both versions' code, for `test.for`. */
export const VERSIONS = [
  ["v1", v1],
  ["v2", v2],
] as const;

/** The id of a contact. */
export const KEYS = "3ec601ad-eddc-4ccb-a8ac-736e88293b1b";

export type Scene = { client: Client; id: string };

/** Makes a record here. @returns its id */
export async function made({ client }: Pick<Scene, "client">, path: string, body: object): Promise<string> {
  const reply = await client.post<{ id: string }>(`/v1${path}`, body);
  expect(reply.status).toBe(201);
  return reply.body.id;
}

/** An install of Xero's own code, without its sign-in. */
export async function connectXero(code: object, config: object = {}): Promise<Scene> {
  const { syncs = {}, ...version } = code as AnyVersion;
  const slug = registerConnector({
    version: { ...version, syncs },
    manifest: {
      config: manifest.config,
      allowedHosts: manifest.allowedHosts,
      syncs: manifest.syncs,
      actions: manifest.actions,
    },
  });
  const client = await newClient();
  const { body } = await client.post<{ id: string }>(`/v1/marketplace/integrations/${slug}/install`, {
    permissions: ["Read your ledger"],
    config: { tenant_id: "fe79f7dd-b6d4-4a92-ba7b-538af6289c58", ...config },
  });
  return { client, id: body.id };
}

/** As the queue does it. */
export async function sync({ client, id }: Scene, ...names: string[]): Promise<void> {
  for (const name of names) await syncNow(client, id, name);
  await settleLinks(await jobContext(client, id), id);
}

export const requests = async ({ id }: Scene) =>
  (
    await env.TENANT_DB_0.prepare(
      "select id, action, status, error from action_requests where install_id = ? order by id",
    )
      .bind(id)
      .all<{ id: string; action: string; status: string; error: string | null }>()
  ).results;

/** Makes the attempts that wait, as the queue does. */
export async function act(at: Scene): Promise<void> {
  for (const { id: requestId, status } of await requests(at)) {
    if (status !== "pending") continue;
    const ctx = await jobContext(at.client, at.id);
    await runAction(ctx, { installId: at.id, requestId }, linkOutcomes);
    await settleLinks(ctx, at.id);
  }
}

const BUSY = `select (select count(*) from events where builder_id = ?1 and pending_since is not null)
 + (select count(*) from record_links where builder_id = ?1 and install_id = ?2 and due_at is not null)
 + (select count(*) from action_requests where builder_id = ?1 and install_id = ?2 and status = 'pending') as n`;

/** Waits until everything that has happened is followed, and everything that was asked for is done. */
export const rest = (at: Scene): Promise<true> =>
  eventually(async () => {
    await act(at);
    const busy = await env.TENANT_DB_0.prepare(BUSY).bind(at.client.builderId, at.id).first<number>("n");
    return busy === 0 || undefined;
  });
