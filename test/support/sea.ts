import { siteServices } from "./site-services";
import { json, Upstream } from "./upstream";

const DAY_MS = 86_400_000;

/** The day so many days from now, YYYY-MM-DD in UTC. */
export const inDays = (count: number): string => new Date(Date.now() + count * DAY_MS).toISOString().slice(0, 10);

/** Everything that any test has asked for. */
const asked = new Set<string>();

/** The sea and its weather as a test says; of sites all else is what `siteServices` knows. */
export class Sea {
  /** Feet of the high water at 20:00 UTC, by day; on all others it is 6.1 ft, and highest on the first day of the year. */
  kings: Record<string, string> = {};
  alerts: object[] = [];
  readonly upstream: Upstream;

  constructor() {
    this.upstream = new Upstream((sent) => {
      const { pathname, searchParams: query } = sent.url;
      asked.add(sent.url.href);
      if (pathname.endsWith("/datagetter")) return json({ predictions: this.#predictions(query) });
      if (pathname === "/alerts/active") return json({ features: query.has("zone") ? [] : this.alerts });
      return siteServices(sent);
    });
  }

  /** High and low waters of a month in the recorded shape. */
  #predictions(query: URLSearchParams): object[] {
    const [begin, end] = [query.get("begin_date") ?? "", query.get("end_date") ?? ""];
    const month = `${begin.slice(0, 4)}-${begin.slice(4, 6)}`;
    return Array.from({ length: Number(end.slice(6)) }, (_, at) => {
      const day = `${month}-${String(at + 1).padStart(2, "0")}`;
      return [
        { t: `${day} 08:00`, v: "1.200", type: "L" },
        { t: `${day} 20:00`, v: this.kings[day] ?? (day.endsWith("-01-01") ? "13.000" : "6.100"), type: "H" },
      ];
    }).flat();
  }
}

/** Predictions are kept for weeks; this is as if they were over. */
export async function forgetPredictions(): Promise<void> {
  const kept = await caches.open("upstream");
  for (const url of asked) await kept.delete(url);
}
