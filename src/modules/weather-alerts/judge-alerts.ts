import type { WeatherAlert } from "#models";
import { isSurge } from "#modules/project-tides";

/** What the members of a project are told about an alert. */
export type Telling = { change: "issued" | "updated" | "cancelled"; alert: WeatherAlert };

const SEVERE: ReadonlySet<WeatherAlert["severity"]> = new Set(["severe", "extreme"]);
/** An alert that goes a little before its end has simply ended. */
const NEAR_END_MS = 600_000;

/** Whether an alert is told at all. Of the sea every warning and watch is, however the Weather Service rates it. */
export const isGrave = (alert: WeatherAlert): boolean =>
  SEVERE.has(alert.severity) || (isSurge(alert) && /\b(?:warning|watch)$/iu.test(alert.event));

/** The latest of the alerts that this one takes the place of. */
export function predecessorOf(alert: WeatherAlert, known: ReadonlyMap<string, WeatherAlert>): WeatherAlert | undefined {
  return known.get(alert.replaces.findLast((id) => known.has(id)) ?? "");
}

const isOther = (before: WeatherAlert, after: WeatherAlert): boolean =>
  before.event !== after.event || before.severity !== after.severity || before.ends_at !== after.ends_at;

/**
 * Whether an alert that is new is worth telling: a grave one is, once. The Weather Service renews an alert by another that
 * takes its place; that is told where what is expected, how bad it may be or when it ends is no longer the same.
 * What has ended already is not told.
 * @param before the one it takes the place of
 */
export function judgeNew(alert: WeatherAlert, before: WeatherAlert | undefined, now: number): Telling | undefined {
  if (Date.parse(alert.ends_at) <= now) return undefined;
  if (before && isGrave(before)) return isOther(before, alert) ? { change: "updated", alert } : undefined;
  return isGrave(alert) ? { change: "issued", alert } : undefined;
}

/**
 * Whether it is worth telling that an alert is there no more: if it was grave, nothing stands in its place, and it would
 * have lasted.
 */
export function judgeGone(alert: WeatherAlert, present: readonly WeatherAlert[], now: number): Telling | undefined {
  // An answer that is a little old may show the one before it again.
  const isRenewed = present.some(
    ({ alert_id: id, replaces }) => replaces.includes(alert.alert_id) || alert.replaces.includes(id),
  );
  const hasEnded = Date.parse(alert.ends_at) - now < NEAR_END_MS;
  return isGrave(alert) && !isRenewed && !hasEnded ? { change: "cancelled", alert } : undefined;
}
