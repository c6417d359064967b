import type { DomainEvent } from "#db/commit";
import { prepare, type Write } from "#db/client";
import { dayInWords, localClock } from "#lib/local-time";
import { canonicalRecords, type TidePrediction } from "#models";
import { notify } from "#modules/notifications";
import { readTideConfig } from "#modules/project-tides";
import type { Sink, Sinks } from "#modules/syncs";
import type { Context } from "../../context";
import { judgeTides, spellsAhead, type Telling } from "./judge-tides";

const BEFORE = `select external_id as id, data from synced_records where builder_id = ?1 and install_id = ?2
 and model = 'tide_prediction' and external_id in (select value from json_each(?3))`;
const NAMES = "select id, name from projects where builder_id = ?1 and id in (select value from json_each(?2))";

const parse = (data: unknown): TidePrediction => canonicalRecords.tide_prediction().parse(data);

/** What is to be told of a prediction, to the people of one project. */
type Told = Telling & { projectId: string; name: string; record: TidePrediction };

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
  return { writes: told.map((one) => noticeOf(ctx, one)), events: told.map(eventOf) };
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

const ENDINGS: Readonly<Record<Telling["change"], string>> = {
  predicted: "",
  changed: ": changed",
  withdrawn: ": no longer predicted",
};
const REASONS = {
  minor_flood: "It reaches the station's minor flood level.",
  year_highest: "It is the highest of the year.",
} as const;
const LONGEST_TITLE = 200;

function noticeOf(ctx: Context, { change, spell, projectId, name, record }: Told): Write {
  const { from, to, highest } = spell;
  const days = from === to ? `on ${dayInWords(from)}` : `from ${dayInWords(from)} to ${dayInWords(to)}`;
  const station = `${record.station?.name ?? "the station"}, ${record.station?.distance_miles ?? 0} miles away`;
  const height = `Up to ${highest.height_ft} ft MLLW at ${localClock(highest.at, record.time_zone ?? "UTC")}, at ${station}.`;
  const advice = "Keep concrete pours, foundations and work at the waterfront clear of these waters.";
  return notify(ctx, {
    kind: "king_tide",
    title: `King tide at ${name} ${days}${ENDINGS[change]}`.slice(0, LONGEST_TITLE),
    body:
      change === "withdrawn"
        ? "The prediction has changed, or the site has another station."
        : `${height} ${REASONS[highest.reason]} ${advice}`,
    objectId: projectId,
  });
}

function eventOf({ change, spell, projectId, record }: Told): DomainEvent {
  const { starts_at, ends_at, highest } = spell;
  const data = {
    id: projectId,
    change,
    starts_at,
    ends_at,
    highest_at: highest.at,
    height_ft: highest.height_ft,
    reason: highest.reason,
    station_number: record.station?.number,
    station_name: record.station?.name,
  };
  return { type: "project.king_tide", objectId: projectId, data };
}
