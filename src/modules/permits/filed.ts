import { type FiledPermit, permits } from "#models";
import type { Finished, Meaning, Outcome, Outcomes } from "#modules/actions";
import { jurisdictionsOf } from "#modules/jurisdictions";
import { type Notice, notify } from "#modules/notifications";
import { findRecord, type Stored } from "#modules/records";
import type { Context } from "../../context";
import { DomainError } from "../../errors";
import { moveEffects } from "./move";
import { readingMove } from "./reading";

/** The permit that a request files; undefined for one that was asked for without a permit of ours. */
async function permitOf(ctx: Context, { id, key }: Finished): Promise<Stored | undefined> {
  try {
    const stored = await findRecord(ctx, permits, key);
    return stored.record["request_id"] === id ? stored : undefined;
  } catch (error) {
    if (error instanceof DomainError && error.code === "not_found") return undefined;
    throw error;
  }
}

/** What of an application that was taken needs saying. */
function sayings({ record }: Stored, { number, warning }: FiledPermit): Notice | undefined {
  const [title, status] = [String(record["title"]), record["status"]];
  const named = number === null ? "" : ` as ${number}`;
  if (status === "manual")
    return {
      kind: "permit_status",
      title: `${title} was filed electronically after all`,
      body: `The attempt that was under way got through${named}. Do not file it by hand as well.`,
      objectId: record.id,
    };
  if (status === "withdrawn")
    return {
      kind: "permit_status",
      title: `${title} was filed although it was withdrawn`,
      body: `The attempt that was under way got through${named}. Withdraw it with the jurisdiction.`,
      objectId: record.id,
    };
  if (warning === null) return undefined;
  return {
    kind: "permit_status",
    title: `${title} was filed${named}`,
    body: `The jurisdiction's system took it, and said: ${warning}`.slice(0, 1000),
    objectId: record.id,
  };
}

function succeeded(ctx: Context, stored: Stored, filed: FiledPermit): Meaning {
  const { record } = stored;
  const reading = { status: filed.status, text: filed.status_text, at: null, source: "submission" as const };
  const more = {
    authority_id: filed.permit_id,
    number: record["number"] ?? filed.number,
    filing: "electronic",
    submission_error: null,
    submitted_at: new Date(ctx.now).toISOString(),
  };
  const move = readingMove(ctx, stored, reading, more);
  const { writes, events } = moveEffects(ctx, stored, { ...move, verbs: ["submitted", ...move.verbs] });
  const said = sayings(stored, filed);
  return { writes: [...writes, ...(said ? [notify(ctx, said)] : [])], events };
}

async function portalOf(ctx: Context, { record }: Stored): Promise<string> {
  const id = record["jurisdiction_id"];
  const found = typeof id === "string" ? (await jurisdictionsOf(ctx, [id])).get(id) : undefined;
  return found?.portal_url ? ` The portal: ${found.portal_url}` : "";
}

async function notDone(
  ctx: Context,
  stored: Stored,
  outcome: Exclude<Outcome, { kind: "succeeded" }>,
): Promise<Meaning> {
  const { record } = stored;
  if (record["status"] !== "submitting") return {};
  const isOver = outcome.kind === "failed";
  const why = outcome.failure.message.slice(0, 500);
  const { writes, events } = moveEffects(ctx, stored, {
    changes: { submission_error: why, ...(isOver ? { status: "submission_failed" } : {}) },
    verbs: isOver ? ["submission_failed"] : [],
  });
  if (!isOver && !outcome.isFirst) return { writes, events };
  const next = isOver
    ? "It is not tried any more. Put right what is wrong and submit it again, or file it by hand: its data is kept."
    : "It is tried again by itself for 24 hours, and never filed twice. You can file it by hand instead: its data is kept.";
  return {
    writes,
    events,
    notice: {
      kind: isOver ? "action_failed" : "action_delayed",
      title: `${String(record["title"])} could not be filed electronically${isOver ? "" : " yet"}`,
      body: `${why} ${next}${await portalOf(ctx, stored)}`,
      objectId: record.id,
    },
  };
}

/** What the outcome of filing an application means to its permit. */
export const permitOutcomes: Outcomes = {
  submit_permit: async (ctx, request, outcome) => {
    const stored = await permitOf(ctx, request);
    if (!stored) return {};
    if (outcome.kind !== "succeeded") return await notDone(ctx, stored, outcome);
    return succeeded(ctx, stored, outcome.output as FiledPermit);
  },
};
