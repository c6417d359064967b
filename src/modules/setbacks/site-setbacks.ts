import { isoTime } from "#lib/time";
import { LOT_SIDES, type LotSide, type Parcel, setbackField, type Setbacks } from "#models";
import { knownSite, readSite } from "#modules/site-records";
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
  /** What a survey says of this side, whoever's word holds. */
  survey_ft: number | null;
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
/** One's word alone. */
type Said = Omit<SideSetback, "survey_ft">;
type Sides<T> = Partial<Record<LotSide, T>>;

function fromBuilder(entered: Setbacks): Sides<Said> {
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

const bySurvey = (survey: SurveyDetail, distance_ft: number): Said => ({
  distance_ft,
  source: "survey",
  said_by: null,
  said_at: survey.created_at,
});

const largest = ({ parcels }: SurveyDetail) => parcels.toSorted((a, b) => b.area_sq_ft - a.area_sq_ft)[0];

/** What the file states of the largest parcel. */
function statedIn(survey: SurveyDetail | null): Sides<Said> {
  const lot = survey && largest(survey);
  if (!lot) return {};
  const stated = survey.setbacks.filter(({ parcel, source }) => source === "stated" && parcel === lot.name);
  return Object.fromEntries(
    stated.flatMap(({ side, distance_ft }) =>
      side === null ? [] : SIDES_SAID[side].map((one) => [one, bySurvey(survey, distance_ft)] as const),
    ),
  );
}

/** What its setback lines measure, on the sides that its courses were named as: of several lines the farthest counts. */
function measuredIn(survey: SurveyDetail | null, sides: readonly LotSide[]): Sides<Said> {
  const lot = survey && largest(survey);
  if (!lot) return {};
  const measured = survey.setbacks.flatMap(({ parcel, source, course, distance_ft }) => {
    const side = source === "measured" && parcel === lot.name && course !== null && sides[course - 1];
    return side ? [{ side, distance_ft }] : [];
  });
  const nearestFirst = measured.toSorted((a, b) => a.distance_ft - b.distance_ft);
  return Object.fromEntries(nearestFirst.map(({ side, distance_ft }) => [side, bySurvey(survey, distance_ft)]));
}

function fromCounty(setbacks: Parcel["setbacks"], at: number | null): Sides<Said> {
  if (!setbacks || at === null) return {};
  const said = { source: "county" as const, said_by: null, said_at: isoTime(at) };
  const { front_ft: front, side_ft: side, rear_ft: rear } = setbacks;
  const known = Object.entries({ front, left: side, right: side, rear });
  return Object.fromEntries(
    known.flatMap(([name, distance]) => (distance === null ? [] : [[name, { distance_ft: distance, ...said }]])),
  );
}

/** @returns null for what is gone */
async function unlessGone<T>(work: Promise<T>): Promise<T | null> {
  return await work.catch((error: unknown) => {
    if (error instanceof DomainError && error.code === "not_found") return null;
    throw error;
  });
}

type Surveyed = {
  sides: Sides<Said>;
  /** Whether there are setback lines of which nobody has said where they are. */
  isUnnamed: boolean;
};

/** What the newest survey states, else what the lines measure in the one whose courses were named. */
async function fromSurveys(ctx: Context, projectId: string, { lot }: Setbacks): Promise<Surveyed> {
  const newest = await newestSurvey(ctx, projectId);
  const survey = newest && (await getSurvey(ctx, projectId, newest.id));
  const sides = statedIn(survey);
  if (!lot) return { sides, isUnnamed: survey?.setbacks.some(({ source }) => source === "measured") ?? false };
  const named = lot.survey_id === survey?.id ? survey : await unlessGone(getSurvey(ctx, projectId, lot.survey_id));
  return { sides: { ...measuredIn(named, lot.sides), ...sides }, isUnnamed: false };
}

type Known = { entered: Setbacks; sides: Sides<SideSetback>; isUnnamed: boolean };

/** What was entered comes first, then what surveys say, then what the county publishes. */
async function readKnown(ctx: Context, projectId: string): Promise<Known> {
  const { setbacks: entered } = await selectSetbacks(ctx, projectId);
  const { sides: surveyed, isUnnamed } = await fromSurveys(ctx, projectId, entered);
  const { record, checkedAt } = await readSite(
    ctx,
    { slug: "county-gis", sync: "parcels" },
    await knownSite(ctx, projectId),
  );
  const first = { ...fromCounty(record?.setbacks ?? null, checkedAt), ...surveyed, ...fromBuilder(entered) };
  const sides = LOT_SIDES.flatMap((side) => {
    const said = first[side];
    return said ? [[side, { ...said, survey_ft: surveyed[side]?.distance_ft ?? null }] as const] : [];
  });
  return { entered, sides: Object.fromEntries(sides), isUnnamed };
}

const NAME_SIDES = "Say which side of the lot each course of a survey is, and the area to build on is drawn.";
const NAME_LINES =
  "The survey has setback lines. Say which side of the lot each of its courses is: they hold where nothing is entered.";

/** A setback for each course of the lot, in feet; in words what is missing where that cannot be told. */
function ofCourses({ entered, sides, isUnnamed }: Known): number[] | string {
  if (!entered.lot) return isUnnamed ? NAME_LINES : NAME_SIDES;
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
  const lot = await unlessGone(findLot(ctx, projectId, survey_id));
  if (!lot) return unknown("The survey whose courses were named was deleted. Name those of another.");
  const area = Math.round(buildableArea(lot.outline, distances));
  const detail = area === 0 ? "The setbacks leave nothing of the lot to build on." : null;
  return { survey_id, buildable_area_sq_ft: area, buildable_detail: detail };
}

/** What is known of a project's setbacks, from whom, and what they leave of the lot; null where nothing is known. */
export async function siteSetbacks(ctx: Context, projectId: string): Promise<SiteSetbacks | null> {
  const known = await readKnown(ctx, projectId);
  if (known.entered.lot === null && Object.keys(known.sides).length === 0 && !known.isUnnamed) return null;
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
