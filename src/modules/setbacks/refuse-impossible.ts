import { type EnteredSetbacks, LOT_SIDES, setbackField } from "#models";
import { knownSite, readSite } from "#modules/site-records";
import { findLot, type Lot, newestSurvey } from "#modules/surveys";
import type { Context } from "../../context";
import { DomainError, type Fault, invalid } from "../../errors";

/** Without a survey only the size of a lot is known: it is taken to be no narrower than this, in feet. */
const NARROWEST_LOT_FT = 10;

/** @throws DomainError invalid_request, which names each field that cannot be */
export async function refuseImpossible(ctx: Context, projectId: string, entered: EnteredSetbacks): Promise<void> {
  const named = entered.lot === null ? undefined : await namedLot(ctx, projectId, entered.lot);
  const longest = named ? named.longest_ft : await longestKnown(ctx, projectId);
  if (longest === null) return;
  const faults = LOT_SIDES.flatMap((side): Fault[] => {
    const distance = entered[setbackField(side)];
    if (distance === null || distance < longest) return [];
    const detail = `The lot is not ${distance} ft long: it is at most ${Math.floor(longest)} ft from end to end.`;
    return [{ pointer: `/${setbackField(side)}`, detail }];
  });
  if (faults.length > 0) throw invalid(faults);
}

/** The lot whose courses are named. @throws DomainError where there is none, or it has another number of courses */
async function namedLot(ctx: Context, projectId: string, lot: NonNullable<EnteredSetbacks["lot"]>): Promise<Lot> {
  const found = await findLot(ctx, projectId, lot.survey_id).catch((error: unknown) => {
    if (error instanceof DomainError && error.code === "not_found")
      throw invalid([{ pointer: "/lot/survey_id", detail: "The project has no such survey." }]);
    throw error;
  });
  if (!found) throw invalid([{ pointer: "/lot/survey_id", detail: "The survey has no parcel." }]);
  if (found.courses !== lot.sides.length) {
    const detail = `The lot has ${found.courses} courses; the sides of ${lot.sides.length} are named.`;
    throw invalid([{ pointer: "/lot/sides", detail }]);
  }
  return found;
}

/** How long the lot of the newest survey is, else as long as the county's size of it allows; null where neither is known. */
async function longestKnown(ctx: Context, projectId: string): Promise<number | null> {
  const newest = await newestSurvey(ctx, projectId);
  const lot = newest && (await findLot(ctx, projectId, newest.id));
  if (lot) return lot.longest_ft;
  const { record } = await readSite(ctx, { slug: "county-gis", sync: "parcels" }, await knownSite(ctx, projectId));
  return record?.lot_sqft ? record.lot_sqft / NARROWEST_LOT_FT : null;
}
