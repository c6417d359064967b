import type { Page } from "#db/page";
import type { ListQuery } from "#models";
import { accountOf, findBySlug, manifestOf } from "#modules/installs";
import { getJurisdiction } from "#modules/jurisdictions";
import { listCalls, type UpstreamCall } from "#modules/upstream";
import type { Context } from "../../context";

/**
 * The builder's own requests to a jurisdiction's system in the last 14 days; none where it has no connector or no install.
 * @throws DomainError not_found
 */
export async function listJurisdictionCalls(ctx: Context, id: string, query: ListQuery): Promise<Page<UpstreamCall>> {
  const { connector, agency_code: agency } = await getJurisdiction(ctx, id);
  const install = connector === null ? undefined : await findBySlug(ctx, connector);
  if (connector === null || !install) return { data: [], nextCursor: undefined };
  const config = JSON.parse(install.config) as Record<string, unknown>;
  const own = accountOf(await manifestOf(connector), config);
  const isOwn = agency === null || own?.toLowerCase() === agency.toLowerCase();
  return await listCalls(ctx, install.id, query, (isOwn ? own : agency) ?? undefined);
}
