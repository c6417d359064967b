import { type Db, prepare } from "#db/client";
import type { Context } from "../../context";
import { columnOf, type FailureClass, TIME_COLUMNS, WIDTHS } from "./buckets";

/** One call to the other side. */
export type HealthSample = {
  slug: string;
  version: string;
  /** When it began, epoch ms. */
  at: number;
  /** How long it took. */
  ms: number;
  outcome: "ok" | FailureClass;
};

const COUNTS = ["calls", "failed_config", "failed_transient", "failed_contract", "failed_system", ...TIME_COLUMNS];

const ADD = `insert into integration_health (slug, version, width, start, last_success_at, ${COUNTS.join(", ")})
select value->>'$.slug', value->>'$.version', value->>'$.width', value->>'$.start', value->>'$.last_success_at',
 ${COUNTS.map((name) => `coalesce(value->>'$.counts.${name}', 0)`).join(", ")} from json_each(?1) where true
on conflict (slug, version, width, start) do update set
 last_success_at = max(coalesce(last_success_at, excluded.last_success_at), coalesce(excluded.last_success_at, last_success_at)),
 ${COUNTS.map((name) => `${name} = ${name} + excluded.${name}`).join(", ")}`;

type Bucket = {
  slug: string;
  version: string;
  width: number;
  start: number;
  last_success_at: number | null;
  counts: Record<string, number>;
};

/** The rows that samples add to, each once. */
export function toBuckets(samples: readonly HealthSample[]): Bucket[] {
  const buckets = new Map<string, Bucket>();
  for (const { slug, version, at, ms, outcome } of samples) {
    for (const { seconds: width } of WIDTHS) {
      const start = at - (at % (width * 1000));
      const key = JSON.stringify([slug, version, width, start]);
      const bucket = buckets.get(key) ?? { slug, version, width, start, last_success_at: null, counts: {} };
      buckets.set(key, bucket);
      for (const name of ["calls", columnOf(ms), ...(outcome === "ok" ? [] : [`failed_${outcome}`])])
        bucket.counts[name] = (bucket.counts[name] ?? 0) + 1;
      if (outcome === "ok") bucket.last_success_at = Math.max(bucket.last_success_at ?? 0, at);
    }
  }
  return [...buckets.values()];
}

/** Counts calls, in one statement however many there are; collect them and send some dozens at once. */
export async function recordHealth(ctx: Pick<Context, "platform">, samples: readonly HealthSample[]): Promise<void> {
  if (samples.length === 0) return;
  await prepare(ctx.platform, ADD, JSON.stringify(toBuckets(samples))).run();
}

const A_BATCH = 1000;

/** Deletes rows that are kept no longer, one bounded batch of each length. @returns how many were deleted */
export async function purgeHealth(db: Db, now: number): Promise<number> {
  const sql = `delete from integration_health where (slug, version, width, start) in (
 select slug, version, width, start from integration_health where width = ?1 and start < ?2 limit ${A_BATCH})`;
  const results = await db.$client.batch(WIDTHS.map(({ seconds, keptMs }) => prepare(db, sql, seconds, now - keptMs)));
  return results.reduce((sum, { meta }) => sum + meta.changes, 0);
}
