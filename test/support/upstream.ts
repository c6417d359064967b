import { env } from "cloudflare:test";
import { vi } from "vitest";
import { proxyDurable } from "itty-durable";
import type { CircuitBreakerStub } from "#lib/circuit-breaker-protocol";
import { contextOf } from "#modules/installs";
import { enqueueDueSyncs, runSync } from "#modules/syncs";
import { sinks } from "../../queues/syncs";
import type { SyncMessage } from "../../src/bindings";
import type { Context } from "../../src/context";
import type { Client } from "./harness";

export type Sent = { method: string; url: URL; headers: Headers; body: string; at: number };
export type Behave = (sent: Sent, count: number) => Response | Promise<Response>;

/** The far end of every call: what is asked of a host is answered as the test says. */
export class Upstream {
  readonly sent: Sent[] = [];
  behave: Behave;

  constructor(behave: Behave) {
    this.behave = behave;
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      const request = new Request(input, init);
      const { method, headers } = request;
      const body = new TextDecoder().decode(await request.arrayBuffer());
      const sent = { method, url: new URL(request.url), headers, body, at: Date.now() };
      this.sent.push(sent);
      const aborted = new Promise<never>((_, reject) => {
        request.signal.addEventListener("abort", () => reject(new Error("aborted")));
      });
      return await Promise.race([this.behave(sent, this.sent.length), aborted]);
    });
  }

  end(): void {
    // A run that the queue still has may come later.
    vi.mocked(globalThis.fetch).mockImplementation(() => Promise.reject(new TypeError("nobody is there any more")));
  }
}

export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): Response =>
  Response.json(body, { status, headers });

export const noWaiting = { waitUntil: (work: Promise<unknown>) => void work.catch(() => undefined) };

/** The builder's context, as a job has it. */
export async function jobContext(client: Client, installId: string, shard = 0, now = Date.now()): Promise<Context> {
  const ctx = await contextOf(env, noWaiting, { shard, builderId: client.builderId, installId }, "test", now);
  if (!ctx) throw new Error("there is no such install");
  return ctx;
}

/**
 * Runs one sync of an install now, whether or not it is due. The run that the install itself has asked of the queue may be
 * under way: this one comes after it. An install that is not active does not run.
 */
export async function syncNow(client: Client, installId: string, sync: string, shard = 0): Promise<void> {
  const db = shard === 0 ? env.TENANT_DB_0 : env.TENANT_DB_1;
  const manual = () =>
    db
      .prepare("select count(*) as n from sync_runs where install_id = ? and trigger = 'manual'")
      .bind(installId)
      .first<number>("n");
  const before = await manual();
  const { status } = (await db.prepare("select status from installs where id = ?").bind(installId).first()) ?? {};
  for (let tries = 0; tries < 200; tries += 1) {
    await db
      .prepare("update install_syncs set next_due_at = ? where install_id = ? and sync = ?")
      .bind(Date.now() - 1, installId, sync)
      .run();
    await runSync(await jobContext(client, installId, shard), { installId, sync, trigger: "manual" }, sinks);
    if (status !== "active" || (await manual()) !== before) return;
    await scheduler.wait(25);
  }
  throw new Error("the sync did not run");
}

/** What the cron job asks for. */
export async function dueSyncs(now = Date.now()): Promise<SyncMessage[]> {
  const messages: SyncMessage[] = [];
  const queue = {
    sendBatch: async (batch: { body: SyncMessage }[]) => void messages.push(...batch.map(({ body }) => body)),
  };
  await enqueueDueSyncs({ ...env, SYNCS: queue as unknown as Queue<SyncMessage> }, now);
  return messages;
}

export function breakerNamed(name: string): { stub: DurableObjectStub; ask: CircuitBreakerStub } {
  const { get } = proxyDurable(env.CIRCUIT_BREAKER, { name: "CIRCUIT_BREAKER", parse: true }) as {
    get: (id: string) => unknown;
  };
  return { stub: env.CIRCUIT_BREAKER.get(env.CIRCUIT_BREAKER.idFromName(name)), ask: get(name) as CircuitBreakerStub };
}
