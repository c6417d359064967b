import { commit, isConstraintFailure } from "#db/commit";
import { prepare } from "#db/client";
import { canonicalJson } from "#lib/canonical-json";
import { sha256Hex } from "#lib/digest";
import { newId } from "#lib/ids";
import { describe, log } from "#lib/log";
import { actionOperations, type ActionName } from "#models";
import { findInstall, manifestOf } from "#modules/installs";
import type { Context } from "../../context";
import { DomainError, faultsOf, invalid, notFound } from "../../errors";
import { type ActionRequest, type ActionRow, findByKey, toRequest } from "./store";

/** For so long a request is tried. */
export const PATIENCE_MS = 86_400_000;

const INSERT = `insert into action_requests (builder_id, install_id, id, action, key, input_hash, input, status, attempts, next_attempt_at,
 expires_at, created_at, updated_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'pending', 0, ?8, ?9, ?8, ?8)`;

/**
 * Has an action done at the other side, as soon as that works, within 24 hours. The same key is the same request, whenever it
 * comes again.
 * @throws DomainError not_found for an action the integration has not; invalid_request; invalid_state; idempotency_mismatch
 */
export async function requestAction(
  ctx: Context,
  installId: string,
  asked: { action: string; input: unknown; key: string | null },
): Promise<ActionRequest> {
  const install = await findInstall(ctx, installId);
  const action = (await manifestOf(install.slug)).actions.find(({ name }) => name === asked.action)?.name;
  if (!action) throw notFound("action");
  const parsed = actionOperations[action as ActionName].input.safeParse(asked.input);
  if (!parsed.success) throw invalid(faultsOf(parsed.error.issues, "/input"));
  if (install.status !== "active") throw new DomainError("invalid_state", `The install is ${install.status}.`);
  const input = canonicalJson(parsed.data);
  const row: ActionRow = {
    id: newId(ctx.now),
    install_id: installId,
    action,
    key: asked.key ?? newId(ctx.now),
    input_hash: await sha256Hex(input),
    input,
    status: "pending",
    attempts: 0,
    next_attempt_at: ctx.now,
    output: null,
    error_class: null,
    error: null,
    expires_at: ctx.now + PATIENCE_MS,
    created_at: ctx.now,
    updated_at: ctx.now,
  };
  const known = await findByKey(ctx, installId, action, row.key);
  if (known) return await commit(ctx, { writes: [], result: same(known, row) });
  try {
    const values = [installId, row.id, action, row.key, row.input_hash, input, ctx.now, row.expires_at] as const;
    const result = toRequest(row);
    await commit(ctx, { writes: [prepare(ctx.db, INSERT, ctx.builderId, ...values)], result });
    enqueue(ctx, installId, row.id);
    return result;
  } catch (error) {
    const first = isConstraintFailure(error) ? await findByKey(ctx, installId, action, row.key) : null;
    if (!first) throw error;
    return same(first, row);
  }
}

function same(known: ActionRow, asked: ActionRow): ActionRequest {
  if (known.input_hash === asked.input_hash) return toRequest(known);
  throw new DomainError("idempotency_mismatch", "This key was used for another input of the action.");
}

/** A message that is lost costs a minute: when the request is due stands in the database. */
function enqueue(ctx: Context, installId: string, requestId: string): void {
  const { shard, builderId, env } = ctx;
  ctx.waitUntil(
    env.ACTIONS.send({ shard, builderId, installId, requestId }).catch((error: unknown) =>
      log("warn", "action not enqueued", { request: requestId, ...describe(error) }),
    ),
  );
}
