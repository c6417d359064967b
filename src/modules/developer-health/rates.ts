export type Calls = { day: string; operation: string; status: number; calls: number };
export type HealthState = "good" | "warning" | "critical";

/** Shares of calls in per cent, from which a kind of failure warns and from which it is critical. */
export const THRESHOLDS = {
  "401": { warning: 2, critical: 10 },
  "403": { warning: 2, critical: 10 },
  "404": { warning: 5, critical: 20 },
  "429": { warning: 1, critical: 5 },
  "5xx": { warning: 1, critical: 5 },
} as const;

export type Kind = keyof typeof THRESHOLDS;
export const KINDS = Object.keys(THRESHOLDS) as Kind[];

export type Rate = { kind: Kind; calls: number; percent: number; state: HealthState };
export type Health = {
  state: HealthState;
  total_calls: number;
  rates: Rate[];
  deprecated_operations: { operation: string; calls: number }[];
};

/** Fewer calls than this say nothing of a rate. */
export const LEAST_CALLS = 20;

const kindOf = (status: number): Kind | undefined => {
  if (status >= 500) return "5xx";
  return KINDS.find((kind) => kind === String(status));
};

export const worst = (states: readonly HealthState[]): HealthState =>
  states.includes("critical") ? "critical" : states.includes("warning") ? "warning" : "good";

const round = (percent: number): number => Math.round(percent * 100) / 100;

function rateOf(kind: Kind, calls: number, total: number): Rate {
  const percent = total === 0 ? 0 : (100 * calls) / total;
  const { warning, critical } = THRESHOLDS[kind];
  const judged = percent >= critical ? "critical" : percent >= warning ? "warning" : "good";
  return { kind, calls, percent: round(percent), state: total < LEAST_CALLS ? "good" : judged };
}

/** What an application's calls say of its health. Calling what is deprecated warns, and no more: it still works. */
export function healthOf(rows: readonly Calls[], isDeprecated: (operation: string) => boolean): Health {
  const counts = new Map<Kind, number>();
  const deprecated = new Map<string, number>();
  let total = 0;
  for (const { operation, status, calls } of rows) {
    total += calls;
    const kind = kindOf(status);
    if (kind) counts.set(kind, (counts.get(kind) ?? 0) + calls);
    if (isDeprecated(operation)) deprecated.set(operation, (deprecated.get(operation) ?? 0) + calls);
  }
  const rates = KINDS.map((kind) => rateOf(kind, counts.get(kind) ?? 0, total));
  const states = rates.map(({ state }) => state);
  return {
    state: worst([...states, deprecated.size > 0 ? "warning" : "good"]),
    total_calls: total,
    rates,
    deprecated_operations: [...deprecated].map(([operation, calls]) => ({ operation, calls })),
  };
}
