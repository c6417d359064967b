import { changeOrders } from "#models";
import type { Context } from "../../context";
import type { Stored } from "./shape";
import { transitionRecord } from "./transition-record";
import type { Precondition } from "./update-record";

/** @param reason told to whoever reads the change order; null when none is given */
export const rejectChangeOrder = (
  ctx: Context,
  id: string,
  reason: string | null,
  ifMatch?: Precondition,
): Promise<Stored> =>
  transitionRecord(
    ctx,
    changeOrders,
    id,
    {
      name: "rejected",
      from: ["submitted"],
      changes: ({ now }) => ({ status: "rejected", decided_at: new Date(now).toISOString(), rejection_reason: reason }),
    },
    ifMatch,
  );
