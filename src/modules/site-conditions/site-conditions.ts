import { type Parcel, projects } from "#models";
import { readTides, type SiteTides } from "#modules/project-tides";
import { readWeather, type SiteWeather } from "#modules/project-weather";
import { findRecord } from "#modules/records";
import type { SiteSetbacks } from "#modules/setbacks";
import { type KnownSite, type Place, readSite, siteOf } from "#modules/site-records";
import type { Context } from "../../context";
import { type SiteFlood, toFlood } from "./flood";
import { type Asked, guarded, type Part, partOf } from "./part";
import { setbacks } from "./setbacks";
import { type SiteSurvey, survey } from "./survey";

type SiteParcel = Omit<Parcel, "site_id" | "latitude" | "longitude" | "status">;

/** As on the wire. */
export type SiteConditions = {
  project_id: string;
  location: Place;
  /** Names of the parts that are degraded. */
  degraded: string[];
  flood: Part<SiteFlood>;
  weather: Part<SiteWeather>;
  tides: Part<SiteTides>;
  parcel: Part<SiteParcel>;
  survey: Part<SiteSurvey>;
  setbacks: Part<SiteSetbacks>;
};

const FLOOD = { source: "FEMA National Flood Hazard Layer", slug: "fema-flood-maps" } as const;
const WEATHER = { source: "National Weather Service", slug: "noaa-weather" } as const;
const TIDES = { source: "NOAA CO-OPS", slug: "noaa-tides" } as const;
const PARCEL = { source: "The county's map server", slug: "county-gis" } as const;

const flood = (ctx: Context, known: KnownSite, asked: Asked) =>
  guarded(FLOOD, async () => {
    const site = await readSite(ctx, { slug: FLOOD.slug, sync: "flood_zones" }, known);
    if (!site.record) return partOf<SiteFlood>(ctx, FLOOD, asked, site, undefined);
    const data = toFlood(site.record);
    const uncovered = data ? null : "The place is outside the United States, whose floods FEMA maps.";
    return partOf(ctx, FLOOD, asked, site, { data, uncovered });
  });

const weather = (ctx: Context, known: KnownSite, asked: Asked) =>
  guarded(WEATHER, async () => {
    const { site, weather: data } = await readWeather(ctx, known);
    return partOf(ctx, WEATHER, asked, site, data ? { data } : undefined);
  });

const NO_TIDES = {
  predicted: null,
  no_station: "No tide station is within 30 miles.",
  no_predictions: "The nearest tide station has no predictions.",
} as const;

const tides = (ctx: Context, known: KnownSite, asked: Asked) =>
  guarded(TIDES, async () => {
    const { site, tides: data } = await readTides(ctx, known);
    return partOf(ctx, TIDES, asked, site, data ? { data, uncovered: NO_TIDES[data.status] } : undefined);
  });

const NO_PARCEL = {
  found: null,
  no_parcel: "The county's map shows no parcel at this place.",
  unknown_county: "The parcels of this place's county are not known yet.",
} as const;

const parcel = (ctx: Context, known: KnownSite, asked: Asked) =>
  guarded(PARCEL, async () => {
    const site = await readSite(ctx, { slug: PARCEL.slug, sync: "parcels" }, known);
    if (!site.record) return partOf<SiteParcel>(ctx, PARCEL, asked, site, undefined);
    const { site_id: _siteId, latitude: _latitude, longitude: _longitude, status, ...data } = site.record;
    const origin = { ...PARCEL, source: data.county ?? PARCEL.source };
    return partOf(ctx, origin, asked, site, {
      data: status === "found" ? data : null,
      uncovered: NO_PARCEL[status],
    });
  });

/**
 * All that is known of a project's site, each part with its source and age. A part that is missing takes no other with
 * it. Nothing is asked of anybody: it is what integrations and imports have brought.
 * @throws DomainError not_found for the project alone
 */
export async function siteConditions(ctx: Context, projectId: string): Promise<SiteConditions> {
  const { record } = await findRecord(ctx, projects, projectId);
  const known = await siteOf(ctx, record);
  const { place } = known;
  const asked = { place, status: record["status"], updatedAt: Date.parse(record.updated_at) };
  const parts = {
    flood: await flood(ctx, known, asked),
    weather: await weather(ctx, known, asked),
    tides: await tides(ctx, known, asked),
    parcel: await parcel(ctx, known, asked),
    survey: await survey(ctx, projectId),
    setbacks: await setbacks(ctx, projectId),
  };
  const degraded = Object.entries(parts).flatMap(([name, part]) => (part.is_degraded ? [name] : []));
  return { project_id: projectId, location: place, degraded, ...parts };
}
