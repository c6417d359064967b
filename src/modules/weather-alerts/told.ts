import type { DomainEvent } from "#db/commit";
import type { Write } from "#db/client";
import { dayInWords, localClock, localDay } from "#lib/local-time";
import type { WeatherAlert } from "#models";
import { notify } from "#modules/notifications";
import type { Project } from "#modules/reminders";
import { isSurge, waterMeanwhile } from "#modules/project-tides";
import type { Context } from "../../context";
import type { Telling } from "./judge-alerts";

/** `near`: it is as it was told, and begins soon. */
export type Told = { change: Telling["change"] | "near"; alert: WeatherAlert; project: Project };

const TITLES: Readonly<Record<Told["change"], (event: string, name: string) => string>> = {
  issued: (event, name) => `${event} at ${name}`,
  updated: (event, name) => `${event} at ${name}: changed`,
  cancelled: (event, name) => `${event} at ${name}: called off`,
  near: (event, name) => `${event} at ${name}: it begins soon`,
};

export async function noticeOf(ctx: Context, { change, alert, project }: Told): Promise<Write> {
  const { event, headline, instruction } = alert;
  const body =
    change === "cancelled"
      ? "It is no longer in force at the site."
      : [headline, await tideWords(ctx, alert), instruction].filter(Boolean).join("\n\n");
  return notify(ctx, { kind: "weather_alert", title: TITLES[change](event, project.name), body, objectId: project.id });
}

/** What the tide adds to a surge; nothing where no tides are known. */
async function tideWords(ctx: Context, alert: WeatherAlert): Promise<string | undefined> {
  const water = isSurge(alert) ? await waterMeanwhile(ctx, alert.site_id, alert) : null;
  if (!water) return undefined;
  const { at, height_ft: feet, time_zone: zone, station } = water;
  const day = dayInWords(localDay(at, zone));
  return `The tide alone is predicted to reach ${feet} ft MLLW at ${station}, on ${day} at ${localClock(at, zone)}.`;
}

export function eventOf({ change, alert, project }: Told): DomainEvent {
  const { site_id: id, alert_id, event, severity, urgency, headline, starts_at, ends_at } = alert;
  const data = { id, name: project.name, change, alert_id, event, severity, urgency, headline, starts_at, ends_at };
  return { type: "project.weather_alert", objectId: id, data: { ...data, is_storm_surge: isSurge(alert) } };
}
