import type { PermitApplication } from "#models";
import { openRequest } from "#modules/actions";
import type { Precondition, Stored } from "#modules/records";
import type { Context } from "../../context";
import { DomainError, invalid } from "../../errors";
import { fillApplication, toSend } from "./application";
import { movePermit, requireStatus } from "./move";

export type SubmitInput = { forms?: PermitApplication["forms"] | undefined };

/**
 * Has a permit's application filed with its jurisdiction, as soon as that works, within 24 hours, and once. What was tried
 * before, under the same permit, is looked for first.
 * @throws DomainError invalid_request naming each field that is missing; invalid_state when it cannot be filed electronically
 */
export const submitPermit = (
  ctx: Context,
  id: string,
  { forms }: SubmitInput,
  ifMatch?: Precondition,
): Promise<Stored> =>
  movePermit(ctx, id, ifMatch, async (stored) => {
    requireStatus(stored, ["draft", "submission_failed", "manual"], "submitted");
    if (stored.record["number"] !== null)
      throw new DomainError("invalid_state", "The permit has a number already: it was filed by hand.");
    const filled = await fillApplication(ctx, stored, forms);
    if (!filled.install) throw new DomainError("invalid_state", filled.reason ?? "It cannot be filed from here.");
    if (filled.missing.length > 0) throw invalid(filled.missing);
    const sent = toSend(filled.application);
    if ("faults" in sent) throw invalid(sent.faults);
    const request = { action: "submit_permit", input: sent.input, key: id };
    const { id: requestId, writes, announce } = await openRequest(ctx, filled.install, request);
    return {
      changes: {
        status: "submitting",
        filing: "electronic",
        install_id: filled.install.id,
        request_id: requestId,
        submission_error: null,
      },
      internal: { forms: JSON.stringify(filled.application.forms) },
      verbs: ["submission_started"],
      writes,
      afterwards: announce,
    };
  });
