import { prepare } from "#db/client";
import { canonicalRecords, type TidePrediction } from "#models";
import { readTideConfig } from "#modules/project-tides";
import type { Sink, Sinks } from "#modules/syncs";
import type { Context } from "../../context";
import { judgeTides, spellsAhead } from "./judge-tides";
import { reminderOf } from "./remind-tide";
import { eventOf, noticeOf, type Told } from "./told";

const BEFORE = `select external_id as id, data from synced_records where builder_id = ?1 and install_id = ?2
 and model = 'tide_prediction' and external_id in (select value from json_each(?3))`;
const NAMES = "select id, name from projects where builder_id = ?1 and id in (select value from json_each(?2))";

const parse = (data: unknown): TidePrediction => canonicalRecords.tide_prediction().parse(data);

/**
 * King tides of the sites whose station is near enough. What is told is the difference between the prediction that was
 * kept and the one that takes its place, so nothing is told twice. A site that is looked up no more is told nothing.
 */
const tellKingTides: Sink = async (ctx, { installId }, { changed }) => {
  const ids = changed.map(({ id }) => id);
  const known = new Map(
    (await rowsOf<{ id: string; data: string }>(ctx, BEFORE, [installId, JSON.stringify(ids)])).map((row) => [
      row.id,
      parse(JSON.parse(row.data)),
    ]),
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
  const names = await projectNames(ctx, [...new Set(tellings.map(({ record }) => record.site_id))]);
  const told = tellings.flatMap((telling): Told[] => {
    const projectId = telling.record.site_id;
    const name = names.get(projectId);
    return name === undefined ? [] : [{ ...telling, projectId, name }];
  });
  const standing = told.filter(({ change }) => change !== "withdrawn");
  const reminders = standing.flatMap(({ projectId, spell }) => reminderOf(ctx, projectId, spell));
  return { writes: [...told.map((one) => noticeOf(ctx, one)), ...reminders], events: told.map(eventOf) };
};

/** What tides mean to the members of a project. */
export const tideSinks: Sinks = { tide_prediction: tellKingTides };

async function rowsOf<T>(ctx: Context, sql: string, params: readonly string[]): Promise<T[]> {
  return (await prepare(ctx.db, sql, ctx.builderId, ...params).all<T>()).results;
}

async function projectNames(ctx: Context, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await rowsOf<{ id: string; name: string }>(ctx, NAMES, [JSON.stringify(ids)]);
  return new Map(rows.map(({ id, name }) => [id, name]));
}
