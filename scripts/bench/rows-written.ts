import { setTimeout as sleep } from "node:timers/promises";
import { Receivers } from "../lib/receivers";
import { subscribeAll } from "../lib/subscribers";
import { post } from "./api";
import { COUNTED, difference, readCounts } from "./counts";
import { type Account, newAccount, startRuntime } from "./runtime";
import { takeArrivals, untilArrived } from "./subscribers";
import { figure, type Line } from "./table";

const GOAL = 12;
/** Longer than what was counted in memory waits to be written, and than an attempt waits to be recorded. */
const SETTLE_MS = 7000;

/**
 * Rows D1 writes, index rows included, from the request that creates an entity to the recorded delivery of its event to
 * the one subscriber: events, delivery, attempt, subscription and usage, by D1's own count of every statement.
 * @param options.each of each kind; what is written now and then, such as usage, is shared out among them
 */
export async function rowsWritten({ each }: { each: number }): Promise<Line[]> {
  const receivers = await Receivers.start(1);
  const worker = await startRuntime({ entry: COUNTED });
  try {
    const account = await newAccount(worker);
    await subscribeAll(worker, account, receivers);
    const { id: vendor_id } = await post<{ id: string }>(worker.url, account, "/vendors", { name: "Keys Concrete" });
    const client = { name: "Amelia Ortiz", email: "amelia@example.com" };
    const { id: client_id } = await post<{ id: string }>(worker.url, account, "/clients", client);
    const project = { name: "Ortiz residence", client_id };
    const { id: project_id } = await post<{ id: string }>(worker.url, account, "/projects", { ...project, code: "A" });
    await settle(receivers, 3);
    const invoice = { vendor_id, project_id, invoice_date: "2026-04-10", due_date: "2026-05-10" };
    const line_items = [{ description: "Piles", amount_cents: 1_200_000 }];
    const kinds: [string, (at: number) => object][] = [
      ["projects", (at) => ({ ...project, code: `B-${at}` })],
      ["clients", () => client],
      ["vendors", () => ({ name: "Keys Concrete", trade: "concrete", email: "office@example.com" })],
      ["invoices", (at) => ({ ...invoice, number: `INV-${at}` })],
      ["invoices", (at) => ({ ...invoice, number: `LINE-${at}`, line_items })],
    ];
    const lines: Line[] = [];
    for (const [path, body] of kinds) {
      const rows = await written(worker.url, account, receivers, { path: `/${path}`, each, body });
      const within = "line_items" in body(0) ? "invoice with one line item" : path.slice(0, -1);
      lines.push({
        what: `rows written a created ${within}, delivered to one subscriber`,
        ours: figure(rows),
        against: "",
        ratio: "",
        goal: `<= ${GOAL}`,
        met: rows <= GOAL,
      });
    }
    return lines;
  } finally {
    await worker.stop();
    await receivers.stop();
  }
}

type Kind = { path: string; each: number; body: (at: number) => object };

async function written(url: string, account: Account, receivers: Receivers, kind: Kind): Promise<number> {
  const before = await readCounts(url);
  for (let at = 0; at < kind.each; at += 1) await post(url, account, kind.path, kind.body(at));
  await settle(receivers, kind.each);
  return difference(await readCounts(url), before).rowsWritten / kind.each;
}

async function settle(receivers: Receivers, deliveries: number): Promise<void> {
  await untilArrived(receivers, deliveries);
  await sleep(SETTLE_MS);
  const { length } = takeArrivals(receivers);
  if (length !== deliveries) throw new Error(`${length} deliveries came, not ${deliveries}.`);
}
