import type { DomainEvent } from "#db/commit";
import type { Write } from "#db/client";
import { localClock, localDay } from "#lib/local-time";
import type { WeatherAlert } from "#models";
import { notify } from "#modules/notifications";
import { isSurge, waterMeanwhile } from "#modules/project-tides";
import type { Context } from "../../context";
import type { Telling } from "./judge-alerts";

/** `near`: it is as it was told, and begins soon. */
export type Told = { change: Telling["change"] | "near"; alert: WeatherAlert; name: string };

const TITLES: Readonly<Record<Told["change"], (event: string, name: string) => string>> = {
  issued: (event, name) => `${event} at ${name}`,
  updated: (event, name) => `${event} at ${name}: changed`,
  cancelled: (event, name) => `${event} at ${name}: called off`,
  near: (event, name) => `${event} at ${name}: it begins soon`,
};
const LONGEST_TITLE = 200;
const LONGEST_BODY = 2000;

export async function noticeOf(ctx: Context, { change, alert, name }: Told): Promise<Write> {
  const { event, headline, instruction, site_id: objectId } = alert;
  const body =
    change === "cancelled"
      ? "It is no longer in force."
      : [headline, await tideWords(ctx, alert), instruction].filter(Boolean).join("\n\n");
  const title = TITLES[change](event, name).slice(0, LONGEST_TITLE);
  return notify(ctx, { kind: "weather_alert", title, body: body.slice(0, LONGEST_BODY), objectId });
}

/** What the tide adds to a surge; nothing where no tides are known. */
async function tideWords(ctx: Context, alert: WeatherAlert): Promise<string | undefined> {
  const water = isSurge(alert) ? await waterMeanwhile(ctx, alert.site_id, alert) : null;
  if (!water) return undefined;
  const { at, height_ft: feet, time_zone: zone, station } = water;
  return `The tide alone is predicted to reach ${feet} ft MLLW at ${station}, on ${localDay(at, zone)} at ${localClock(at, zone)}.`;
}

export function eventOf({ change, alert, name }: Told): DomainEvent {
  const { site_id: id, alert_id, event, severity, urgency, headline, starts_at, ends_at } = alert;
  const data = { id, name, change, alert_id, event, severity, urgency, headline, starts_at, ends_at };
  return { type: "project.weather_alert", objectId: id, data: { ...data, is_storm_surge: isSurge(alert) } };
}
