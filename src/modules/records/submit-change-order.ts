import { changeOrders } from "#models";
import type { Context } from "../../context";
import type { Stored } from "./shape";
import { transitionRecord } from "./transition-record";
import type { Precondition } from "./update-record";

export const submitChangeOrder = (ctx: Context, id: string, ifMatch?: Precondition): Promise<Stored> =>
  transitionRecord(
    ctx,
    changeOrders,
    id,
    {
      name: "submitted",
      from: ["draft"],
      changes: ({ now }) => ({ status: "submitted", submitted_at: new Date(now).toISOString() }),
    },
    ifMatch,
  );
