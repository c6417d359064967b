import { commit, isConstraintFailure, mustChange } from "#db/commit";
import { prepare, type Write } from "#db/client";
import { canonicalJson } from "#lib/canonical-json";
import { sha256Hex } from "#lib/digest";
import { newId } from "#lib/ids";
import { describe, log } from "#lib/log";
import { actionOperations } from "#models";
import { findInstall, type InstallRow, manifestOf } from "#modules/installs";
import type { Context } from "../../context";
import { DomainError, invalid, notFound, validate } from "../../errors";
import { type ActionRequest, type ActionRow, findByKey, toRequest } from "./store";
import { spokenState } from "#lib/spoken-state";

/** For so long a request is tried. */
export const PATIENCE_MS = 86_400_000;

const INSERT = `insert into action_requests (builder_id, install_id, id, action, key, input_hash, input, status, attempts, next_attempt_at,
 expires_at, created_at, updated_at) values (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'pending', 0, ?8, ?9, ?8, ?8)`;

type Asked = { action: string; input: unknown; key: string | null };

/** @throws DomainError not_found for an action the integration has not; invalid_request; invalid_state */
async function newRow(ctx: Context, install: InstallRow, asked: Asked): Promise<ActionRow> {
  const action = (await manifestOf(install.slug)).actions.find((name) => name === asked.action);
  if (!action) throw notFound("action");
  const checked = validate<unknown>(actionOperations[action].input(), asked.input, "/input");
  if (!checked.ok) throw invalid(checked.faults);
  if (install.status !== "active")
    throw new DomainError("invalid_state", `The install is ${spokenState(install.status)}.`);
  const input = canonicalJson(checked.value);
  return {
    id: newId(ctx.now),
    install_id: install.id,
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
}

const insert = (ctx: Context, row: ActionRow): Write => {
  const values = [row.install_id, row.id, row.action, row.key, row.input_hash, row.input, ctx.now, row.expires_at];
  return prepare(ctx.db, INSERT, ctx.builderId, ...values);
};

/**
 * Has an action done at the other side, as soon as that works, within 24 hours. The same key is the same request, whenever it
 * comes again.
 * @throws DomainError not_found for an action the integration has not; invalid_request; invalid_state; idempotency_mismatch
 */
export async function requestAction(ctx: Context, installId: string, asked: Asked): Promise<ActionRequest> {
  const row = await newRow(ctx, await findInstall(ctx, installId), asked);
  const known = await findByKey(ctx, installId, row.action, row.key);
  if (known) return await commit(ctx, { writes: [], result: same(known, row) });
  try {
    const result = toRequest(row);
    await commit(ctx, { writes: [insert(ctx, row)], result });
    enqueue(ctx, installId, row.id);
    return result;
  } catch (error) {
    const first = isConstraintFailure(error) ? await findByKey(ctx, installId, row.action, row.key) : null;
    if (!first) throw error;
    return same(first, row);
  }
}

const REOPEN = `update action_requests set status = 'pending', input = ?4, input_hash = ?5, error_class = null, error = null,
 next_attempt_at = ?6, expires_at = ?7, updated_at = ?6
 where builder_id = ?1 and install_id = ?2 and id = ?3 and status in ('failed', 'cancelled')`;

/**
 * The writes that have an action done for a record of ours, in the commit that says so of the record. The key names the
 * request for good: one that has failed or was cancelled is opened again and counts its attempts on, so that what an earlier
 * one may have brought about is looked for first.
 * @returns `announce` is to be called when they are committed
 * @throws DomainError as requestAction; invalid_state for one that is under way or done
 */
export async function openRequest(
  ctx: Context,
  install: InstallRow,
  asked: Asked & { key: string },
): Promise<{ id: string; writes: Write[]; announce: () => void }> {
  const row = await newRow(ctx, install, asked);
  const known = await findByKey(ctx, install.id, row.action, row.key);
  if (known?.status === "pending" || known?.status === "succeeded")
    throw new DomainError("invalid_state", `The request is ${known.status} already.`);
  const id = known?.id ?? row.id;
  const write = known
    ? prepare(ctx.db, REOPEN, ctx.builderId, install.id, id, row.input, row.input_hash, ctx.now, row.expires_at)
    : insert(ctx, row);
  return { id, writes: mustChange(ctx.db, write), announce: () => enqueue(ctx, install.id, id) };
}

const CANCEL = `update action_requests set status = 'cancelled', next_attempt_at = null, updated_at = ?4
 where builder_id = ?1 and install_id = ?2 and id = ?3 and status = 'pending'`;

/** Has a request tried no more. An attempt that is being made goes on to its end, and what it brings about is kept. */
export const cancelRequest = (ctx: Context, installId: string, id: string): Write =>
  prepare(ctx.db, CANCEL, ctx.builderId, installId, id, ctx.now);

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
