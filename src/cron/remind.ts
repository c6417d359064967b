import { remind as tell } from "#modules/reminders";
import { tellNearTide } from "#modules/tide-alerts";
import { tellNearSurge } from "#modules/weather-alerts";
import type { Bindings } from "../bindings";

/** What was told of and comes soon. */
export const remind = (env: Bindings, scheduledAt: number): Promise<void> =>
  tell(env, scheduledAt, { king_tide: tellNearTide, storm_surge: tellNearSurge });
