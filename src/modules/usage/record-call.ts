import { prepare } from "#db/client";
import { describe, log } from "#lib/log";
import type { Bindings } from "../../bindings";
import { platformOf } from "../../context";

type Call = {
  builderId: string;
  principalId: string;
  /** The application's authorization, when an application calls. */
  authorizationId?: string | undefined;
  operation: string;
  status: number;
  now: number;
  /** The credential was not accepted, so it was not used. */
  isRefused?: true;
};

/** How long calls are counted in memory before they are written. Less than the minute `last_used_at` may lag. */
const FLUSH_MS = 5000;
/** More different counts than this are written at once. */
const MOST = 2000;

const counts = new Map<string, number>();
const lastUsed = new Map<string, number>();
/** When the flush that is waited for is to begin. Whoever waited may have been cut off, so it is trusted for 5 s around it. */
let due = 0;

/** Counts a call. Nothing is written now: one batch every few seconds writes all of an isolate's counts. */
export function recordCall(env: Bindings, waitUntil: (work: Promise<unknown>) => void, call: Call): void {
  const day = new Date(call.now).toISOString().slice(0, 10);
  const key = JSON.stringify([call.builderId, day, call.principalId, call.operation, call.status]);
  counts.set(key, (counts.get(key) ?? 0) + 1);
  if (!call.isRefused) lastUsed.set(call.authorizationId ?? call.principalId, call.now);
  if (counts.size >= MOST) waitUntil(flush(env));
  else if (Math.abs(call.now - due) > FLUSH_MS) {
    due = call.now + FLUSH_MS;
    waitUntil(flushLater(env));
  }
}

async function flushLater(env: Bindings): Promise<void> {
  await scheduler.wait(FLUSH_MS);
  await flush(env);
}

const UPSERT = `insert into api_usage (builder_id, day, principal_id, operation, status, calls)
 select value->>0, value->>1, value->>2, value->>3, value->>4, value->>5 from json_each(?1) where true
 on conflict do update set calls = calls + excluded.calls`;

const touch = (table: "api_keys" | "oauth_authorizations"): string => `update ${table} set last_used_at = u.at
 from (select key as id, value as at from json_each(?1)) u
 where ${table}.id = u.id and (last_used_at is null or last_used_at < u.at)`;

async function flush(env: Bindings): Promise<void> {
  const rows = [...counts].map(([key, calls]) => [...(JSON.parse(key) as unknown[]), calls]);
  const used = Object.fromEntries(lastUsed);
  counts.clear();
  lastUsed.clear();
  due = 0;
  if (rows.length === 0) return;
  const db = platformOf(env);
  try {
    await db.$client.batch([
      prepare(db, UPSERT, JSON.stringify(rows)),
      prepare(db, touch("api_keys"), JSON.stringify(used)),
      prepare(db, touch("oauth_authorizations"), JSON.stringify(used)),
    ]);
  } catch (error) {
    // Counting again what may have been written would overstate; a lost interval is said, not hidden.
    log("warn", "usage not written", { counts: rows.length, ...describe(error) });
  }
}
