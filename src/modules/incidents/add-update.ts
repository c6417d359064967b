import { commitPlatform } from "#db/commit";
import { prepare } from "#db/client";
import { newId } from "#lib/ids";
import { audit } from "#modules/audit";
import type { UserContext } from "../../context";
import { getIncident } from "./list-incidents";
import type { PublicIncident } from "./shape";

const INSERT =
  "insert into incident_updates (incident_id, id, author_id, body, created_at) values (?1, ?2, ?3, ?4, ?5)";

/** News of an incident, for everybody; also after it was closed, as what was learnt from it. */
export async function addUpdate(ctx: UserContext, id: string, body: string): Promise<PublicIncident> {
  const incident = await getIncident(ctx, id);
  const created_at = new Date(ctx.now).toISOString();
  return await commitPlatform(ctx, {
    writes: [
      prepare(ctx.platform, INSERT, id, newId(ctx.now), ctx.user.id, body, ctx.now),
      audit(ctx, { action: "incident.updated", subject: ["incident", id], detail: { slug: incident.integration } }),
    ],
    result: { ...incident, updates: [{ body, created_at }, ...incident.updates].slice(0, 100) },
  });
}
