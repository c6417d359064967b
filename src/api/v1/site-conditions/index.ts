import { once } from "#lib/once";
import { z } from "@hono/zod-openapi";
import { floodArea, idSchema, parcel, surveySample, surveyShape, textSchema } from "#models";
import { PART_STATUSES, siteConditions, type SiteConditions } from "#modules/site-conditions";
import { type AnyEndpoint, endpoint } from "../../endpoint";
import { maybeAt, maybeText, shortText } from "../integrations/schemas";
import { siteSetbacksExample, siteSetbacksSchema } from "../setbacks/site-schema";
import { maybeFeet, siteTidesExample, siteTidesShape } from "../tides/schemas";
import { siteWeatherExample, siteWeatherShape } from "../weather";

const PROJECT_ID = "018f3a5e-7d4c-7a31-9a6f-3f0a7f1c2b11";
const MAP_URL =
  "https://hazards-fema.maps.arcgis.com/apps/webappviewer/index.html?id=8b0adb51996444d4879338b5529aa9cd&level=16&marker=-80.4473;25.0865";

const area = {
  zone: "VE",
  subtype: null,
  is_special_flood_hazard: true,
  base_flood_elevation_ft: 9,
  flood_depth_ft: null,
  vertical_datum: "NGVD29",
};
const floodExample = {
  status: "mapped",
  reason: null,
  ...area,
  is_floodway: false,
  requires_flood_insurance: true,
  requires_elevated_construction: true,
  panel: "12087C1017K",
  panel_effective_on: "2005-02-18",
  areas: [area],
  map_url: MAP_URL,
};

const flag = (description: string, example: boolean) => z.boolean().openapi({ description, example });
const maybeFlag = (description: string, example: boolean) => z.boolean().nullable().openapi({ description, example });

const floodSchema = once(() =>
  z.object({
    status: z.enum(["mapped", "undetermined"]).openapi({
      description: "`undetermined`: no map says anything of the place. That is not zone X.",
      example: "mapped",
    }),
    reason: z.enum(["no_map", "no_zone", "not_included"]).nullable().openapi({
      description: "Why it is undetermined: there is no map, it names no zone there, or it leaves the place out.",
      example: null,
    }),
    zone: maybeText("The most severe zone at the place.", "VE", 50),
    subtype: maybeText("What is said of it beyond that.", null, 200),
    is_special_flood_hazard: maybeFlag("Whether it is a special flood hazard area.", true),
    is_floodway: flag("Whether the place is in a floodway.", false),
    base_flood_elevation_ft: maybeFeet("Height of the base flood, in feet above the vertical datum.", 9),
    flood_depth_ft: maybeFeet("Depth of the base flood above ground, in feet, where that is mapped instead.", null),
    vertical_datum: maybeText("The vertical datum of the map.", "NGVD29", 50),
    requires_flood_insurance: maybeFlag("Whether a federally backed mortgage needs flood insurance there.", true),
    requires_elevated_construction: maybeFlag("Whether the building has to stand above the base flood.", true),
    panel: maybeText("The panel of the flood insurance rate map.", "12087C1017K", 50),
    panel_effective_on: z
      .string()
      .max(10)
      .nullable()
      .openapi({ format: "date", description: "Since when the panel holds.", example: "2005-02-18" }),
    areas: z
      .array(floodArea())
      .max(50)
      .openapi({ description: "All areas at the place, the most severe first.", example: [area] }),
    map_url: textSchema(500).openapi({ description: "The place in FEMA's map viewer.", example: MAP_URL }),
  }),
);

const {
  site_id: _siteId,
  latitude: _latitude,
  longitude: _longitude,
  status: _status,
  ...parcelShape
} = parcel().shape;
const parcelExample = {
  county: "King County, WA",
  number: "9831200275",
  address: "500 4TH AVE",
  city: "SEATTLE",
  lot_sqft: 6534,
  zoning: "R-6",
  land_use: "Single Family(Res Use/Zone)",
  setbacks: null,
  others: 0,
};

const TIME = "2026-11-22T12:00:00.000Z";
const partExample = <T>(source: string, slug: string | null, data: T) => ({
  status: "available",
  is_degraded: false,
  detail: null,
  source,
  slug,
  checked_at: TIME,
  age_seconds: 3600,
  data,
});

