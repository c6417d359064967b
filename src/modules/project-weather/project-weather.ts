import type { ForecastPeriod, WeatherAlert } from "#models";
import { openTasks, type Task } from "#modules/project-tasks";
import { isHere, type KnownSite, knownSite, readSite, type SiteRecord } from "#modules/site-records";
import { readSynced } from "#modules/syncs";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { type Day, daysOf, type Thresholds } from "./days";
import { type Flag, flagsOf } from "./flags";

const SOURCE = { slug: "noaa-weather", sync: "weather_forecasts" } as const;
const MOST_ALERTS = 100;
const NONE = "There is no forecast for this project. Install NOAA Weather, and give the project its coordinates.";
const MOVED = "The project has another place now. The forecast for it is being fetched.";

/** The weather at a project's site, whatever its tasks. */
export type SiteWeather = {
  issued_at: string;
  time_zone: string;
  periods: ForecastPeriod[];
  days: Day[];
  alerts: WeatherAlert[];
};

/** As on the wire. */
export type ProjectWeather = SiteWeather & { project_id: string; tasks: (Task & { flags: Flag[] })[] };

/** What NOAA Weather knows of a project's site; `weather` is null while there is no forecast of the place. */
export async function readWeather(
  ctx: Context,
  known: KnownSite,
): Promise<{ site: SiteRecord<"weather_forecasts">; weather: SiteWeather | null; alerts: WeatherAlert[] }> {
  const site = await readSite(ctx, SOURCE, known);
  if (site.installId === null) return { site, weather: null, alerts: [] };
  const all = await readSynced(ctx, site.installId, "weather_alert", `${known.id} `, MOST_ALERTS);
  const inForce = all.filter((alert) => Date.parse(alert.ends_at) > ctx.now && isHere(known.place, alert));
  const alerts = inForce.map(({ latitude: _latitude, longitude: _longitude, ...alert }) => alert);
  const { record } = site;
  if (!record) return { site, weather: null, alerts };
  const { issued_at, time_zone, periods } = record;
  const days = daysOf(record, site.config as Thresholds);
  return { site, weather: { issued_at, time_zone, periods, days, alerts }, alerts };
}

/**
 * The weather expected at a project's site, day by day, and what it may do to the tasks of its schedule in force.
 * @throws DomainError not_found, also while there is no forecast
 */
export async function projectWeather(ctx: Context, projectId: string): Promise<ProjectWeather> {
  const { site, weather } = await readWeather(ctx, await knownSite(ctx, projectId));
  if (!weather) throw new DomainError("not_found", site.hasMoved ? MOVED : NONE);
  const thresholds = site.config as Thresholds;
  const given = { days: weather.days, alerts: weather.alerts, timeZone: weather.time_zone };
  const tasks = (await openTasks(ctx, projectId)).map((task) => ({ ...task, flags: flagsOf(task, given, thresholds) }));
  return { project_id: projectId, ...weather, tasks };
}
