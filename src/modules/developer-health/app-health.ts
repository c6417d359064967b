import { prepare } from "#db/client";
import { DAY_MS } from "#lib/time";
import { findApp } from "#modules/developer-apps";
import type { UserContext } from "../../context";
import { type Calls, type Health, type HealthState, healthOf, KINDS } from "./rates";

const DAYS = 14;

export type HealthQuery = { environment: "live" | "sandbox" | undefined };

/** As on the wire. */
export type AppHealth = Health & {
  application_id: string;
  environment: "live" | "sandbox" | "all";
  from: string;
  to: string;
  days: DayHealth[];
};

export type DayHealth = {
  day: string;
  calls: number;
  state: HealthState;
  by_kind: Record<string, number>;
};

export type IsDeprecated = (operation: string) => boolean;

const CALLS = `select u.day, u.operation, u.status, sum(u.calls) as calls from api_usage u join builders b on b.id = u.builder_id
 where u.principal_id = ?1 and u.day >= ?2 and u.day <= ?3 and (?4 is null or b.environment = ?4)
 group by u.day, u.operation, u.status order by u.day, u.operation, u.status limit 20000`;

const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** How the application fared in the last 14 UTC days, today included, in all or in one kind of environment. */
export async function getAppHealth(
  ctx: UserContext,
  id: string,
  query: HealthQuery,
  isDeprecated: IsDeprecated,
): Promise<AppHealth> {
  const app = await findApp(ctx, id);
  const from = isoDay(ctx.now - (DAYS - 1) * DAY_MS);
  const to = isoDay(ctx.now);
  const environment = query.environment ?? null;
  const { results } = await prepare(ctx.platform, CALLS, app.id, from, to, environment).all<Calls>();
  const byDay = Map.groupBy(results, ({ day }) => day);
  const days = Array.from({ length: DAYS }, (_, at) => isoDay(ctx.now - (DAYS - 1 - at) * DAY_MS));
  return {
    application_id: app.id,
    environment: query.environment ?? "all",
    from,
    to,
    ...healthOf(results, isDeprecated),
    days: days.map((day) => {
      const { state, total_calls: calls, rates } = healthOf(byDay.get(day) ?? [], isDeprecated);
      return { day, calls, state, by_kind: Object.fromEntries(rates.map((rate) => [rate.kind, rate.calls])) };
    }),
  };
}

/** One line a day (RFC 4180). Nothing in it is of anyone's making, so no cell needs quoting. */
export function healthCsv(health: AppHealth): string {
  const head = [
    "day",
    "calls",
    ...KINDS.map((kind) => `calls_${kind}`),
    ...KINDS.map((kind) => `percent_${kind}`),
    "state",
  ];
  const lines = health.days.map(({ day, calls, state, by_kind: counts }) => {
    const percents = KINDS.map((kind) => (calls === 0 ? 0 : (100 * (counts[kind] ?? 0)) / calls).toFixed(2));
    return [day, calls, ...KINDS.map((kind) => counts[kind] ?? 0), ...percents, state];
  });
  return `${[head, ...lines].map((cells) => cells.join(",")).join("\r\n")}\r\n`;
}
