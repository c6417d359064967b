import { isoTime } from "#lib/time";
import { LOT_SIDES, type LotSide, type Parcel, setbackField, type Setbacks } from "#models";
import { readSite } from "#modules/site-records";
import { buildableArea, findLot, getSurvey, newestSurvey } from "#modules/surveys";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { selectSetbacks } from "./store";

/** What has to be kept clear along one side of the lot, and who says so. */
export type SideSetback = {
  distance_ft: number;
  source: "entered" | "survey" | "county";
  /** Id of who entered it. */
  said_by: string | null;
  said_at: string | null;
};

/** As on the wire: for each side the word of who knows it best. */
export type SiteSetbacks = Record<LotSide, SideSetback | null> & {
  reference: string | null;
  /** The survey in whose drawing the area is shown that may be built on. */
  survey_id: string | null;
  buildable_area_sq_ft: number | null;
  /** Why that is not known, or what there is to say of it. */
  buildable_detail: string | null;
};

type SurveyDetail = Awaited<ReturnType<typeof getSurvey>>;
type Sides = Partial<Record<LotSide, SideSetback>>;

function fromBuilder(entered: Setbacks): Sides {
  const { entered_by: said_by, entered_at: said_at } = entered;
  return Object.fromEntries(
    LOT_SIDES.flatMap((side) => {
      const distance = entered[setbackField(side)];
      return distance === null ? [] : [[side, { distance_ft: distance, source: "entered", said_by, said_at }]];
    }),
  );
}

/** What a file or a county says of "the side" holds on the left and on the right. */
const SIDES_SAID: Readonly<Record<"front" | "rear" | "side", readonly LotSide[]>> = {
  front: ["front"],
  rear: ["rear"],
  side: ["left", "right"],
};

/** What the file states of the largest parcel; what its lines measure names no side. */
function fromSurvey(survey: SurveyDetail | null): Sides {
  const lot = survey?.parcels.toSorted((a, b) => b.area_sq_ft - a.area_sq_ft)[0];
  if (!survey || !lot) return {};
  const stated = survey.setbacks.filter(({ parcel, source }) => source === "stated" && parcel === lot.name);
  const said = { source: "survey" as const, said_by: null, said_at: survey.created_at };
  return Object.fromEntries(
    stated.flatMap(({ side, distance_ft }) =>
      side === null ? [] : SIDES_SAID[side].map((one) => [one, { distance_ft, ...said }] as const),
    ),
  );
}

function fromCounty(setbacks: Parcel["setbacks"], at: number | null): Sides {
  if (!setbacks || at === null) return {};
  const said = { source: "county" as const, said_by: null, said_at: isoTime(at) };
  const { front_ft: front, side_ft: side, rear_ft: rear } = setbacks;
  const known = Object.entries({ front, left: side, right: side, rear });
  return Object.fromEntries(
    known.flatMap(([name, distance]) => (distance === null ? [] : [[name, { distance_ft: distance, ...said }]])),
  );
}

type Known = { entered: Setbacks; sides: Sides };

/** What was entered comes first, then what the newest survey states, then what the county publishes. */
async function readKnown(ctx: Context, projectId: string): Promise<Known> {
  const { setbacks: entered } = await selectSetbacks(ctx, projectId);
  const newest = await newestSurvey(ctx, projectId);
  const survey = newest && (await getSurvey(ctx, projectId, newest.id));
  const { record, checkedAt } = await readSite(ctx, { slug: "county-gis", sync: "parcels" }, projectId);
  const county = fromCounty(record?.setbacks ?? null, checkedAt);
  return { entered, sides: { ...county, ...fromSurvey(survey), ...fromBuilder(entered) } };
}

/** A setback for each course of the lot, in feet; in words what is missing where that cannot be told. */
function ofCourses({ entered, sides }: Known): number[] | string {
  if (!entered.lot) return "Say which side of the lot each course of a survey is, and the area to build on is drawn.";
  const missing = entered.lot.sides.find((side) => !sides[side]);
  if (missing) return `No setback is known ${missing === "waterfront" ? "from the water" : `from the ${missing}`}.`;
  return entered.lot.sides.map((side) => sides[side]?.distance_ft ?? 0);
}

type Buildable = Pick<SiteSetbacks, "survey_id" | "buildable_area_sq_ft" | "buildable_detail">;

async function buildableOf(ctx: Context, projectId: string, known: Known): Promise<Buildable> {
  const survey_id = known.entered.lot?.survey_id ?? null;
  const unknown = (detail: string) => ({ survey_id: null, buildable_area_sq_ft: null, buildable_detail: detail });
  const distances = ofCourses(known);
  if (survey_id === null || typeof distances === "string") return unknown(String(distances));
  const lot = await findLot(ctx, projectId, survey_id).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === "not_found") return null;
    throw error;
  });
  if (!lot) return unknown("The survey whose courses were named was deleted. Name those of another.");
  const area = Math.round(buildableArea(lot.outline, distances));
  const detail = area === 0 ? "The setbacks leave nothing of the lot to build on." : null;
  return { survey_id, buildable_area_sq_ft: area, buildable_detail: detail };
}

/** What is known of a project's setbacks, from whom, and what they leave of the lot; null where nothing is known. */
export async function siteSetbacks(ctx: Context, projectId: string): Promise<SiteSetbacks | null> {
  const known = await readKnown(ctx, projectId);
  if (known.entered.lot === null && Object.keys(known.sides).length === 0) return null;
  const { front = null, rear = null, left = null, right = null, waterfront = null } = known.sides;
  const { reference } = known.entered;
  return { front, rear, left, right, waterfront, reference, ...(await buildableOf(ctx, projectId, known)) };
}

/** What has to be kept clear along each course of a survey's lot, in feet; null where that is not known. */
export async function courseSetbacks(ctx: Context, projectId: string, surveyId: string): Promise<number[] | null> {
  const known = await readKnown(ctx, projectId);
  const distances = known.entered.lot?.survey_id === surveyId ? ofCourses(known) : null;
  return typeof distances === "string" ? null : distances;
}
