import { prepare } from "#db/client";
import { invalid } from "../../errors";
import type { Context } from "../../context";

export type UsageRow = { day: string; principal_id: string; operation: string; status: number; calls: number };

export type UsageQuery = { from: string; to: string; principalId: string | undefined };

/** Rows of one answer; a month of a busy key has fewer. */
const MOST = 5000;

/**
 * Calls of the builder's keys and applications by day, endpoint and status.
 * @param query days are UTC, `to` included
 * @throws DomainError invalid_request when the span holds more rows than one answer
 */
export async function listUsage(ctx: Context, query: UsageQuery): Promise<UsageRow[]> {
  const sql = `select day, principal_id, operation, status, calls from api_usage
 where builder_id = ?1 and day >= ?2 and day <= ?3 and (?4 is null or principal_id = ?4)
 order by day desc, principal_id, operation, status limit ${MOST + 1}`;
  const { results } = await prepare(
    ctx.platform,
    sql,
    ctx.builderId,
    query.from,
    query.to,
    query.principalId ?? null,
  ).all<UsageRow>();
  if (results.length > MOST)
    throw invalid([{ pointer: "?from", detail: "The span holds too many rows. Ask for fewer days or one key." }]);
  return results;
}
