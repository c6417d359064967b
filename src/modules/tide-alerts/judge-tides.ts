import type { TidePrediction } from "#models";
import { type KingTide, kingTideOf } from "#modules/project-tides";
import { localDay } from "#lib/local-time";

/** King tides that follow each other day by day; they are told of as one. */
export type Spell = {
  starts_at: string;
  ends_at: string;
  /** The days of both in the station's time, YYYY-MM-DD. */
  from: string;
  to: string;
  highest: KingTide;
};

/** What the members of a project are told. */
export type Telling = { change: "predicted" | "changed" | "withdrawn"; spell: Spell };

/** From one day's higher high water to that of the next are some 25 hours; one that falls short of it ends no spell. */
const APART_MS = 51 * 3_600_000;

const time = (at: string): number => Date.parse(at);

function spellOf(tides: readonly KingTide[], timeZone: string): Spell[] {
  const [first, last] = [tides[0], tides.at(-1)];
  if (!first || !last) return [];
  const highest = tides.reduce((best, tide) => (tide.height_ft > best.height_ft ? tide : best));
  const [from, to] = [localDay(first.at, timeZone), localDay(last.at, timeZone)];
  return [{ starts_at: first.at, ends_at: last.at, from, to, highest }];
}

/** The spells of king tides that are still to come. */
export function spellsAhead(record: TidePrediction, now: number): Spell[] {
  const kings = record.tides.flatMap((tide) => (time(tide.at) > now ? (kingTideOf(tide, record) ?? []) : []));
  const spells: KingTide[][] = [];
  for (const king of kings) {
    const open = spells.at(-1);
    const last = open?.at(-1);
    if (open && last && time(king.at) - time(last.at) <= APART_MS) open.push(king);
    else spells.push([king]);
  }
  return spells.flatMap((tides) => spellOf(tides, record.time_zone ?? "UTC"));
}

const meet = (a: Spell, b: Spell): boolean =>
  time(a.starts_at) - time(b.ends_at) <= APART_MS && time(b.starts_at) - time(a.ends_at) <= APART_MS;

const isSame = (a: Spell, b: Spell): boolean =>
  a.from === b.from && a.to === b.to && a.highest.at === b.highest.at && a.highest.height_ft === b.highest.height_ft;

/** What is worth telling of a prediction that has changed: spells that are new, are others now, or are gone. */
export function judgeTides(before: readonly Spell[], after: readonly Spell[]): Telling[] {
  const now = after.flatMap((spell): Telling[] => {
    const former = before.filter((one) => meet(one, spell));
    if (former.some((one) => isSame(one, spell))) return [];
    return [{ change: former.length === 0 ? "predicted" : "changed", spell }];
  });
  const gone = before.filter((spell) => !after.some((one) => meet(one, spell)));
  return [...now, ...gone.map((spell): Telling => ({ change: "withdrawn", spell }))];
}
