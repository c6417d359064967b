import { prepare, type Write } from "#db/client";
import { newId } from "#lib/ids";
import { commitPlatform } from "#db/commit";
import { audit } from "#modules/audit";
import type { UserContext } from "../../context";
import { DomainError } from "../../errors";
import { findReview } from "./store";

/** As on the wire. */
export type Comment = {
  id: string;
  author_id: string;
  /** Seen by platform admins alone. */
  is_internal: boolean;
  body: string;
  created_at: string;
};

type Row = Omit<Comment, "is_internal" | "created_at"> & { is_internal: number; created_at: number };

/** Comments on one submission. */
const MOST = 200;

const toComment = (row: Row): Comment => ({
  ...row,
  is_internal: row.is_internal === 1,
  created_at: new Date(row.created_at).toISOString(),
});

export async function listComments(
  ctx: Pick<UserContext, "platform">,
  reviewId: string,
  internal: boolean,
): Promise<Comment[]> {
  const { results } = await prepare(
    ctx.platform,
    `select id, author_id, is_internal, body, created_at from app_review_comments
 where review_id = ?1 and (is_internal = 0 or ?2 = 1) order by id limit ${MOST}`,
    reviewId,
    internal ? 1 : 0,
  ).all<Row>();
  return results.map(toComment);
}

export function newComment(ctx: UserContext, reviewId: string, said: { body: string; is_internal: boolean }) {
  const row: Row = {
    id: newId(ctx.now),
    author_id: ctx.user.id,
    is_internal: said.is_internal ? 1 : 0,
    body: said.body,
    created_at: ctx.now,
  };
  const write: Write = prepare(
    ctx.platform,
    "insert into app_review_comments (review_id, id, author_id, is_internal, body, created_at) values (?1, ?2, ?3, ?4, ?5, ?6)",
    reviewId,
    row.id,
    row.author_id,
    row.is_internal,
    row.body,
    row.created_at,
  );
  return { write, comment: toComment(row) };
}

/** A platform admin's comment, to the developer or among admins. */
export async function commentOnReview(
  ctx: UserContext,
  id: string,
  said: { body: string; is_internal: boolean },
): Promise<Comment> {
  const review = await findReview(ctx, id);
  if ((await listComments(ctx, id, true)).length >= MOST)
    throw new DomainError("conflict", `A submission has at most ${MOST} comments.`);
  const { write, comment } = newComment(ctx, id, said);
  const line = audit(ctx, {
    action: "app_review.commented",
    subject: ["app", review.application_id],
    detail: { review_id: id, comment_id: comment.id, is_internal: said.is_internal },
  });
  return await commitPlatform(ctx, { writes: [write, line], result: comment });
}
