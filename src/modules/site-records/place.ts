import { describe, log } from "#lib/log";
import { projects } from "#models";
import { type AnyRecord, findRecord } from "#modules/records";
import { addressOf } from "#modules/syncs";
import type { Context } from "../../context";
import { readKept } from "./read-kept";

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
  const { isInstalled, record, problem } = await readKept(ctx, GEOCODER, project.id);
  if (!isInstalled)
    return nowhere("Enter latitude and longitude, or install FEMA flood maps, which locates addresses.");
  if (!record || record.address !== address) return nowhere(problem ?? "The address is being located.");
  if (record.status !== "located") return nowhere(WORDS[record.status]);
  const { latitude: lat, longitude: lon, matched_address: matched } = record;
  return { latitude: lat, longitude: lon, source: "census_geocoder", matched_address: matched, detail: null };
}

/** A project's site, by the project's id. */
export type KnownSite = { id: string; place: Place };

/** Where a project's site is; that it cannot be read is an answer too. */
export async function siteOf(ctx: Context, project: AnyRecord): Promise<KnownSite> {
  const { id } = project;
  try {
    return { id, place: await placeOf(ctx, project) };
  } catch (error) {
    log("error", "place of a site not read", { project: id, ...describe(error) });
    return { id, place: nowhere("The place could not be read on our side.") };
  }
}

/** @throws DomainError not_found for the project */
export const knownSite = async (ctx: Context, projectId: string): Promise<KnownSite> =>
  await siteOf(ctx, (await findRecord(ctx, projects, projectId)).record);
