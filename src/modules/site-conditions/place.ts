import { describe, log } from "#lib/log";
import type { AnyRecord } from "#modules/records";
import { readSite } from "#modules/site-records";
import { addressOf } from "#modules/syncs";
import type { Context } from "../../context";

const GEOCODER = { slug: "fema-flood-maps", sync: "site_locations" } as const;

/** Where a project's site is, and who says so. */
export type Place = {
  latitude: number | null;
  longitude: number | null;
  /** `none`: the place is not known; `detail` says why. */
  source: "project" | "census_geocoder" | "none";
  matched_address: string | null;
  detail: string | null;
};

const nowhere = (detail: string): Place => ({
  latitude: null,
  longitude: null,
  source: "none",
  matched_address: null,
  detail,
});

const WORDS = {
  no_match: "The address was not found. Correct it, or enter latitude and longitude.",
  ambiguous: "Several places have this address. Enter latitude and longitude.",
} as const;

/** The project's own coordinates, else those that its address was found at. */
async function placeOf(ctx: Context, project: AnyRecord): Promise<Place> {
  const { latitude, longitude } = project as unknown as Pick<Place, "latitude" | "longitude">;
  if (latitude !== null && longitude !== null)
    return { latitude, longitude, source: "project", matched_address: null, detail: null };
  const address = addressOf(project as unknown as Parameters<typeof addressOf>[0]);
  if (address === undefined) return nowhere("The project has neither coordinates nor a street address.");
  const { isInstalled, record, problem } = await readSite(ctx, GEOCODER, project.id);
  if (!isInstalled)
    return nowhere("Enter latitude and longitude, or install FEMA flood maps, which locates addresses.");
  if (!record || record.address !== address) return nowhere(problem ?? "The address is being located.");
  if (record.status !== "located") return nowhere(WORDS[record.status]);
  const { latitude: lat, longitude: lon, matched_address: matched } = record;
  return { latitude: lat, longitude: lon, source: "census_geocoder", matched_address: matched, detail: null };
}

/** Where a project's site is; that it cannot be read is an answer too. */
export async function knownPlace(ctx: Context, project: AnyRecord): Promise<Place> {
  try {
    return await placeOf(ctx, project);
  } catch (error) {
    log("error", "place of a site not read", { project: project.id, ...describe(error) });
    return nowhere("The place could not be read on our side.");
  }
}
