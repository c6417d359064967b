import type { Exchange } from "#connectors/sdk";
import { daysLater } from "#lib/local-time";
import { DAY_MS } from "#lib/time";

type Told = NonNullable<Exchange["inSandbox"]>;
type Spread = Extract<Told, { day: string }>;
type Item = Record<string, string>;

/** The day at the beginning of a moment, as RFC 3339 and others write it. */
const DAY = /\d{4}-\d{2}-\d{2}(?=T)/gu;

const daysBetween = (from: string, to: string): number => Math.floor((Date.parse(to) - Date.parse(from)) / DAY_MS);

/** The day of a parameter, which may be written without hyphens. */
const dayOf = (url: URL, name: string): string =>
  (url.searchParams.get(name) ?? "").replace(/^(\d{4})-?(\d{2})-?(\d{2})$/u, "$1-$2-$3");

function spread(items: readonly Item[], { day, from, to }: Spread, recorded: URL, asked: URL): Item[] {
  const ofDay = (item: Item): string => item[day]?.slice(0, 10) ?? "";
  const byPlace = Map.groupBy(items, (item) => daysBetween(dayOf(recorded, from), ofDay(item)));
  const usual = byPlace.get(Math.max(...byPlace.keys())) ?? [];
  const first = dayOf(asked, from);
  const days = daysBetween(first, dayOf(asked, to)) + 1;
  return Array.from({ length: days }, (_, at) =>
    (byPlace.get(at) ?? usual).map((item) => ({
      ...item,
      [day]: `${daysLater(first, at)}${item[day]?.slice(10) ?? ""}`,
    })),
  ).flat();
}

/** What a recorded answer says, with its days moved to those that are asked about, where the recording says how. */
export function withDaysMoved({ body, request, inSandbox }: Exchange, asked: URL, now: number): unknown {
  if (!inSandbox) return body;
  if ("today" in inSandbox) {
    const by = daysBetween(inSandbox.today, new Date(now).toISOString());
    return JSON.parse(JSON.stringify(body).replaceAll(DAY, (day) => daysLater(day, by)));
  }
  const { list } = inSandbox;
  const recorded = new URL(request.split(" ")[1] ?? "", asked);
  const items = (list === null ? body : (body as Record<string, unknown>)[list]) as readonly Item[];
  const moved = spread(items, inSandbox, recorded, asked);
  return list === null ? moved : { ...(body as object), [list]: moved };
}
