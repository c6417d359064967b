import type { DomainEvent } from "#db/commit";
import type { Write } from "#db/client";
import { dayInWords, localClock } from "#lib/local-time";
import type { TidePrediction } from "#models";
import { notify } from "#modules/notifications";
import type { Project } from "#modules/reminders";
import type { Context } from "../../context";
import type { Spell, Telling } from "./judge-tides";

/** What is to be told of a prediction, to the people of one project. `near`: it is as it was told, and comes soon. */
export type Told = {
  change: Telling["change"] | "near";
  spell: Spell;
  project: Project;
  record: TidePrediction;
};

const ENDINGS: Readonly<Record<Told["change"], string>> = {
  predicted: "",
  changed: ": changed",
  withdrawn: ": no longer predicted",
  near: ": it comes soon",
};
const REASONS = {
  minor_flood: "It reaches the station's minor flood level.",
  year_highest: "It is the highest of the year.",
} as const;

export function noticeOf(ctx: Context, { change, spell, project, record }: Told): Write {
  const { from, to, highest } = spell;
  const days = from === to ? `on ${dayInWords(from)}` : `from ${dayInWords(from)} to ${dayInWords(to)}`;
  const station = `${record.station?.name ?? "the station"}, ${record.station?.distance_miles ?? 0} miles away`;
  const height = `Up to ${highest.height_ft} ft MLLW at ${localClock(highest.at, record.time_zone ?? "UTC")}, at ${station}.`;
  const advice = "Keep concrete pours, foundations and work at the waterfront clear of these waters.";
  return notify(ctx, {
    kind: "king_tide",
    title: `King tide at ${project.name} ${days}${ENDINGS[change]}`,
    body:
      change === "withdrawn"
        ? "The prediction has changed, or the site has another station."
        : `${height} ${REASONS[highest.reason]} ${advice}`,
    objectId: project.id,
  });
}

export function eventOf({ change, spell, project, record }: Told): DomainEvent {
  const { starts_at, ends_at, highest } = spell;
  const data = {
    id: project.id,
    name: project.name,
    change,
    starts_at,
    ends_at,
    highest_at: highest.at,
    height_ft: highest.height_ft,
    reason: highest.reason,
    station_number: record.station?.number,
    station_name: record.station?.name,
  };
  return { type: "project.king_tide", objectId: project.id, data };
}
