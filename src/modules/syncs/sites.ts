import { prepare } from "#db/client";
import type { Site } from "#connectors/sdk";
import type { Context } from "../../context";

/** Sites of one builder that a run is given. */
const MOST = 1000;

const SITES = `select id, latitude, longitude, state from projects indexed by projects_status
 where builder_id = ?1 and status in ('preconstruction', 'active', 'on_hold') and latitude is not null and longitude is not null
 order by id limit ${MOST}`;

/** Projects that are to be built or being built, and whose place is known, by id. */
export async function sitesOf(ctx: Context): Promise<Site[]> {
  return (await prepare(ctx.db, SITES, ctx.builderId).all<Site>()).results;
}
