import { type Db, prepare } from "#db/client";
import { describe, log } from "#lib/log";
import type { Bindings } from "../../bindings";
import { platformOf, SHARD_COUNT, shardOf } from "../../context";

export const STATES = ["operational", "delayed", "down"] as const;
export type State = (typeof STATES)[number];

/** As on the wire. */
export type Part = { name: string; description: string; state: State };

type Probe = { name: string; description: string; look: (env: Bindings, now: number) => Promise<State> };

const MINUTE_MS = 60_000;

const answers = async (db: Db): Promise<void> => void (await prepare(db, "select 1 as answer").first());
const shardsOf = (env: Bindings): Db[] => Array.from({ length: SHARD_COUNT }, (_, shard) => shardOf(env, shard));

/** What waits for longer than it should, on any shard; the oldest comes first in each index. */
async function waits(env: Bindings, sql: string, ...times: number[]): Promise<boolean> {
  const found = await Promise.all(shardsOf(env).map((db) => prepare(db, sql, ...times).first()));
  return found.some((row) => row !== null);
}

const OLD_EVENT = "select 1 from events where pending_since <= ?1 order by pending_since limit 1";
const OLD_DELIVERY = `select 1 from webhook_deliveries where next_retry_at <= ?1 and (lease_until is null or lease_until <= ?2)
 order by next_retry_at limit 1`;
const OLD_SYNC = `select 1 from install_syncs where next_due_at <= ?1 and (lease_until is null or lease_until <= ?2)
 order by next_due_at limit 1`;

async function deliveries(env: Bindings, now: number): Promise<State> {
  const before = now - 2 * MINUTE_MS;
  const late = await Promise.all([waits(env, OLD_EVENT, before), waits(env, OLD_DELIVERY, before, now)]);
  return late.includes(true) ? "delayed" : "operational";
}

const PROBES: readonly Probe[] = [
  {
    name: "API and sign-in",
    description: "Requests, accounts, API keys and the marketplace.",
    look: async (env) => {
      await answers(platformOf(env));
      return "operational";
    },
  },
  {
    name: "Builders' data",
    description: "Projects, money, schedules and permits.",
    look: async (env) => {
      await Promise.all(shardsOf(env).map(answers));
      return "operational";
    },
  },
  {
    name: "Documents",
    description: "Upload and download of files.",
    look: async (env) => {
      await env.FILES.head("status");
      return "operational";
    },
  },
  { name: "Webhooks", description: "Events reach their subscribers within two minutes.", look: deliveries },
  {
    name: "Syncs of integrations",
    description: "What is due begins within 15 minutes.",
    look: async (env, now) => ((await waits(env, OLD_SYNC, now - 15 * MINUTE_MS, now)) ? "delayed" : "operational"),
  },
];

/** Looks at every part of the platform as it is now. One that cannot be looked at is down. */
export const lookAtParts = (env: Bindings, now: number): Promise<Part[]> =>
  Promise.all(
    PROBES.map(async ({ name, description, look }) => {
      try {
        return { name, description, state: await look(env, now) };
      } catch (error) {
        log("error", "part is down", { part: name, ...describe(error) });
        return { name, description, state: "down" };
      }
    }),
  );
