import type { Write } from "#db/client";
import { cancelRequest } from "#modules/actions";
import type { AnyRecord, Precondition, Stored } from "#modules/records";
import type { Context } from "../../context";
import { movePermit, requireStatus } from "./move";

/** What is waiting to be filed is tried no more. */
function giveUp(ctx: Context, { install_id: installId, request_id: requestId, status }: AnyRecord): Write[] {
  if (status !== "submitting" || typeof installId !== "string" || typeof requestId !== "string") return [];
  return [cancelRequest(ctx, installId, requestId)];
}

/** Goes on by hand, at any time before the jurisdiction has the application. All of its data stays. */
export const filePermitByHand = (ctx: Context, id: string, ifMatch?: Precondition): Promise<Stored> =>
  movePermit(ctx, id, ifMatch, (stored) => {
    requireStatus(stored, ["draft", "submitting", "submission_failed"], "filed by hand");
    return {
      changes: { status: "manual", filing: "manual" },
      verbs: ["manual_started"],
      writes: giveUp(ctx, stored.record),
    };
  });

const WITHDRAWABLE = [
  "draft",
  "submitting",
  "submission_failed",
  "manual",
  "submitted",
  "application_accepted",
  "in_review",
  "permit_issued",
  "inspection_phase",
];

/** Withdraws an application. One that the jurisdiction has must be withdrawn there as well: nothing does so from here. */
export const withdrawPermit = (ctx: Context, id: string, ifMatch?: Precondition): Promise<Stored> =>
  movePermit(ctx, id, ifMatch, (stored) => {
    requireStatus(stored, WITHDRAWABLE, "withdrawn");
    return {
      changes: { status: "withdrawn", withdrawn_at: new Date(ctx.now).toISOString() },
      verbs: ["withdrawn"],
      writes: giveUp(ctx, stored.record),
    };
  });
