import { prepare } from "#db/client";
import type { OpenContext } from "../../context";
import { notFound } from "../../errors";
import { installedSql } from "./list-listings";
import { DETAIL_COLUMNS, type DetailRow, toListing } from "./rows";
import type { Listing } from "./types";

/** @throws DomainError not_found */
export async function getListing(ctx: OpenContext, slug: string): Promise<Listing> {
  const params: (string | number | null)[] = [slug];
  const installed = installedSql(ctx, (value) => `?${params.push(value)}`);
  const row = await prepare(
    ctx.platform,
    `select ${DETAIL_COLUMNS}, ${installed} as installed from integration_listings l
 left join oauth_applications a on a.id = l.application_id left join users d on d.id = l.developer_id
 where l.slug = ?1 and l.is_active = 1`,
    ...params,
  ).first<DetailRow>();
  if (!row) throw notFound("integration");
  return toListing(row);
}
