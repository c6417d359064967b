import { prepare } from "#db/client";
import type { UserContext } from "../../context";
import { DOCUMENTATION_PAGES } from "./pages";

/** As on the wire. */
export type PageFeedback = {
  page: string;
  helpful: number;
  unhelpful: number;
  /** The latest, newest first. */
  comments: { comment: string; is_helpful: boolean; created_at: string }[];
};

/** Comments that are shown of each page. */
const MOST_COMMENTS = 20;

const SELECT = `select value as page, coalesce(t.helpful, 0) as helpful, coalesce(t.unhelpful, 0) as unhelpful,
 (select json_group_array(json_object('comment', u.comment, 'is_helpful', u.is_helpful, 'created_at', u.created_at)) from
 (select comment, is_helpful, created_at from documentation_feedback f where f.page = value and f.comment is not null
 order by f.id desc limit ${MOST_COMMENTS}) u) as comments
 from json_each(?1) left join documentation_totals t on t.page = value`;

type Row = Omit<PageFeedback, "comments"> & { comments: string };
type Comment = { comment: string; is_helpful: number; created_at: number };

/** Every page of the documentation: how many it helped, how many not, and what they wrote. */
export async function listFeedback(ctx: UserContext): Promise<PageFeedback[]> {
  const { results } = await prepare(ctx.platform, SELECT, JSON.stringify(DOCUMENTATION_PAGES)).all<Row>();
  return results.map((row) => ({
    ...row,
    comments: (JSON.parse(row.comments) as Comment[]).map(({ comment, is_helpful, created_at }) => ({
      comment,
      is_helpful: is_helpful === 1,
      created_at: new Date(created_at).toISOString(),
    })),
  }));
}
