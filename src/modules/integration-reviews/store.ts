import { prepare } from "#db/client";
import type { UserContext } from "../../context";
import { notFound } from "../../errors";
import { COLUMNS, MODERATED, type ModeratedRow, REVIEWS, type ReviewRow } from "./shape";

type Ctx = Pick<UserContext, "platform">;

/** @throws DomainError not_found */
export async function findReview(ctx: Ctx, id: string, slug?: string): Promise<ReviewRow> {
  const row = await prepare(ctx.platform, `select ${COLUMNS} from ${REVIEWS} where id = ?1`, id).first<ReviewRow>();
  if (!row || (slug !== undefined && row.slug !== slug)) throw notFound("review");
  return row;
}

/** The same, as platform admins see it. @throws DomainError not_found */
export async function findModerated(ctx: Ctx, id: string): Promise<ModeratedRow> {
  const sql = `select ${MODERATED} from ${REVIEWS} review where id = ?1`;
  const row = await prepare(ctx.platform, sql, id).first<ModeratedRow>();
  if (!row) throw notFound("review");
  return row;
}

export const findOwnReview = (ctx: Ctx, builderId: string, slug: string): Promise<ReviewRow | null> =>
  prepare(
    ctx.platform,
    `select ${COLUMNS} from ${REVIEWS} where builder_id = ?1 and slug = ?2`,
    builderId,
    slug,
  ).first<ReviewRow>();
