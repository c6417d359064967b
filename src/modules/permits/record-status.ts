import { PERMIT_STATUSES, type PermitStatus } from "#models";
import type { Precondition, Stored } from "#modules/records";
import type { Context } from "../../context";
import { invalid } from "../../errors";
import { movePermit, requireStatus } from "./move";
import { readingMove } from "./reading";

export type StatusInput = {
  status: PermitStatus;
  status_text?: string | undefined;
  number?: string | undefined;
  at?: string | undefined;
  note?: string | undefined;
};

/** Days are those of any time zone. */
const FUTURE_MS = 86_400_000;

function refuseFalse(ctx: Context, { record }: Stored, { at, number }: StatusInput): void {
  if (at !== undefined && Date.parse(at) > ctx.now + FUTURE_MS)
    throw invalid([{ pointer: "/at", detail: "This lies in the future." }]);
  const isGiven = record["filing"] === "electronic" && record["number"] !== null;
  if (isGiven && number !== undefined && number !== record["number"])
    throw invalid([{ pointer: "/number", detail: "The jurisdiction's system has given the number." }]);
}

/** Enters a status by hand, and the number with it. One that is older than what is known goes into the history alone. */
export const recordPermitStatus = (
  ctx: Context,
  id: string,
  input: StatusInput,
  ifMatch?: Precondition,
): Promise<Stored> =>
  movePermit(ctx, id, ifMatch, (stored) => {
    requireStatus(stored, ["manual", "submitted", ...PERMIT_STATUSES], "given a status");
    refuseFalse(ctx, stored, input);
    const { record } = stored;
    const { status, status_text: text = status.replaceAll("_", " "), at = null, note = null, number } = input;
    const more = {
      ...(number === undefined ? {} : { number }),
      submitted_at: record["submitted_at"] ?? new Date(ctx.now).toISOString(),
    };
    const move = readingMove(ctx, stored, { status, text, at, source: "manual", detail: note }, more);
    return record["status"] === "manual" ? { ...move, verbs: ["submitted", ...move.verbs] } : move;
  });
