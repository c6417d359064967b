import type { Context } from "../../context";
import type { KnownSite, Place } from "./place";
import { type Kept, readKept, type SiteSource } from "./read-kept";

/** Syncs whose records say for which place they were fetched. */
export type PlacedSync = "flood_zones" | "parcels" | "tide_predictions" | "weather_forecasts";

/** What an integration knows of a project's site as it is now. */
export type SiteRecord<S extends PlacedSync> = Kept<S> & {
  /** What is kept is of another place, and so is no record of this one: the project has moved since. */
  hasMoved: boolean;
};

/** What was found at another place says nothing of this one. */
export const isHere = (place: Place, found: { latitude: number | null; longitude: number | null }): boolean =>
  place.latitude !== null && place.latitude === found.latitude && place.longitude === found.longitude;

/** The record that an integration keeps for the place of a project's site. Reads our own database alone. */
export async function readSite<S extends PlacedSync>(
  ctx: Context,
  source: SiteSource<S>,
  { id, place }: KnownSite,
): Promise<SiteRecord<S>> {
  const kept = await readKept(ctx, source, id);
  const hasMoved = kept.record !== null && !isHere(place, kept.record);
  return { ...kept, hasMoved, record: hasMoved ? null : kept.record };
}
