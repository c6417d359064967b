import { LostRace } from "#db/commit";
import { prepare } from "#db/client";
import { CallFailure } from "#connectors/sdk";
import { describe, log } from "#lib/log";
import { shapeDifferences } from "#lib/shape-difference";
import { DAY_MS } from "#lib/time";
import { actionOperations, type ActionName } from "#models";
import { findInstall, type InstallRow, type Opened, openConnector } from "#modules/installs";
import type { ActionMessage } from "../../bindings";
import type { Context } from "../../context";
import { fail } from "./fail-action";
import type { Outcomes } from "./outcome";
import { settle, type Work } from "./settle";
import { type ActionRow, COLUMNS, keyOf, OF_ATTEMPT } from "./store";

const LEASE_MS = 180_000;
/** So long after its time was up nobody expects it to happen any more, whatever has kept it from being tried. */
const LATE_MS = DAY_MS;

const TAKE = `update action_requests set attempts = attempts + 1, lease_until = ?4 + ${LEASE_MS}, updated_at = ?4
 where builder_id = ?1 and install_id = ?2 and id = ?3 and status = 'pending' and next_attempt_at <= ?4
 and (lease_until is null or lease_until <= ?4) returning ${COLUMNS}`;

type AnyAction = {
  repeat: "safe" | "anyway" | "reconcile";
  run: (run: object) => Promise<unknown>;
  find?: (run: object) => Promise<unknown>;
};

/**
 * Makes the next attempt of a request that is due; of many at once, one does. Where it would do harm to do it twice, the
 * upstream is asked first what an earlier attempt has brought about, if it can be.
 * @param outcomes what the outcomes of actions mean to the records they are done for
 */
export async function runAction(
  ctx: Context,
  { installId, requestId }: Omit<ActionMessage, "shard" | "builderId">,
  outcomes: Outcomes = {},
): Promise<void> {
  const row = await prepare(ctx.db, TAKE, ctx.builderId, installId, requestId, ctx.now).first<ActionRow>();
  if (!row) return;
  const install = await findInstall(ctx, installId);
  const work = { ctx, install, row, outcomes };
  let opened: Opened | undefined;
  try {
    refuseEnded(install, row);
    opened = await openConnector(ctx, install);
    await succeed(work, await attempt(ctx, row, opened));
  } catch (error) {
    if (error instanceof LostRace) return;
    const mayDouble = opened !== undefined && actionOf(opened, row)?.repeat === "anyway";
    await fail(work, asFailure(error, install, row), mayDouble);
  } finally {
    await opened?.flush();
  }
}

/**
 * What was asked of an install that has been uninstalled since is given up, also when it is there again.
 * @throws CallFailure config
 */
function refuseEnded({ status, installed_at: installedAt }: InstallRow, { expires_at: until }: ActionRow): void {
  const isThere = status !== "uninstalled" && installedAt !== null && installedAt < until;
  if (!isThere) throw new CallFailure({ class: "config", message: "The integration was uninstalled." });
}

const actionOf = ({ version }: Opened, { action }: ActionRow): AnyAction | undefined =>
  version.actions?.[action as ActionName] as AnyAction | undefined;

async function attempt(ctx: Context, row: ActionRow, opened: Opened): Promise<unknown> {
  const { call, config } = opened;
  const name = row.action as ActionName;
  const action = actionOf(opened, row);
  if (!action) throw new CallFailure({ class: "contract", message: "The version has no such action." });
  const since = new Date(row.created_at);
  const run = { call, config, now: new Date(ctx.now), input: JSON.parse(row.input) as unknown, key: row.key, since };
  const isRepeated = row.attempts > 1;
  const before = isRepeated && action.repeat === "reconcile" ? await action.find?.(run) : undefined;
  if (before === undefined && ctx.now > row.expires_at + LATE_MS)
    throw new CallFailure({ class: "transient", message: "Its time was up before it could be tried." });
  const output = before ?? (await action.run(run));
  const parsed = actionOperations[name].output().safeParse(output);
  if (parsed.success) return parsed.data;
  throw new CallFailure(
    { class: "contract", message: `The outcome does not fit: ${parsed.error.issues[0]?.message ?? ""}` },
    { ambiguous: true, differences: shapeDifferences(parsed.error.issues, output) },
  );
}

/** What an attempt has brought about is so, also when the request was cancelled meanwhile. */
const SUCCEED = `update action_requests set status = 'succeeded', output = ?5, error_class = null, error = null, next_attempt_at = null,
 lease_until = null, updated_at = ?6 ${OF_ATTEMPT} and status in ('pending', 'cancelled')`;

async function succeed(work: Work, output: unknown): Promise<void> {
  const write = prepare(work.ctx.db, SUCCEED, ...keyOf(work.ctx, work.row), JSON.stringify(output), Date.now());
  await settle(work, write, { kind: "succeeded", output });
}

function asFailure(error: unknown, { slug }: InstallRow, { id, action }: ActionRow): CallFailure {
  if (error instanceof CallFailure) return error;
  log("error", "action failed on our side", { slug, action, request: id, ...describe(error) });
  return new CallFailure({ class: "system", message: "The action failed on our side." }, { ambiguous: true });
}
