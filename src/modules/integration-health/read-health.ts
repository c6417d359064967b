import { prepare } from "#db/client";
import type { OpenContext } from "../../context";
import { FAILURE_CLASSES, type FailureClass, percentile, TIME_COLUMNS } from "./buckets";

export type WindowName = "1h" | "24h" | "30d";

/** How the calls of a time went. */
export type WindowHealth = {
  window: WindowName;
  calls: number;
  /** By class: how many calls failed. */
  failures: Record<FailureClass, number>;
  /** Share of the calls that failed by no fault of the builder's own: all classes but config. null without calls. */
  error_rate: number | null;
  p50_ms: number | null;
  p95_ms: number | null;
  last_success_at: string | null;
};

/** How the calls of a day went, of all versions together. */
export type DayHealth = {
  /** UTC, YYYY-MM-DD. */
  date: string;
  calls: number;
  /** Calls that failed by no fault of the builder's own: all classes but config. */
  failed: number;
  p95_ms: number | null;
};

export type VersionHealth = { version: string; windows: WindowHealth[] };

const HOUR = 3_600_000;
const WINDOWS: readonly { name: WindowName; ms: number; width: number }[] = [
  { name: "1h", ms: HOUR, width: 300 },
  { name: "24h", ms: 24 * HOUR, width: 300 },
  { name: "30d", ms: 720 * HOUR, width: 3600 },
];

const SUMS = ["calls", ...FAILURE_CLASSES.map((name) => `failed_${name}`), ...TIME_COLUMNS]
  .map((name) => `sum(${name}) as ${name}`)
  .join(", ");
const SELECT = `select version, max(last_success_at) as last_success_at, ${SUMS} from integration_health
 where slug = ?1 and version in (select distinct version from integration_health where slug = ?1) and width = ?2 and start >= ?3
 group by version`;
/** Whatever the window: when it last worked at all. */
const LAST = `select version, max(last_success_at) as last_success_at from integration_health where slug = ?1 and width = 3600 group by version`;

type Row = { version: string; last_success_at: number | null } & Record<string, number | string | null>;

const iso = (time: number | null | undefined): string | null =>
  time === null || time === undefined ? null : new Date(time).toISOString();

export function toWindow(window: WindowName, row: Record<string, unknown>, last: number | null): WindowHealth {
  const count = (name: string) => Number(row[name] ?? 0);
  const failures = {
    config: count("failed_config"),
    transient: count("failed_transient"),
    contract: count("failed_contract"),
    system: count("failed_system"),
  };
  const calls = count("calls");
  const times = TIME_COLUMNS.map(count);
  const failed = failures.transient + failures.contract + failures.system;
  return {
    window,
    calls,
    failures,
    error_rate: calls === 0 ? null : Math.round((failed / calls) * 10_000) / 10_000,
    p50_ms: percentile(times, 0.5),
    p95_ms: percentile(times, 0.95),
    last_success_at: iso(last),
  };
}

/** How an integration has been doing, by version, newest name first; empty while nothing was called. */
export async function readHealth(ctx: OpenContext, slug: string): Promise<VersionHealth[]> {
  const [last, ...windows] = await ctx.platform.$client.batch<Row>([
    prepare(ctx.platform, LAST, slug),
    ...WINDOWS.map(({ ms, width }) => prepare(ctx.platform, SELECT, slug, width, startAt(ctx.now - ms, width))),
  ]);
  return (last?.results ?? [])
    .toSorted((a, b) => (a.version < b.version ? 1 : -1))
    .map(({ version, last_success_at: at }) => ({
      version,
      windows: WINDOWS.map(({ name }, index) => {
        const row = windows[index]?.results.find((candidate) => candidate.version === version);
        return toWindow(name, row ?? {}, at);
      }),
    }));
}

const DAY = 24 * HOUR;
const DAYS_SHOWN = 30;
const BY_DAY = `select start / ${DAY} as day, ${SUMS} from integration_health
 where slug = ?1 and version in (select distinct version from integration_health where slug = ?1) and width = 3600 and start >= ?2
 group by start / ${DAY}`;

/** The last 30 days, UTC, oldest first, today last; a day without calls is there, too. */
export async function readDays(ctx: OpenContext, slug: string): Promise<DayHealth[]> {
  const today = Math.floor(ctx.now / DAY);
  const from = today - DAYS_SHOWN + 1;
  const { results } = await prepare(ctx.platform, BY_DAY, slug, from * DAY).all<Row & { day: number }>();
  const known = new Map(results.map((row) => [row.day, row]));
  return Array.from({ length: DAYS_SHOWN }, (_, index) => {
    const { calls, failures, p95_ms } = toWindow("24h", known.get(from + index) ?? {}, null);
    const failed = failures.transient + failures.contract + failures.system;
    return { date: new Date((from + index) * DAY).toISOString().slice(0, 10), calls, failed, p95_ms };
  });
}

/** The row that a time lies in counts whole. */
const startAt = (time: number, width: number): number => time - (time % (width * 1000));

export type HealthSummary = {
  calls: number;
  error_rate: number | null;
  p95_ms: number | null;
  last_success_at: string | null;
};

/** The last 24 hours of all versions together; null when there is nothing to tell. */
export async function summarizeHealth(ctx: OpenContext, slug: string): Promise<HealthSummary | null> {
  const sql = `select max(last_success_at) as last_success_at, ${SUMS} from integration_health
 where slug = ?1 and version in (select distinct version from integration_health where slug = ?1) and width = 300 and start >= ?2`;
  const row = await prepare(ctx.platform, sql, slug, startAt(ctx.now - 24 * HOUR, 300)).first<Row>();
  if (!row || Number(row["calls"] ?? 0) === 0) return null;
  const { calls, error_rate, p95_ms, last_success_at } = toWindow("24h", row, row.last_success_at);
  return { calls, error_rate, p95_ms, last_success_at };
}
