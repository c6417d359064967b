import { prepare } from "#db/client";
import { canonicalRecords, type TidePrediction } from "#models";
import { readTideConfig } from "#modules/project-tides";
import { withProject } from "#modules/reminders";
import type { Sink, Sinks } from "#modules/syncs";
import type { Context } from "../../context";
import { judgeTides, spellsAhead } from "./judge-tides";
import { reminderOf } from "./remind-tide";
import { eventOf, noticeOf } from "./told";

const BEFORE = `select external_id as id, data from synced_records where builder_id = ?1 and install_id = ?2
 and model = 'tide_prediction' and external_id in (select value from json_each(?3))`;

const parse = (data: unknown): TidePrediction => canonicalRecords.tide_prediction().parse(data);

/**
 * King tides of the sites whose station is near enough. What is told is the difference between the prediction that was
 * kept and the one that takes its place, so nothing is told twice. A site that is looked up no more is told nothing.
 */
const tellKingTides: Sink = async (ctx, { installId }, { changed }) => {
  const known = await knownBefore(
    ctx,
    installId,
    changed.map(({ id }) => id),
  );
  const { king_tide_miles: miles } = await readTideConfig(ctx);
  const spells = (record: TidePrediction | undefined) =>
    record?.station && record.station.distance_miles <= miles ? spellsAhead(record, ctx.now) : [];
  const tellings = changed.flatMap(({ data }) => {
    const record = parse(data);
    const before = known.get(record.site_id);
    // A station that is left behind is named by what is taken back of it.
    return judgeTides(spells(before), spells(record)).map((telling) => ({
      ...telling,
      record: telling.change === "withdrawn" && before ? before : record,
    }));
  });
  const told = await withProject(ctx, tellings, ({ record }) => record.site_id);
  const standing = told.filter(({ change }) => change !== "withdrawn");
  const reminders = standing.flatMap(({ project, spell }) => reminderOf(ctx, project.id, spell));
  return { writes: [...told.map((one) => noticeOf(ctx, one)), ...reminders], events: told.map(eventOf) };
};

/** What tides mean to the members of a project. */
export const tideSinks: Sinks = { tide_prediction: tellKingTides };

/** The predictions that are kept of sites, by their ids. */
async function knownBefore(ctx: Context, installId: string, ids: readonly string[]) {
  const asked = prepare(ctx.db, BEFORE, ctx.builderId, installId, JSON.stringify(ids));
  const { results } = await asked.all<{ id: string; data: string }>();
  return new Map(results.map(({ id, data }) => [id, parse(JSON.parse(data))]));
}
