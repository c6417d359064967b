import { prepare } from "#db/client";
import { changedFields } from "#lib/merge-patch";
import { jurisdictionsOf } from "#modules/jurisdictions";
import type { Context } from "../../../context";
import { DomainError, invalid } from "../../../errors";
import type { Rules } from "../rules-type";
import type { AnyRecord } from "../shape";
import { refuseState } from "./state";
import { spokenState } from "#lib/spoken-state";

/** While the application is ours alone, all of it may change. */
const OPEN = new Set(["draft", "submission_failed", "manual"]);
const ALWAYS_FREE = new Set(["notes", "external_reference"]);
/** What the builder keeps of a permit that the jurisdiction's system does not tell us of. */
const FREE_WHEN_FILED = new Set([...ALWAYS_FREE, "number", "expires_on"]);

const freeFields = ({ status, filing }: AnyRecord): ReadonlySet<string> =>
  status === "submitting" || filing === "electronic" ? ALWAYS_FREE : FREE_WHEN_FILED;

async function refuseUnknown(ctx: Context, { jurisdiction_id: id }: AnyRecord): Promise<void> {
  if (typeof id !== "string" || (await jurisdictionsOf(ctx, [id])).has(id)) return;
  throw invalid([{ pointer: "/jurisdiction_id", detail: `There is no jurisdiction with id ${id}.` }]);
}

const UNDER_WAY =
  "select lease_until as until from action_requests where builder_id = ?1 and install_id = ?2 and id = ?3 and lease_until > ?4";

/** An attempt to file it goes on to its end whatever is decided meanwhile, and whoever deletes it would never hear how that went. */
async function refuseUnderWay(
  ctx: Context,
  { install_id: installId, request_id: requestId }: AnyRecord,
): Promise<void> {
  if (typeof installId !== "string" || typeof requestId !== "string") return;
  const asked = prepare(ctx.db, UNDER_WAY, ctx.builderId, installId, requestId, ctx.now);
  if ((await asked.first<{ until: number }>()) === null) return;
  throw new DomainError("invalid_state", "An attempt to file the permit is being made. Delete it when that has ended.");
}

export const permitRules: Rules = {
  onCreate: async (ctx, { record }) => {
    await refuseUnknown(ctx, record);
    return {};
  },
  onUpdate: async (ctx, { record: before }, after) => {
    if (before["jurisdiction_id"] !== after["jurisdiction_id"]) await refuseUnknown(ctx, after);
    if (OPEN.has(String(before["status"]))) return {};
    const free = freeFields(before);
    const frozen = changedFields(before, after).filter((name) => !free.has(name));
    if (frozen.length === 0) return {};
    const said = `The permit is ${spokenState(String(before["status"]))}; ${frozen.join(", ")} can no longer change.`;
    throw new DomainError("invalid_state", said, {
      errors: frozen.map((name) => ({
        pointer: `/${name}`,
        detail: `${name} can only change before the application is filed.`,
      })),
    });
  },
  onRemove: async (ctx, { record }) => {
    refuseState("permit", record, ["draft", "submission_failed", "manual", "withdrawn"], "deleted");
    await refuseUnderWay(ctx, record);
    return {};
  },
};
