import {
  configSchema,
  type ForecastPeriod,
  projects,
  schedules,
  type WeatherAlert,
  type WeatherForecast,
} from "#models";
import { findBySlug, manifestOf } from "#modules/installs";
import { findRecord, getRecord, listRecords } from "#modules/records";
import { readSynced } from "#modules/syncs";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { type Day, daysOf, type Thresholds } from "./days";
import { type Flag, flagsOf, type Task } from "./flags";

const SLUG = "noaa-weather";
const MOST_SCHEDULES = 20;
const MOST_ALERTS = 100;

/** As on the wire. */
export type ProjectWeather = {
  project_id: string;
  issued_at: string;
  time_zone: string;
  periods: ForecastPeriod[];
  days: Day[];
  alerts: WeatherAlert[];
  tasks: (Task & { flags: Flag[] })[];
};

/**
 * The weather expected at a project's site, day by day, and what it may do to the tasks of its schedule in force.
 * @throws DomainError not_found, also while there is no forecast
 */
export async function projectWeather(ctx: Context, projectId: string): Promise<ProjectWeather> {
  await findRecord(ctx, projects, projectId);
  const install = await findBySlug(ctx, SLUG);
  const forecast = install && (await readSynced(ctx, install.id, "weather_forecast", projectId, 1))[0];
  if (!install || !forecast)
    throw new DomainError(
      "not_found",
      "There is no forecast for this project. Install NOAA Weather, and give the project its coordinates.",
    );
  const found = forecast as WeatherForecast;
  const all = (await readSynced(ctx, install.id, "weather_alert", `${projectId} `, MOST_ALERTS)) as WeatherAlert[];
  const alerts = all.filter(({ ends_at: end }) => Date.parse(end) > ctx.now);
  const { config } = await manifestOf(SLUG);
  const thresholds = configSchema(config).parse(JSON.parse(install.config)) as Thresholds;
  const weather = { days: daysOf(found, thresholds), alerts, timeZone: found.time_zone };
  const tasks = (await tasksOf(ctx, projectId)).map((task) => ({ ...task, flags: flagsOf(task, weather, thresholds) }));
  return {
    project_id: projectId,
    issued_at: found.issued_at,
    time_zone: found.time_zone,
    periods: found.periods,
    days: weather.days,
    alerts,
    tasks,
  };
}

/** The tasks of the schedules in force that are not done. */
async function tasksOf(ctx: Context, projectId: string): Promise<Task[]> {
  const { data } = await listRecords(ctx, schedules, {
    limit: MOST_SCHEDULES,
    cursor: undefined,
    sort: { field: "created_at", descending: true },
    filters: [{ field: "project_id", operator: "eq", values: [projectId] }],
  });
  const active = data.filter((schedule) => schedule["status"] === "active");
  const tasks: Task[] = [];
  for (const { id } of active) {
    const { record } = await getRecord(ctx, schedules, id);
    for (const task of record["tasks"] as (Task & { status: string })[]) {
      if (task.status === "completed") continue;
      const { id: taskId, name, kind, start_date, end_date } = task;
      tasks.push({ id: taskId, name, kind, start_date, end_date });
    }
  }
  return tasks;
}
