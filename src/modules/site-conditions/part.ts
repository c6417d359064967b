import { isoTime } from "#lib/time";
import { describe, log } from "#lib/log";
import type { PlacedSync, Place, SiteRecord } from "#modules/site-records";
import type { Context } from "../../context";

export const PART_STATUSES = [
  "available",
  "pending",
  "not_covered",
  "no_location",
  "not_watched",
  "not_installed",
  "failed",
] as const;

/** One part of a site's conditions, with where it comes from and how old it is. */
export type Part<T> = {
  status: (typeof PART_STATUSES)[number];
  /** Whether it may be old or is missing because something does not work. */
  is_degraded: boolean;
  /** What is the matter, in words. */
  detail: string | null;
  /** Who says it. */
  source: string;
  /** The integration that brings it; null for a survey, which is imported. */
  slug: string | null;
  /** When the source was last asked with success, and how long ago that is. */
  checked_at: string | null;
  age_seconds: number | null;
  data: T | null;
};

/** Which projects are looked up. */
const WATCHED: ReadonlySet<unknown> = new Set(["preconstruction", "active", "on_hold"]);

export type Asked = { place: Place; status: unknown; updatedAt: number };
export type Origin = { source: string; slug: string | null };

/** What a source says; `uncovered` in words when it does not reach the place. */
export type Said<T> = { data: T | null; uncovered?: string | null };

const empty = (origin: Origin, status: Part<never>["status"], detail: string): Part<never> => ({
  status,
  is_degraded: status === "failed",
  detail,
  ...origin,
  checked_at: null,
  age_seconds: null,
  data: null,
});

export const absent = (origin: Origin, detail: string): Part<never> => empty(origin, "not_installed", detail);

/** Why there is nothing, when there is nothing. */
function whyNothing(
  asked: Asked,
  { name, checkedAt, problem, hasMoved }: SiteRecord<PlacedSync>,
): Pick<Part<never>, "status" | "detail"> {
  if (!WATCHED.has(asked.status))
    return { status: "not_watched", detail: "Only projects that are to be built or being built are looked up." };
  if (asked.place.source === "none") return { status: "no_location", detail: asked.place.detail };
  if (problem !== null) return { status: "pending", detail: problem };
  if (hasMoved) return { status: "pending", detail: "It is being fetched for the project's new place." };
  return checkedAt !== null && checkedAt > asked.updatedAt
    ? { status: "not_covered", detail: `${name} does not cover this place.` }
    : { status: "pending", detail: `${name} is being asked.` };
}

/** @param said undefined while nothing was looked up */
export function partOf<T>(
  ctx: Context,
  origin: Origin,
  asked: Asked,
  site: SiteRecord<PlacedSync>,
  said: Said<T> | undefined,
): Part<T> {
  if (!site.isInstalled) return absent(origin, `${site.name} is not installed.`);
  const { checkedAt, problem } = site;
  const shared = {
    ...origin,
    is_degraded: problem !== null,
    checked_at: checkedAt === null ? null : isoTime(checkedAt),
    age_seconds: checkedAt === null ? null : Math.max(0, Math.floor((ctx.now - checkedAt) / 1000)),
  };
  if (!said) return { ...shared, ...whyNothing(asked, site), data: null };
  const uncovered = said.uncovered ?? null;
  const status = uncovered === null ? "available" : "not_covered";
  return { ...shared, status, detail: problem ?? uncovered, data: said.data };
}

/** One part that cannot be read takes no other with it. */
export async function guarded<T>(origin: Origin, read: () => Promise<Part<T>>): Promise<Part<T>> {
  try {
    return await read();
  } catch (error) {
    log("error", "site conditions not read", { slug: origin.slug ?? "", ...describe(error) });
    return empty(origin, "failed", "This part could not be read on our side.");
  }
}
