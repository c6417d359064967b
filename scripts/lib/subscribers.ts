import type { LocalWorker } from "./local-worker";
import type { Receivers } from "./receivers";

type Caller = { key: string };

async function call(
  worker: LocalWorker,
  { key }: Caller,
  path: string,
  body: unknown,
): Promise<Record<string, unknown>> {
  const response = await fetch(`${worker.url}/api/v1${path}`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!response.ok) throw new Error(`POST ${path} answered ${response.status}: ${await response.text()}`);
  return (await response.json()) as Record<string, unknown>;
}

/** One subscription for each receiver, to everything. @returns their secrets, by receiver */
export async function subscribeAll(worker: LocalWorker, caller: Caller, receivers: Receivers): Promise<string[]> {
  const secrets: string[] = [];
  for (const url of receivers.urls) {
    const { secret } = await call(worker, caller, "/webhooks", { url, events: ["*"] });
    secrets.push(String(secret));
  }
  return secrets;
}

const A_REQUEST = 100;
let made = 0;

/** Creates so many cost codes, and so as many events, through the public API. @returns when it began */
export async function makeEvents(worker: LocalWorker, caller: Caller, count: number): Promise<number> {
  const from = Date.now();
  for (let left = count; left > 0; left -= A_REQUEST) {
    const data = Array.from({ length: Math.min(left, A_REQUEST) }, () => {
      made += 1;
      return { code: `C-${made}`, name: `Code ${made}` };
    });
    await call(worker, caller, "/cost-codes/bulk", { data });
  }
  return from;
}