const part = <T extends z.ZodType>(description: string, data: T, example: ReturnType<typeof partExample>) =>
  z
    .object({
      status: z.enum(PART_STATUSES).openapi({
        description:
          "`pending`: it was not looked up yet. `not_covered`: the source does not reach this place. `no_location`: the site's place is not known. `not_watched`: the project is not being built. `failed`: it could not be read.",
        example: example.status,
      }),
      is_degraded: flag("Whether it may be old or is missing because something does not work.", false),
      detail: maybeText("What is the matter, in words.", example.detail, 1000),
      source: shortText("Who says it.", example.source, 200),
      slug: maybeText("The integration that brings it.", example.slug, 100),
      checked_at: maybeAt("When the source was last asked with success.", example.checked_at),
      age_seconds: z
        .int()
        .min(0)
        .max(10_000_000_000)
        .nullable()
        .openapi({ format: "int64", description: "How long ago that is.", example: example.age_seconds }),
      data: data.nullable().openapi({ description: "What it says.", example: example.data }),
    })
    .openapi({ description, example });

const degree = (description: string, bound: number, example: number) =>
  z.number().min(-bound).max(bound).nullable().openapi({ format: "double", description, example });

const locationExample = {
  latitude: 25.0865,
  longitude: -80.4473,
  source: "project",
  matched_address: null,
  detail: null,
};
const locationSchema = once(() =>
  z.object({
    latitude: degree("Latitude of the site.", 90, 25.0865),
    longitude: degree("Longitude of the site.", 180, -80.4473),
    source: z.enum(["project", "census_geocoder", "none"]).openapi({
      description: "Whether it is the project's own, or its address was located.",
      example: "project",
    }),
    matched_address: maybeText("The address that the geocoder found.", null, 500),
    detail: maybeText("Why the place is not known.", null, 500),
  }),
);

const { id: surveyId, project_id: _projectId, ...surveyed } = surveySample;
const surveyExample = {
  survey_id: surveyId,
  ...surveyed,
  overlay_path: `/api/v1/projects/${PROJECT_ID}/surveys/${surveyId}/overlay.svg`,
};
const siteSurveySchema = once(() => {
  const { id, project_id: _project, ...shape } = surveyShape();
  return z.object({
    survey_id: id,
    ...shape,
    overlay_path: shortText("Where its drawing is, below our origin.", surveyExample.overlay_path, 300),
  });
});

const examples = {
  flood: partExample("FEMA National Flood Hazard Layer", "fema-flood-maps", floodExample),
  weather: partExample("National Weather Service", "noaa-weather", siteWeatherExample),
  tides: partExample("NOAA CO-OPS", "noaa-tides", siteTidesExample),
  parcel: partExample("King County, WA", "county-gis", parcelExample),
  survey: partExample("The surveyor's file", null, surveyExample),
  setbacks: partExample("Entered here", null, siteSetbacksExample),
};

const schema = once(() =>
  z
    .object({
      project_id: idSchema().openapi({ description: "The project.", example: PROJECT_ID }),
      location: locationSchema().openapi({ description: "Where the site is.", example: locationExample }),
      degraded: z
        .array(shortText("A part.", "tides"))
        .max(10)
        .openapi({ description: "Names of the parts that are degraded.", example: [] }),
      flood: part("The flood zone.", floodSchema(), examples.flood),
      weather: part("The weather.", z.object(siteWeatherShape()), examples.weather),
      tides: part("The tides.", z.object(siteTidesShape()), examples.tides),
      parcel: part("The lot, as the county has it.", z.object(parcelShape), examples.parcel),
      survey: part("The newest survey of the lot.", siteSurveySchema(), examples.survey),
      setbacks: part(
        "How far from the sides of the lot nothing may be built.",
        siteSetbacksSchema(),
        examples.setbacks,
      ),
    })
    .openapi("SiteConditions", { description: "All that is known of a project's site." }),
);

export const siteConditionEndpoints: readonly AnyEndpoint[] = [
  endpoint<SiteConditions>({
    operationId: "getSiteConditions",
    method: "get",
    path: "/projects/{id}/site-conditions",
    params: { id: { description: "Id of the project.", example: PROJECT_ID } },
    scope: "read:projects",
    tag: "Projects",
    summary: "Get a project's site conditions",
    description:
      "Flood zone, weather, tides, parcel, survey and setbacks of the project's site in one answer, each with its source and its age. A part whose integration is not installed or does not work is named as such and takes no other with it; what was fetched for a place that the project has left is not shown, but pending until it is there for the new one. The parts come from the integrations FEMA flood maps, NOAA Weather, NOAA tides and County GIS; surveys are imported, and setbacks entered.",
    responses: {
      200: {
        description: "The conditions.",
        schema: schema,
        example: { project_id: PROJECT_ID, location: locationExample, degraded: [], ...examples },
      },
    },
    run: ({ ctx, params: { id = "" } }) => siteConditions(ctx, id),
    answer: (conditions) => ({ status: 200, body: conditions }),
  }),
];
