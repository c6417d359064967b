import { prepare } from "#db/client";
import type { FollowedPermit } from "#connectors/sdk";
import { jurisdictionsOf } from "#modules/jurisdictions";
import type { Context } from "../../context";

/** Permits of one builder that a run is given. */
const MOST = 1000;

/** Those that have a number and are not over. */
const NUMBERED = `select id, number, jurisdiction_id from permits indexed by permits_number where builder_id = ?1 and number > ''
 and jurisdiction_id is not null and status not in ('withdrawn', 'permit_finaled', 'permit_cancelled') order by id limit ${MOST}`;

type Row = { id: string; number: string; jurisdiction_id: string };

/** Permits under way whose jurisdiction is reached by a connector, by id. */
export async function followedPermits(ctx: Context, connector: string): Promise<FollowedPermit[]> {
  const { results } = await prepare(ctx.db, NUMBERED, ctx.builderId).all<Row>();
  const jurisdictions = await jurisdictionsOf(ctx, [...new Set(results.map((row) => row.jurisdiction_id))]);
  return results.flatMap(({ id, number, jurisdiction_id: of }) => {
    const jurisdiction = jurisdictions.get(of);
    return jurisdiction?.connector === connector ? [{ id, number, agency: jurisdiction.agency_code }] : [];
  });
}
