import { prepare } from "#db/client";
import type { FailureClass } from "#connectors/sdk";
import type { Context } from "../../context";
import { notFound } from "../../errors";

/** The key of a request that an integration made for an event begins so; nobody waits for its answer. */
export const REACTION = "event:";

export type ActionRow = {
  id: string;
  install_id: string;
  action: string;
  key: string;
  input_hash: string;
  input: string;
  status: "pending" | "succeeded" | "failed" | "cancelled";
  attempts: number;
  next_attempt_at: number | null;
  output: string | null;
  error_class: FailureClass | null;
  error: string | null;
  expires_at: number;
  created_at: number;
  updated_at: number;
};

/** As on the wire. */
export type ActionRequest = {
  id: string;
  action: string;
  status: "pending" | "succeeded" | "failed" | "cancelled";
  attempts: number;
  next_attempt_at: string | null;
  output: unknown;
  error_class: FailureClass | null;
  error: string | null;
  created_at: string;
  updated_at: string;
};

export const COLUMNS = `id, install_id, action, key, input_hash, input, status, attempts, next_attempt_at, output, error_class,
 error, expires_at, created_at, updated_at`;

/** The row of an attempt, while no other has begun; its first parameters are those of `keyOf`. */
export const OF_ATTEMPT = "where builder_id = ?1 and install_id = ?2 and id = ?3 and attempts = ?4";
export const keyOf = ({ builderId }: Context, { install_id: installId, id, attempts }: ActionRow) =>
  [builderId, installId, id, attempts] as const;

const at = (ms: number | null): string | null => (ms === null ? null : new Date(ms).toISOString());

export const toRequest = (row: ActionRow): ActionRequest => ({
  id: row.id,
  action: row.action,
  status: row.status,
  attempts: row.attempts,
  next_attempt_at: at(row.next_attempt_at),
  output: row.output === null ? null : (JSON.parse(row.output) as unknown),
  error_class: row.error_class,
  error: row.error,
  created_at: new Date(row.created_at).toISOString(),
  updated_at: new Date(row.updated_at).toISOString(),
});

const ONE = `select ${COLUMNS} from action_requests where builder_id = ?1 and install_id = ?2 and id = ?3`;

/** @throws DomainError not_found */
export async function getActionRequest(ctx: Context, installId: string, id: string): Promise<ActionRequest> {
  const row = await prepare(ctx.db, ONE, ctx.builderId, installId, id).first<ActionRow>();
  if (!row) throw notFound("request");
  return toRequest(row);
}

const BY_KEY = `select ${COLUMNS} from action_requests where builder_id = ?1 and install_id = ?2 and action = ?3 and key = ?4`;

export const findByKey = async (
  ctx: Context,
  installId: string,
  action: string,
  key: string,
): Promise<ActionRow | null> => await prepare(ctx.db, BY_KEY, ctx.builderId, installId, action, key).first<ActionRow>();
