import type { DomainEvent } from "#db/commit";
import type { Write } from "#db/client";
import type { RecordModel } from "#models";
import { alertEffects } from "#modules/weather-alerts";
import type { Context } from "../../context";

type Changes = { installId: string; created: readonly string[]; gone: readonly string[] };
type Effects = { writes: Write[]; events: DomainEvent[] };

/** What else follows from records of a kind that come or go, in the very commit that stores them. */
const EFFECTS: { [M in RecordModel]?: (ctx: Context, changes: Changes) => Promise<Effects> } = {
  weather_alert: alertEffects,
};

export const effectsOf = async (ctx: Context, model: RecordModel, changes: Changes): Promise<Effects> =>
  (await EFFECTS[model]?.(ctx, changes)) ?? { writes: [], events: [] };
