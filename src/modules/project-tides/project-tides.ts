import { daysLater, localDay } from "#lib/local-time";
import { describe, log } from "#lib/log";
import {
  type ConfigOf,
  configSchema,
  type Tide,
  type TidePrediction,
  type tideSettings,
  type WeatherAlert,
} from "#models";
import { findBySlug, manifestOf } from "#modules/installs";
import { openTasks, type Task } from "#modules/project-tasks";
import { readWeather } from "#modules/project-weather";
import { type KnownSite, knownSite, readSite, type SiteRecord } from "#modules/site-records";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { isSurge, tideFlags, type TideFlag, type Waters } from "./flags";
import { highestBetween, type KingTide, kingTideOf, type Level } from "./water";

const SOURCE = { slug: "noaa-tides", sync: "tide_predictions" } as const;
/** So many days ahead are shown. */
const DAYS_SHOWN = 31;
const NONE = "There are no tides for this project. Install NOAA tides, and give the project its coordinates.";
const MOVED = "The project has another place now. The tides for it are being fetched.";

type Config = ConfigOf<typeof tideSettings>;
export type TideDay = { date: string; tides: Tide[]; is_king_tide: boolean };

/** The tides at a project's site, whatever its tasks. Heights are in feet above MLLW. */
export type SiteTides = {
  status: TidePrediction["status"];
  station: TidePrediction["station"];
  time_zone: string | null;
  /** From which height on the water stops work: as the install says, else the mean of the station's high waters. */
  high_water_ft: number | null;
  minor_flood_ft: number | null;
  year_highest_ft: number | null;
  days: TideDay[];
  king_tides: KingTide[];
  surge_alerts: WeatherAlert[];
  /** Whether NOAA Weather is installed, which tells of storm surge. */
  is_surge_watched: boolean;
};

/** As on the wire. */
export type ProjectTides = SiteTides & { project_id: string; tasks: (Task & { flags: TideFlag[] })[] };

type Read = { site: SiteRecord<"tide_predictions">; tides: SiteTides | null };

function daysOf(tides: readonly Tide[], kings: readonly KingTide[], timeZone: string): TideDay[] {
  const high = new Set(kings.map(({ at }) => localDay(at, timeZone)));
  return [...Map.groupBy(tides, ({ at }) => localDay(at, timeZone))].map(([date, ofDay]) => ({
    date,
    tides: ofDay,
    is_king_tide: high.has(date),
  }));
}

/** What NOAA Weather tells of the sea. That it cannot be read takes the tides not with it. */
async function surgeAt(ctx: Context, known: KnownSite): Promise<Pick<SiteTides, "surge_alerts" | "is_surge_watched">> {
  try {
    const { site, alerts } = await readWeather(ctx, known);
    return { surge_alerts: alerts.filter(isSurge), is_surge_watched: site.isInstalled };
  } catch (error) {
    log("error", "surge alerts not read", { project: known.id, ...describe(error) });
    return { surge_alerts: [], is_surge_watched: false };
  }
}

/** What NOAA tides knows of a project's site, from today on; `tides` is null while nothing was looked up for the place. */
export async function readTides(ctx: Context, known: KnownSite): Promise<Read> {
  const site = await readSite(ctx, SOURCE, known);
  const { record } = site;
  if (!record) return { site, tides: null };
  const { surge_alerts, is_surge_watched } = await surgeAt(ctx, known);
  const zone = record.time_zone ?? "UTC";
  const today = localDay(ctx.now, zone);
  const shown = record.tides.filter(({ at }) => {
    const date = localDay(at, zone);
    return date >= today && date < daysLater(today, DAYS_SHOWN);
  });
  const kings = shown.flatMap((tide) => kingTideOf(tide, record) ?? []);
  const { status, station, time_zone, minor_flood_ft, year_highest_ft } = record;
  return {
    site,
    tides: {
      status,
      station,
      time_zone,
      high_water_ft: (site.config as Config).high_water_ft ?? record.mean_high_ft,
      minor_flood_ft,
      year_highest_ft,
      days: daysOf(shown, kings, zone),
      king_tides: kings,
      surge_alerts,
      is_surge_watched,
    },
  };
}

/** What the install's form says of tides, or would say by default. */
export async function readTideConfig(ctx: Context): Promise<Config> {
  const { config: form } = await manifestOf(SOURCE.slug);
  const install = await findBySlug(ctx, SOURCE.slug);
  return configSchema(form).parse(JSON.parse(install?.config ?? "{}")) as Config;
}

/** What is predicted at a project's site, if its station is near enough to be told of king tides; null else. */
export async function nearPrediction(ctx: Context, projectId: string): Promise<TidePrediction | null> {
  const { record, config } = await readSite(ctx, SOURCE, await knownSite(ctx, projectId));
  const miles = record?.station?.distance_miles;
  return record && miles !== undefined && miles <= (config as Config).king_tide_miles ? record : null;
}

type Water = Level & { time_zone: string; station: string };

/** The highest water that is predicted at a project's site while something lasts; null where none is known. */
export async function waterMeanwhile(
  ctx: Context,
  projectId: string,
  { starts_at: from, ends_at: to }: { starts_at: string; ends_at: string },
): Promise<Water | null> {
  const { record } = await readSite(ctx, SOURCE, await knownSite(ctx, projectId));
  const highest = highestBetween(record?.tides ?? [], Date.parse(from), Date.parse(to));
  if (!record?.station || !highest) return null;
  return { ...highest, time_zone: record.time_zone ?? "UTC", station: record.station.name };
}

/**
 * The tides at a project's site, and what they may do to the tasks of its schedule in force.
 * @throws DomainError not_found, also while nothing was looked up
 */
export async function projectTides(ctx: Context, projectId: string): Promise<ProjectTides> {
  const { site, tides } = await readTides(ctx, await knownSite(ctx, projectId));
  if (!tides || !site.record) throw new DomainError("not_found", site.hasMoved ? MOVED : NONE);
  const timeZone = tides.time_zone ?? "UTC";
  const from = localDay(ctx.now, timeZone);
  const waters: Waters = {
    // From before today on: the water of this morning lies between two of them.
    tides: site.record.tides,
    kingTides: tides.king_tides,
    surgeAlerts: tides.surge_alerts,
    timeZone,
    high_water_ft: tides.high_water_ft,
    hours: site.config as Config,
    from,
    to: daysLater(from, DAYS_SHOWN - 1),
  };
  const tasks = (await openTasks(ctx, projectId)).map((task) => ({ ...task, flags: tideFlags(task, waters) }));
  return { project_id: projectId, ...tides, tasks };
}
