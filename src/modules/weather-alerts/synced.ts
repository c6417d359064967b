import { prepare } from "#db/client";
import { canonicalRecords, type WeatherAlert } from "#models";
import { withProject } from "#modules/reminders";
import type { Sink, Sinks } from "#modules/syncs";
import type { Context } from "../../context";
import { isGrave, judgeGone, judgeNew, predecessorOf, type Telling } from "./judge-alerts";
import { reminderOf } from "./remind-surge";
import { eventOf, noticeOf } from "./told";

const MOST = 2000;
const OF_ALERTS = "builder_id = ?1 and install_id = ?2 and model = 'weather_alert'";
const BY_ID = `select data from synced_records where ${OF_ALERTS} and external_id in (select value from json_each(?3)) limit ${MOST}`;
/** A record's id begins with that of its site; after the blank comes the exclamation mark. */
const AT_SITES = `select r.data from json_each(?3) s join synced_records r on r.builder_id = ?1 and r.install_id = ?2
 and r.model = 'weather_alert' and r.external_id > s.value || ' ' and r.external_id < s.value || '!'
 where r.deleted_at is null limit ${MOST}`;

const parse = (data: unknown): WeatherAlert => canonicalRecords.weather_alert().parse(data);

async function read(ctx: Context, sql: string, installId: string, keys: readonly string[]): Promise<WeatherAlert[]> {
  if (keys.length === 0) return [];
  const { results } = await prepare(ctx.db, sql, ctx.builderId, installId, JSON.stringify(keys)).all<{
    data: string;
  }>();
  return results.map(({ data }) => parse(JSON.parse(data)));
}

/** What is to be told of the alerts that come and go. */
const tellAlerts: Sink = async (ctx, { installId }, { changed, gone }) => {
  const created = changed.filter(({ isNew }) => isNew).map(({ data }) => parse(data));
  const tellings = [...(await tellingsOfNew(ctx, installId, created)), ...(await tellingsOfGone(ctx, installId, gone))];
  const told = await withProject(ctx, tellings, ({ alert }) => alert.site_id);
  return {
    writes: [
      ...(await Promise.all(told.map((one) => noticeOf(ctx, one)))),
      ...told.flatMap(({ change, alert }) => (change === "cancelled" ? [] : reminderOf(ctx, alert))),
    ],
    events: told.map(eventOf),
  };
};

/** What weather alerts mean to the members of a project. */
export const alertSinks: Sinks = { weather_alert: tellAlerts };

async function tellingsOfNew(ctx: Context, installId: string, alerts: readonly WeatherAlert[]): Promise<Telling[]> {
  const ids = alerts.flatMap(({ site_id: site, replaces }) => replaces.map((id) => `${site} ${id}`));
  const known = Map.groupBy(await read(ctx, BY_ID, installId, ids), ({ site_id: site }) => site);
  return alerts.flatMap((alert) => {
    const ofSite = new Map((known.get(alert.site_id) ?? []).map((one) => [one.alert_id, one]));
    return judgeNew(alert, predecessorOf(alert, ofSite), ctx.now) ?? [];
  });
}

async function tellingsOfGone(ctx: Context, installId: string, ids: readonly string[]): Promise<Telling[]> {
  const going = (await read(ctx, BY_ID, installId, ids)).filter(isGrave);
  const sites = [...new Set(going.map(({ site_id: site }) => site))];
  const present = Map.groupBy(await read(ctx, AT_SITES, installId, sites), ({ site_id: site }) => site);
  return going.flatMap((alert) => judgeGone(alert, present.get(alert.site_id) ?? [], ctx.now) ?? []);
}
