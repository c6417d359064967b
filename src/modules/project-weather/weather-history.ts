import { CallFailure } from "#connectors/sdk";
import { configSchema, projects, type WeatherHistory } from "#models";
import { findBySlug, openConnector, problemOf } from "#modules/installs";
import { findRecord } from "#modules/records";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import type { Thresholds } from "./days";
import { countDays, type ProjectWeatherHistory, type Span, spanOf } from "./history-days";

const SLUG = "noaa-weather";
type Reading = { run: (run: object) => Promise<WeatherHistory> };

/**
 * What was measured near a project's site, day by day, and which days count as days of precipitation.
 * @throws DomainError not_found, also for a project without coordinates; invalid_request; upstream_failed; unavailable
 */
export async function weatherHistory(ctx: Context, projectId: string, asked: Span): Promise<ProjectWeatherHistory> {
  const { record } = await findRecord(ctx, projects, projectId);
  const { from, to } = spanOf(asked, ctx.now);
  const { latitude, longitude } = record as { latitude?: number | null; longitude?: number | null };
  const install = await findBySlug(ctx, SLUG);
  if (install?.status !== "active" || typeof latitude !== "number" || typeof longitude !== "number")
    throw new DomainError(
      "not_found",
      "There is no weather for this project. Install NOAA Weather, and give the project its coordinates.",
    );
  const opened = await openConnector(ctx, install);
  const action = opened.version.actions?.look_up_weather_history as Reading | undefined;
  if (!action) throw new DomainError("invalid_state", "This version of NOAA Weather has no history. Upgrade it.");
  const { call, config } = opened;
  try {
    const input = { latitude, longitude, from, to };
    const { station, days } = await action.run({ call, config, input, now: new Date(ctx.now), key: projectId });
    const { precipitation_day_in: threshold } = configSchema(opened.manifest.config).parse(config) as Thresholds;
    return { project_id: projectId, from, to, station, precipitation_day_in: threshold, ...countDays(days, threshold) };
  } catch (error) {
    throw error instanceof CallFailure ? problemOf(error, "/config") : error;
  } finally {
    await opened.flush();
  }
}
