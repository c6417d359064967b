import type { Write } from "#db/client";
import type { WeatherAlert } from "#models";
import { isSurge } from "#modules/project-tides";
import { readWeather } from "#modules/project-weather";
import { putReminder, type Teller } from "#modules/reminders";
import { knownSite } from "#modules/site-records";
import type { Context } from "../../context";
import { isGrave } from "./judge-alerts";
import { eventOf, noticeOf } from "./told";

/** How long before it begins an alert of the sea is told of once more: a day. Few are issued earlier than two. */
const BEFORE_MS = 86_400_000;

/** Has an alert of the sea told of once more, unless what is told now is the word shortly before. */
export function reminderOf(ctx: Context, alert: WeatherAlert): Write[] {
  const dueAt = Date.parse(alert.starts_at) - BEFORE_MS;
  if (!isSurge(alert) || dueAt <= ctx.now) return [];
  // The Weather Service renews an alert under another id; what it is called stays.
  return [putReminder(ctx, { projectId: alert.site_id, kind: "storm_surge", subject: alert.event, dueAt })];
}

/** Told of if it is in force still. One that begins later than was said waits until then. */
export const tellNearSurge: Teller = async (ctx, project, subject) => {
  const { alerts } = await readWeather(ctx, await knownSite(ctx, project.id));
  const alert = alerts.find((one) => one.event === subject && isSurge(one) && isGrave(one));
  if (!alert) return { writes: [], events: [] };
  const later = reminderOf(ctx, alert);
  if (later.length > 0) return { writes: later, events: [] };
  const told = { change: "near", alert, project } as const;
  return { writes: [await noticeOf(ctx, told)], events: [eventOf(told)] };
};
